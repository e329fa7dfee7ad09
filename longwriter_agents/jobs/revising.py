"""From a change that somebody wants to a revision that can be run: checked, its dependents named, nothing spent yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from longwriter_agents import reoutlining
from longwriter_agents.constraints.kinds import Constraint, Exclude, Include, Judged, WordCount
from longwriter_agents.constraints.placement import Placements, assign
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import ByIds, Whole
from longwriter_agents.constraints.shape import Edges, Form
from longwriter_agents.dependence import reasons_for
from longwriter_agents.errors import Conflict, InputError
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import DOCUMENT, Brief, Budget, Outline
from longwriter_agents.options import Options
from longwriter_agents.revision import REVISION, Change, Dependent, Reason, RevisionOrder, RevisionPlan, Target
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord, Version

LOCKS = "locks"
_OWN_ID = "r"
"""How the ids of demands begin that come from revisions."""


@dataclass(frozen=True)
class Finished:
    """A finished document as it stands."""

    job: JobRecord
    manuscript: Manuscript
    constraints: tuple[Constraint, ...]
    placements: Mapping[str, Sequence[str]]
    locks: tuple[str, ...]
    versions: tuple[Version, ...]

    @property
    def brief(self) -> Brief:
        return self.manuscript.brief

    @property
    def outline(self) -> Outline:
        return self.manuscript.outline

    @property
    def texts(self) -> dict[str, str]:
        return {section.id: section.text for section in self.manuscript.sections}


async def finished(store: Store, job: JobRecord) -> Finished:
    """The document, if it is finished; `Conflict` says where it stands instead."""
    from longwriter_agents.agents.analyst import CONSTRAINTS

    if job.status != "succeeded":
        under_way = await store.artifact(job.id, REVISION) is not None
        hint = "Resume it, or put the revision away with undo." if under_way else "Wait until it is finished."
        raise Conflict(f"The document is {job.status}; only a finished one can be revised.", hint=hint)
    manuscript = Manuscript.model_validate(await store.artifact(job.id, "manuscript"))
    if not all(section.text.strip() for section in manuscript.sections):
        raise Conflict("A section of the document has no text.", hint="Resume it first.")
    return Finished(
        job,
        manuscript,
        CONSTRAINTS.validate_python(await store.artifact(job.id, "constraints")),
        await store.artifact(job.id, "placements"),
        tuple(await store.artifact(job.id, LOCKS) or ()),
        tuple(await store.versions(job.id)),
    )


async def set_locks(store: Store, job: JobRecord, lock: Collection[str], unlock: Collection[str] = ()) -> list[str]:
    """Keep with the job which sections nobody may change; all that are locked now, in reading order."""
    outline = Outline.model_validate(await store.artifact(job.id, "outline") or {})
    known = await store.artifact(job.id, LOCKS) or []
    locks = _locks(outline, known, lock, unlock)
    if locks != known:
        await store.save_artifact(job.id, LOCKS, locks)
    return locks


def _locks(outline: Outline, known: Collection[str], lock: Collection[str], unlock: Collection[str]) -> list[str]:
    _check_known((*lock, *unlock), outline)
    kept = (set(known) | set(lock)) - set(unlock)
    return [section.id for section in outline.sections if section.id in kept]


def with_locks(now: Finished, lock: Collection[str], unlock: Collection[str]) -> Finished:
    """The document as it would stand with these locks; nothing is kept."""
    return replace(now, locks=tuple(_locks(now.outline, now.locks, lock, unlock)))


def _check_known(ids: Collection[str], outline: Outline) -> None:
    known = [section.id for section in outline.sections]
    for each in ids:
        if each not in known:
            raise InputError(f"There is no section {each!r}.", hint=f"There are: {', '.join(known[:60])}.")


def revision_of(now: Finished, change: Change, budget: Budget | None = None) -> RevisionOrder:
    """The revision that the change asks for. `InputError` for one that can't be."""
    if (change.outline is None) == (not change.sections):
        raise InputError(
            "Say what shall be changed: sections with an instruction, or an edited outline.",
            hint="For example: --section s2 --instruction '…', --section s2 --words 300, or --outline FILE.",
        )
    if change.outline is not None and (change.instruction or change.words):
        raise InputError("An edited outline takes no instruction besides.", hint="Revise twice, one after the other.")
    merged = _by_outline(now, change.outline) if change.outline is not None else _by_instruction(now, change)
    if not merged.targets and not merged.removed and merged.outline == now.outline:
        raise InputError("Nothing would be changed.")
    _check_locks(now, merged)
    return _whole(now, change, merged, budget)


def _by_outline(now: Finished, wanted: Outline) -> reoutlining.Merged:
    series = now.brief.series
    reoutlining.check_series(now.outline, wanted, series.count if series else None)
    return reoutlining.merged(now.outline, wanted)


def _by_instruction(now: Finished, change: Change) -> reoutlining.Merged:
    _check_known(change.sections, now.outline)
    said = compile_rules(change.instruction).length if change.words is None else None
    words = change.words or (said.target if said else None)
    if not change.instruction.strip() and words is None:
        raise InputError("Say with an instruction what shall be changed.")
    outline = reoutlining.with_budgets(now.outline, {each: words for each in change.sections} if words else {})
    targets = tuple(
        Target(
            id=section.id, title=section.title, how=_how(change, section.budget, words), words=words or section.budget
        )
        for section in now.outline.sections
        if section.id in change.sections
    )
    return reoutlining.Merged(outline, targets, ())


def _how(change: Change, budget: int, words: int | None) -> Any:
    if change.instruction.strip() or words is None:
        return "rewrite"
    return "lengthen" if words > budget else "shorten"


def _check_locks(now: Finished, merged: reoutlining.Merged) -> None:
    held = [each for each in (*(target.id for target in merged.targets), *merged.removed) if each in now.locks]
    if held:
        raise InputError(f"Locked, so not to be changed: {', '.join(held)}.", hint="Unlock first (--unlock ID).")


def _whole(now: Finished, change: Change, merged: reoutlining.Merged, budget: Budget | None) -> RevisionOrder:
    from longwriter_agents.agents.analyst import CONSTRAINTS

    by = sum(s.budget for s in merged.outline.sections) - sum(s.budget for s in now.outline.sections)
    brief = now.brief.model_copy(update={"length": reoutlining.moved(now.brief.length, by)})
    constraints = _constraints(now, change, merged, brief)
    outline, placements = assign(merged.outline, constraints, brief.series)
    plan = _plan(now, change, merged, outline, constraints, placements)
    plan = plan.model_copy(update={"target_words": brief.length.target})
    return RevisionOrder(
        plan=plan,
        change=change,
        brief=brief,
        outline=outline,
        constraints=list(CONSTRAINTS.dump_python(constraints, mode="json")),
        placements={key: list(places) for key, places in placements.items()},
        budget=budget or Options.model_validate(now.job.options).budget,
        seconds=now.job.seconds,
    )


def _constraints(now: Finished, change: Change, merged: reoutlining.Merged, brief: Brief) -> tuple[Constraint, ...]:
    """Those of the request, the document's length as it is now, and what the instruction demands of its sections.

    An earlier instruction for the same section, which only a reviewer could judge, gives way to the new one.
    """
    named, left = set(change.sections), {section.id for section in merged.outline.sections}
    kept: list[Constraint] = []
    for each in now.constraints:
        if isinstance(each.scope, ByIds):
            ids = tuple(i for i in each.scope.ids if i in left and not (isinstance(each, Judged) and i in named))
            if not ids:
                continue
            each = each.model_copy(update={"scope": ByIds(ids=ids)})
        if isinstance(each, WordCount) and isinstance(each.scope, Whole):
            each = each.model_copy(update={"length": brief.length})
        kept.append(each)
    if not change.instruction.strip():
        return tuple(kept)
    first = 1 + max((_number(each.id) for each in now.constraints), default=0)
    demands = _demands(change.instruction, change.sections)
    named_now = [each.model_copy(update={"id": f"{_OWN_ID}{n}"}) for n, each in enumerate(demands, first)]
    return (*kept, *named_now)


def _number(constraint_id: str) -> int:
    bare = constraint_id.removeprefix(_OWN_ID)
    return int(bare) if bare != constraint_id and bare.isdigit() else 0


def _demands(instruction: str, sections: Sequence[str]) -> list[Constraint]:
    """What code can check of an instruction, and the rest for a reviewer."""
    compiled, scope = compile_rules(instruction), ByIds(ids=tuple(sections))
    checkable = [each for each in compiled.constraints if _is_checkable(each)]
    found: list[Constraint] = [each.model_copy(update={"scope": scope, "origin": "caller"}) for each in checkable]
    others = [each for each in compiled.constraints if not isinstance(each, WordCount) and each not in checkable]
    if compiled.leftover or others or not found:
        words = instruction.strip()
        found.append(Judged(quote=words[:300], text=words, scope=scope, origin="caller"))
    return found


def _is_checkable(constraint: Constraint) -> bool:
    """Whether code can tell of a section by itself that it keeps the demand."""
    return isinstance(constraint, Form | Edges) or (isinstance(constraint, Include | Exclude) and constraint.literal)


def _plan(
    now: Finished,
    change: Change,
    merged: reoutlining.Merged,
    outline: Outline,
    constraints: Sequence[Constraint],
    placements: Placements,
) -> RevisionPlan:
    aims = {target.id for target in merged.targets}
    dependents = [] if change.follow == "none" else _dependents(now, change, merged, outline)
    if change.follow != "none":
        dependents = _with_owed(now, dependents, outline, constraints, placements, aims)
    depending = {dependent.id for dependent in dependents}
    joined = _joined([section.id for section in outline.sections], aims, depending)
    newest = max([now.manuscript.version, *(version.number for version in now.versions)])
    others = aims | depending | set(joined)
    return RevisionPlan(
        base=now.manuscript.version,
        version=newest + 1,
        targets=merged.targets,
        dependents=tuple(dependents),
        joined=joined,
        removed=merged.removed,
        untouched=tuple(section.id for section in outline.sections if section.id not in others),
        locked=now.locks,
        target_words=now.brief.length.target,
        target_words_before=now.brief.length.target,
    )


def _dependents(now: Finished, change: Change, merged: reoutlining.Merged, outline: Outline) -> list[Dependent]:
    rewritten = [t.id for t in merged.targets if t.how == "rewrite"]
    changed = [*rewritten, *merged.removed]
    passed_over = {*(t.id for t in merged.targets), *now.locks}
    found = []
    for section in outline.sections:
        if section.id in passed_over or section.id not in now.texts:
            continue
        reasons = reasons_for(
            section.id,
            changed,
            now.outline,
            now.texts,
            about=now.brief,
            instruction=change.instruction,
        )
        if reasons:
            found.append(Dependent(id=section.id, title=section.title, reasons=reasons))
    return found


def _with_owed(
    now: Finished,
    dependents: list[Dependent],
    outline: Outline,
    constraints: Sequence[Constraint],
    placements: Placements,
    aims: Collection[str],
) -> list[Dependent]:
    """Also the sections that owe by the new outline what they did not owe before, and do not keep."""
    before = {section.id: set(section.constraint_ids) for section in now.outline.sections}
    rest = "\n\n".join(now.texts[s.id] for s in outline.sections if s.id in now.texts and s.id not in aims)
    known = {dependent.id: dependent for dependent in dependents}
    for section in outline.sections:
        if section.id in aims or section.id not in before or section.id in now.locks:
            continue
        for constraint in constraints:
            if constraint.id in before[section.id] or constraint.id not in section.constraint_ids:
                continue
            text = rest if placements.get(constraint.id) == (DOCUMENT,) else now.texts[section.id]
            if constraint.kind != "word_count" and constraint.check(text).status == "unmet":
                reason = Reason(kind="constraint", what=constraint.text or constraint.quote)
                known[section.id] = _with_reason(known.get(section.id), section.id, section.title, reason)
    return [known[section.id] for section in outline.sections if section.id in known]


def _with_reason(known: Dependent | None, section_id: str, title: str, reason: Reason) -> Dependent:
    return Dependent(id=section_id, title=title, reasons=(*(known.reasons if known else ()), reason))


def _joined(ids: Sequence[str], aims: Collection[str], depending: Collection[str]) -> tuple[str, ...]:
    beside = {
        ids[at + step] for at, each in enumerate(ids) if each in aims for step in (-1, 1) if 0 <= at + step < len(ids)
    }
    return tuple(each for each in ids if each in beside and each not in aims and each not in depending)
