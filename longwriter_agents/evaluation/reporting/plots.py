"""Plots as plain SVG: points on linear or logarithmic axes, bars; no library, nothing fetched, text escaped."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 740, 420, 70, 34, 270, 50
_COLOURS = ("#1b6ca8", "#d1495b", "#66a182", "#edae49", "#8d6a9f", "#2e4057", "#7f7f7f", "#a05d2c")
Points = Mapping[str, Sequence[tuple[float, float]]]


class Axis:
    """From values to places on the picture."""

    def __init__(self, low: float, high: float, start: float, end: float, *, log: bool) -> None:
        self._log = log
        self.low, self.high = (low, high) if high > low else (low, low + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        low, high, value = (self._scaled(each) for each in (self.low, self.high, value))
        return self._start + (value - low) / (high - low) * (self._end - self._start)

    def _scaled(self, value: float) -> float:
        return math.log10(max(value, 1e-9)) if self._log else value

    def ticks(self) -> list[float]:
        if self._log:
            powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            ticks = [factor * 10.0**power for power in powers for factor in (1, 2, 5)]
            inside = [tick for tick in ticks if self.low <= tick <= self.high]
            if len(inside) > 1:  # a narrow stretch may hold none of them
                return inside
        step = 10 ** math.floor(math.log10((self.high - self.low) or 1))
        step = next(s for s in (step / 5, step / 2, step, step * 2) if (self.high - self.low) / s <= 8)
        first = math.ceil(self.low / step)
        return [number * step for number in range(first, math.floor(self.high / step) + 1)]


def scatter(
    points: Points, *, title: str, x: str, y: str, diagonal: bool = False, failed: Points = MappingProxyType({})
) -> str:
    """Asked against written: logarithmic axes, a colour for each series; `diagonal` draws where both are equal. What is in
    `failed` has a cross, at the lower edge where nothing was written, and its number in the legend."""
    names = list(dict.fromkeys([*points, *failed]))
    values = [
        value for of in (points, failed) for series in of.values() for pair in series for value in pair if value > 0
    ]
    low, high = (min(values) / 1.3, max(values) * 1.3) if values else (1.0, 10.0)
    across = Axis(low, high, _LEFT, _WIDTH - _RIGHT, log=True)
    up = Axis(low, high, _HEIGHT - _BOTTOM, _TOP, log=True)
    drawn = [_frame(across, up, title, x, y)]
    if diagonal:
        drawn.append(_line(across.at(low), up.at(low), across.at(high), up.at(high)))
    for colour, name in zip(_cycle(len(names)), names, strict=True):
        for mark, of in ((_dot, points), (_cross, failed)):
            drawn += [mark(across.at(max(a, low)), up.at(max(b, low)), colour) for a, b in of.get(name, ())]
    told = [f"{name} (× {len(failed[name])} failed)" if failed.get(name) else name for name in names]
    return _picture([*drawn, _legend(told)])


def bars(
    values: Mapping[str, float | None], *, title: str, y: str, gate: float | None = None, lacking: str = ""
) -> str:
    """A bar for each name; `gate` draws a line that shall not be passed. Where there is no value there is no bar, and the
    legend says what is `lacking`: a bar of no height would look like the best."""
    most = max([*(value for value in values.values() if value is not None), gate or 0.0, 1e-9]) * 1.15
    up = Axis(0.0, most, _HEIGHT - _BOTTOM, _TOP, log=False)
    room = (_WIDTH - _LEFT - _RIGHT) / max(1, len(values))
    drawn = [_frame(None, up, title, "", y)]
    for number, (colour, value) in enumerate(zip(_cycle(len(values)), values.values(), strict=True)):
        if value is None:
            continue
        top = up.at(value)
        place = f'x="{_LEFT + room * (number + 0.15):.1f}" y="{top:.1f}"'
        size = f'width="{room * 0.7:.1f}" height="{_HEIGHT - _BOTTOM - top:.1f}"'
        drawn.append(f'<rect {place} {size} fill="{colour}"/>')
    if gate is not None:
        drawn.append(_line(_LEFT, up.at(gate), _WIDTH - _RIGHT, up.at(gate)))
    return _picture([*drawn, _legend([n if value is not None else f"{n} ({lacking})" for n, value in values.items()])])


def _cycle(count: int) -> list[str]:
    return [_COLOURS[number % len(_COLOURS)] for number in range(count)]


def _picture(parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    )
    style = ' font-family="sans-serif" font-size="12" fill="#222">'
    return f'{head}{style}<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>'


def _frame(across: Axis | None, up: Axis, title: str, x: str, y: str) -> str:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    parts = [
        f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
        f'<text x="{(_LEFT + right) / 2}" y="{_HEIGHT - 12}" text-anchor="middle">{escape(x)}</text>',
        f'<text transform="translate(16 {(_TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">{escape(y)}</text>',
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="#222"/>',
    ]
    for tick in up.ticks():
        place = f'x="{_LEFT - 6}" y="{up.at(tick) + 4:.1f}"'
        parts.append(f'<text {place} text-anchor="end">{tick:,.4g}</text>')
    for tick in across.ticks() if across else []:
        place = f'x="{across.at(tick):.1f}" y="{bottom + 16}"' if across else ""
        parts.append(f'<text {place} text-anchor="middle" font-size="10">{tick:,.4g}</text>')
    return "".join(parts)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    place = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {place} stroke="#999" stroke-dasharray="4 3"/>'


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}" fill-opacity="0.75"/>'


def _cross(x: float, y: float, colour: str) -> str:
    """Stands on its place, so that it is seen whole at the lower edge too."""
    return f'<path d="M{x - 4:.1f} {y - 8:.1f}l8 8m0 -8l-8 8" stroke="{colour}" stroke-width="2" fill="none"/>'


def _legend(names: Sequence[str]) -> str:
    parts = []
    for number, (name, colour) in enumerate(zip(names, _cycle(len(names)), strict=True)):
        y = _TOP + 10 + number * 18
        parts.append(f'<rect x="{_WIDTH - _RIGHT + 12}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{_WIDTH - _RIGHT + 27}" y="{y}">{escape(name)}</text>')
    return "".join(parts)
