"""Assembly and verification: the document is put together and every demand checked once more on the finished text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from langgraph.runtime import Runtime

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.candidates import trust_of
from longwriter_agents.agents.clashes import weighed
from longwriter_agents.agents.document_review import judged_so_far
from longwriter_agents.agents.editor import looked_over, texts_of, whole_of
from longwriter_agents.agents.replanning import adjustments_of, followed_outline, told
from longwriter_agents.agents.reviewer import newest_opinion
from longwriter_agents.agents.reviser import revisions_of
from longwriter_agents.assembly import written_sections
from longwriter_agents.constraints.bound import Check
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.placement import checked_at
from longwriter_agents.constraints.scope import Named
from longwriter_agents.continuity.canon import grown
from longwriter_agents.events import FindingRaised, PhaseStarted
from longwriter_agents.framing import unshown
from longwriter_agents.manuscript import ClauseRow, ConstraintRow, Manuscript, SectionWords, Status, Unit, WordLedger
from longwriter_agents.model import DOCUMENT, Brief, Finding, Outline, Revision, Section, Verdict
from longwriter_agents.prose.signs import signs
from longwriter_agents.services import Services
from longwriter_agents.standing import standing_at
from longwriter_agents.state import DraftRef, WritingState
from longwriter_agents.strands import course_of
from longwriter_agents.trust import Trust
from longwriter_agents.words import count_words

REQUEST_FINDINGS = ("findings:request", "findings:outline", "findings:revision", "findings:window")


async def assemble(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Every section of the outline must be there, or the document is not done."""
    services = runtime.context
    services.emit(PhaseStarted(phase="assemble"))
    outline = await services.outline()
    texts = await texts_of(services, outline, state["drafts"])
    missing = [section.id for section in outline.sections if not texts.get(section.id)]
    return {"status": "failed" if missing else "assembled"}


async def verify(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Count and check the finished text, and say honestly what it is."""
    services = runtime.context
    services.emit(PhaseStarted(phase="verify"))
    outline, drafts = await services.outline(), state["drafts"]
    texts = await texts_of(services, outline, drafts)
    text = await whole_of(services, outline, texts)
    rows = await constraint_rows(services, text, texts)
    findings = await _findings(services, outline, drafts, texts, rows)
    findings += _far_too_short(await services.brief(), text, services.options.drafter)
    canon, contradictions = grown((await standing_at(services, 0)).canon, texts.items())
    quoted = {(finding.section_id, finding.evidence) for finding in findings}
    findings += [each for each in contradictions if (each.section_id, each.evidence) not in quoted]
    status = status_of(state["status"], findings)
    manuscript = await draft_report(services, status)
    manuscript = manuscript.model_copy(
        update={
            "text": text,
            "sections": written_sections(outline, texts),
            "words": word_ledger(
                await services.brief(),
                await followed_outline(services),
                text,
                texts,
                await trust_of(services, outline),
            ),
            "constraints": rows,
            "canon": canon,
            "findings": tuple(findings),
            "revisions": await _revisions(services, outline, drafts),
            "message": message_of(status, findings),
        }
    )
    for finding in findings:
        services.emit(FindingRaised(finding=finding))
    await services.keep("manuscript", manuscript.model_dump(mode="json"))
    return {"status": status}


async def _revisions(services: Services, outline: Outline, drafts: Mapping[str, DraftRef]) -> tuple[Revision, ...]:
    """Every mend that was tried, in reading order."""
    tried = [
        revision
        for section in outline.sections
        if section.id in drafts
        for revision in await revisions_of(services, section.id, drafts[section.id]["rounds"])
    ]
    return tuple(tried)


async def draft_report(services: Services, status: Status) -> Manuscript:
    """The manuscript before its text: what was planned, with which models, and how the plan was adjusted since."""
    outline, brief = await followed_outline(services), await services.brief()
    options = services.options
    return Manuscript(
        status=status,
        job_id=services.job_id,
        graph=options.graph,
        model=options.drafter,
        models={"planner": options.planner, "drafter": options.drafter, "reviewer": options.reviewer},
        brief=brief,
        outline=outline,
        words=word_ledger(brief, outline, "", {}),
        constraints=await constraint_rows(services, None, {}),
        clauses=tuple(ClauseRow.model_validate(each) for each in await services.kept("clauses") or []),
        units=units(brief, outline, await services.kept("placements")),
        canon=(await standing_at(services, 0)).canon,
        adjustments=tuple(await adjustments_of(services, [section.id for section in outline.sections])),
        findings=tuple(await planning_findings(services)),
        flow=course_of(options.flow, services.drafter.traits, brief, outline),
    )


def word_ledger(
    brief: Brief, outline: Outline, text: str, texts: Mapping[str, str], trust: Mapping[str, Trust] | None = None
) -> WordLedger:
    known = trust or {}
    rows = tuple(
        SectionWords(
            id=s.id, title=s.title, budget=s.budget, written=count_words(texts.get(s.id, "")), trust=known.get(s.id)
        )
        for s in outline.sections
    )
    written, length = count_words(text), brief.length
    return WordLedger(
        target=length.target,
        low=length.low,
        high=length.high,
        written=written,
        headings=max(0, written - sum(row.written for row in rows)),
        sections=rows,
    )


def units(brief: Brief, outline: Outline, placements: Mapping[str, Sequence[str]]) -> tuple[Unit, ...]:
    """The units of a series with what binds each; none when the request asks for no series."""
    if brief.series is None:
        return ()
    return tuple(
        Unit(
            number=number,
            heading=section.title,
            constraint_ids=tuple(key for key, places in placements.items() if section.id in places),
        )
        for number, section in enumerate(outline.sections, 1)
    )


async def constraint_rows(services: Services, text: str | None, texts: Mapping[str, str]) -> tuple[ConstraintRow, ...]:
    """The constraint ledger; with no text yet, everything is only planned."""
    placements: dict[str, list[str]] = await services.kept("placements")
    open_places = await _open_places(services, placements) if text is not None else []
    judged = {place: await _judged_at(services, place) for place in open_places}
    rows = []
    for constraint in await constraints_of(services):
        places = placements.get(constraint.id, [DOCUMENT])
        verdicts = (
            []
            if text is None
            else [
                _verdict(constraint, place, text if place == DOCUMENT else texts.get(place, ""), judged.get(place, {}))
                for place in places
            ]
        )
        rows.append(_row(constraint, places, verdicts, planned=text is None))
    return tuple(rows)


async def _open_places(services: Services, placements: Mapping[str, Sequence[str]]) -> list[str]:
    """Where a reviewer may have judged something."""
    constraints = await constraints_of(services)
    judged = [c.id for c in constraints if c.kind in ("judged", "include", "exclude") or isinstance(c.scope, Named)]
    return list(dict.fromkeys(place for each in judged for place in placements.get(each, [DOCUMENT])))


async def _judged_at(services: Services, place: str) -> dict[str, Verdict]:
    opinion = await newest_opinion(services, place)
    return {verdict.constraint_id: verdict for verdict in reversed(opinion.verdicts)}


def _verdict(constraint: Constraint, place: str, body: str, judged: Mapping[str, Verdict]) -> Verdict:
    check = checked_at(place, constraint, body)
    if check.status != "judge" and not check.arguable:
        return _by_code(constraint, place, check)
    found = judged.get(constraint.id)
    if check.status == "unmet" and not (found and found.status == "met" and found.evidence in body):
        return _by_code(constraint, place, check)
    if found is None:
        detail = "No reviewer judged it."
    elif found.status == "met" and found.evidence not in body:
        detail = "The passage that showed it was changed after the review."
    else:
        return found
    return Verdict(constraint_id=constraint.id, place=place, status="unverified", by="model", detail=detail)


def _by_code(constraint: Constraint, place: str, check: Check) -> Verdict:
    status: Literal["met", "unmet"] = "met" if check.status == "met" else "unmet"
    return Verdict(
        constraint_id=constraint.id, place=place, status=status, evidence=check.evidence, detail=check.detail
    )


def _row(constraint: Constraint, places: Sequence[str], verdicts: Sequence[Verdict], *, planned: bool) -> ConstraintRow:
    order: list[Literal["unmet", "unverified", "met"]] = ["unmet", "unverified", "met"]
    worst = next((status for status in order if any(v.status == status for v in verdicts)), None)
    telling = next((v for v in verdicts if v.status == worst), None)
    if not places and not planned:
        worst = "unmet"
    return ConstraintRow(
        id=constraint.id,
        kind=constraint.kind,
        quote=constraint.quote,
        text=constraint.text,
        scope=constraint.scope.model_dump(mode="json"),
        placements=tuple(places),
        verdict=worst or "planned",
        by=telling.by if telling else "",
        evidence=(telling.evidence or telling.detail) if telling else "",
    )


async def planning_findings(services: Services) -> list[Finding]:
    """What was found while reading the request and planning."""
    parts = (await services.kept("parts") or {"parts": []})["parts"]
    names = [*REQUEST_FINDINGS, "findings:plan", *(f"findings:plan:{part['id']}" for part in parts)]
    return [Finding.model_validate(each) for name in names for each in await services.kept(name) or []]


async def _findings(
    services: Services,
    outline: Outline,
    drafts: Mapping[str, DraftRef],
    texts: Mapping[str, str],
    rows: Sequence[ConstraintRow],
) -> list[Finding]:
    brief = await services.brief()
    found = await planning_findings(services)
    cut = unshown(brief, services.drafter.traits)
    found += [cut] if cut else []
    found += [told(each) for each in await adjustments_of(services, [section.id for section in outline.sections])]
    for section in (await followed_outline(services)).sections:
        found += _section_findings(section, drafts.get(section.id), texts.get(section.id, ""), brief)
    judged = await judged_so_far(services, services.options.rounds + 1)
    found += _not_yet_told(weighed(await looked_over(services, outline, texts), judged, texts), found)
    found += [_constraint_finding(row) for row in rows if row.verdict in ("unmet", "unverified")]
    return found


def _section_findings(section: Section, ref: DraftRef | None, text: str, brief: Brief) -> list[Finding]:
    if not text:
        why = ref["failed"] if ref and ref["failed"] else "It was not reached."
        return [Finding(code="missing", severity="error", section_id=section.id, message=f"Not written: {why}")]
    seen = signs(text, language=brief.language, about=brief.request)
    found = [sign.model_copy(update={"section_id": section.id}) for sign in seen]
    if ref and ref["failed"]:
        found.append(Finding(code="stopped", section_id=section.id, message=f"Ended early: {ref['failed']}"))
    return [*found, *_ran_dry(section, ref, count_words(text))]


_BEGUN, _MOST_BEGUN = 0.25, 40
"""A section that has less than this share of its words, and fewer than so many, has only been begun."""


def _ran_dry(section: Section, ref: DraftRef | None, words: int) -> list[Finding]:
    """Whether its drafter had no more to tell: a hint, unless a reader would find hardly more than a heading."""
    if words < min(section.budget * _BEGUN, _MOST_BEGUN):
        message = f"It has {words} words; {section.budget} were planned. Revise it, or choose another model."
        return [Finding(code="ran_dry", section_id=section.id, message=message)]
    if ref is None or not ref.get("stuck"):
        return []
    message = "Asked for more, its drafter had nothing more to tell here."
    return [Finding(code="ran_dry", severity="info", section_id=section.id, message=message)]


_HARDLY = 0.5
"""A text below this share of the least length that was asked for is not that document, with whatever findings."""


def _far_too_short(brief: Brief, text: str, model: str) -> list[Finding]:
    words = count_words(text)
    if words >= brief.length.low * _HARDLY:
        return []
    message = f"The model {model} wrote only {words} usable words of {brief.length.target}. Try another model."
    return [Finding(code="too_short", severity="error", message=message)]


def _not_yet_told(fresh: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """What the look over the whole adds to the signs of single sections: of these, language is told for all of a section."""
    told = {(finding.code, finding.section_id, finding.evidence) for finding in found}
    foreign = {finding.section_id for finding in found if finding.code == "language"}
    return [
        finding
        for finding in fresh
        if (finding.code, finding.section_id, finding.evidence) not in told
        and not (finding.code == "language" and finding.section_id in foreign)
    ]


def _constraint_finding(row: ConstraintRow) -> Finding:
    said = "is not met" if row.verdict == "unmet" else "could not be verified"
    return Finding(
        code=f"constraint_{row.verdict}",
        message=f"{row.kind} {said}: {row.quote or row.text}",
        evidence=row.evidence,
        constraint_id=row.id,
    )


def status_of(state_status: str, findings: Sequence[Finding]) -> Status:
    """`complete` only when nothing is missing and nothing is left that a reader should know of."""
    if state_status == "failed" or any(finding.severity == "error" for finding in findings):
        return "failed"
    return "complete_with_findings" if any(f.severity == "warning" for f in findings) else "complete"


def message_of(status: Status, findings: Sequence[Finding]) -> str:
    if status == "failed":
        errors = [finding for finding in findings if finding.severity == "error"]
        reason = next((f.message for f in errors if "not reached" not in f.message), "sections are missing")
        missing = sum(finding.code == "missing" for finding in errors)
        return f"{missing} section(s) could not be written. {reason}" if missing else reason
    warnings = sum(finding.severity == "warning" for finding in findings)
    return f"{warnings} finding(s) are left; the report names them." if warnings else ""
