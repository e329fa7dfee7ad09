"""The word ledger's arithmetic: shares sum exactly, moves reach the target, and everything is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_agents.errors import InputError
from longwriter_agents.ledger import Pace, allocate, band, rebalance, settle

weights = st.lists(st.floats(min_value=0.001, max_value=1e6), min_size=1, max_size=60)
counts = st.integers(min_value=1, max_value=3_000)


@given(weights, st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=50))
def test_shares_sum_exactly_and_keep_the_minimum(parts: list[float], spare: int, minimum: int) -> None:
    total = spare + minimum * len(parts)
    shares = allocate(total, parts, minimum=minimum)
    assert sum(shares) == total
    assert min(shares) >= minimum


@given(weights, st.integers(min_value=100, max_value=10**6))
def test_shares_differ_from_their_exact_size_by_less_than_one(parts: list[float], total: int) -> None:
    shares, whole = allocate(total, parts, minimum=0), sum(parts)
    assert all(abs(share - total * part / whole) < 1 + 1e-6 * total for share, part in zip(shares, parts, strict=True))


@given(st.integers(min_value=1, max_value=100), st.integers(min_value=0, max_value=10**5))
def test_equal_weights_get_equal_shares_the_earlier_ones_the_rest(count: int, spare: int) -> None:
    shares = allocate(spare + count, [1.0] * count)
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(("total", "parts"), [(10, []), (2, [1.0, 1.0, 1.0]), (10, [1.0, 0.0]), (10, [-1.0])])
def test_what_can_t_be_shared_is_refused(total: int, parts: list[float]) -> None:
    with pytest.raises(InputError):
        allocate(total, parts)


@given(st.integers(min_value=-5_000, max_value=50_000), st.lists(counts, max_size=40))
def test_what_is_left_is_shared_within_half_and_sixteen_tenths(left: int, budgets: list[int]) -> None:
    shares = rebalance(left, budgets)
    assert len(shares) == len(budgets)
    for share, budget in zip(shares, budgets, strict=True):
        assert max(1, round(budget * 0.5)) <= share <= max(1, round(budget * 1.6))


@given(st.lists(counts, min_size=1, max_size=40), st.floats(min_value=0.6, max_value=1.5))
def test_what_is_left_is_shared_as_exactly_as_rounding_allows(budgets: list[int], factor: float) -> None:
    left = round(sum(budgets) * factor)
    assert abs(sum(rebalance(left, budgets)) - left) <= len(budgets)


sections = st.lists(st.tuples(counts, counts), min_size=1, max_size=40)


@given(sections, st.integers(min_value=50, max_value=60_000))
def test_moves_bring_the_total_into_its_limits(rows: list[tuple[int, int]], target: int) -> None:
    budgets, written = [row[0] for row in rows], [row[1] for row in rows]
    low, high = round(target * 0.97), round(target * 1.03)
    moves = settle(budgets, written, target=target, low=low, high=high)
    after = list(written)
    for move in moves:
        after[move.section_index] += move.delta_words
    assert len({move.section_index for move in moves}) == len(moves) <= len(rows), "one move for a section"
    assert min(after) >= 1
    if low <= sum(written) <= high:
        assert moves == []
    elif sum(written) > high:
        assert sum(after) == max(target, len(rows)), "a surplus is taken off exactly"
    else:
        assert sum(written) < sum(after) <= target + 40, "what is added overshoots by less than the least move"


@given(sections)
def test_only_what_is_worth_a_call_is_added_and_never_too_much_at_once(rows: list[tuple[int, int]]) -> None:
    budgets, written = [row[0] for row in rows], [row[1] for row in rows]
    target = sum(budgets)
    for move in settle(budgets, written, target=target, low=target, high=target):
        budget, words = budgets[move.section_index], written[move.section_index]
        if sum(written) < target:
            assert move.delta_words >= 40
            assert move.delta_words <= max(40, round(budget * 0.6), budget - words)
        else:
            assert -words < move.delta_words < 0


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 20_000)), max_size=30))
def test_the_pace_is_bounded_whatever_was_seen(replies: list[tuple[int, int]]) -> None:
    pace = Pace()
    for asked, written in replies:
        pace = pace.observe(asked, written)
    assert 0.2 <= pace.ratio <= 4.0
    assert pace.drafts <= len(replies)
    assert pace.ask_for(1) >= 1


@pytest.mark.parametrize("ratio", [0.4, 0.7, 1.6])
def test_the_pace_of_a_steady_writer_is_learned_at_once_and_stays(ratio: float) -> None:
    pace = Pace()
    for _ in range(20):
        asked = pace.ask_for(500)
        pace = pace.observe(asked, round(asked * ratio))
        assert pace.ratio == pytest.approx(ratio, rel=0.01)
    assert round(pace.ask_for(500) * ratio) == pytest.approx(500, abs=5)


@given(counts, st.floats(min_value=0.0, max_value=0.5))
def test_a_band_holds_its_budget_with_room_for_a_sentence(budget: int, tolerance: float) -> None:
    low, high = band(budget, tolerance=tolerance)
    assert 1 <= low <= budget <= high
    assert high - budget >= 12


def test_a_section_that_had_no_more_to_tell_is_lengthened_last() -> None:
    def lengthened(*stuck: int) -> list[int]:
        moves = settle([200, 200], [100, 210], target=400, low=390, high=410, stuck=stuck)
        return [move.section_index for move in moves]

    assert lengthened() == [0]
    assert lengthened(0)[0] == 1
