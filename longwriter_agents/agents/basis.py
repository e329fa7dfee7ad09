"""What a revision begins from: the finished texts laid out as drafts, what was judged of them, what their drafters are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from longwriter_agents.backends.tokens import within_tokens
from longwriter_agents.continuity.canon import grown
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.dependence import marks, stands_in
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Draft, Outline
from longwriter_agents.prompting import fenced, render, tail
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.revision import REVISION, RevisionOrder
from longwriter_agents.services import Services
from longwriter_agents.standing import Standing, keep_standing, standing_at
from longwriter_agents.state import DraftRef
from longwriter_agents.words import count_words

KEPT = 1
"""The attempt as which the texts that a revision begins from are laid out; what is written on them counts on from there."""
_JOINT_WORDS, _SHOWN = 30, 5
_JUDGED, _OF_WHOLE = "verdicts:", ("verdicts:document", "pairs:")


async def order_of(services: Services) -> RevisionOrder:
    return RevisionOrder.model_validate(await services.kept(REVISION))


async def base_texts(services: Services) -> dict[str, str]:
    """The texts that the revision begins from, by section."""
    if "base" not in services.memory:
        manuscript = Manuscript.model_validate((await _version(services))["manuscript"])
        services.memory["base"] = {section.id: section.text for section in manuscript.sections}
    texts: dict[str, str] = services.memory["base"]
    return texts


async def _version(services: Services) -> dict[str, Any]:
    """All that makes up the version that the revision begins from."""
    number = (await order_of(services)).plan.base
    return (await services.store.version(services.job_id, number)).kept


async def put_in_place(services: Services, revision: RevisionOrder) -> None:
    for name in ("brief", "outline", "constraints"):
        services.memory.pop(f"parsed:{name}", None)
    await services.keep("brief", revision.brief.model_dump(mode="json"))
    await services.keep("outline", revision.outline.model_dump(mode="json"))
    await services.keep("constraints", revision.constraints)
    await services.keep("placements", revision.placements)


async def laid_out(services: Services, section_id: str, text: str) -> DraftRef:
    words = count_words(text)
    await services.save_draft(Draft(section_id=section_id, attempt=KEPT, text=text, words=words))
    return DraftRef(attempt=KEPT, last=KEPT, words=words, asked=0, gave=0, replies=0, rounds=0, failed="")


async def stand(services: Services, revision: RevisionOrder, wave: int, texts: Mapping[str, str]) -> None:
    """What the drafters of a wave are told to hold to: the canon of plan and texts, but for what the instruction names,
    since that is about to change."""
    planned = (await standing_at(services, 0)).canon
    canon, _ = grown(planned, texts.items())
    named = marks(revision.change.instruction)
    kept = [e for e in canon.entries if not any(stands_in(each, f"{e.name} {e.value} {e.quote}") for each in named)]
    told = canon.model_copy(update={"entries": tuple(kept)})
    await keep_standing(services, wave, Standing(canon=told, gists={key: gist(text) for key, text in texts.items()}))


async def lay_out_judgements(services: Services, outline: Outline, written: Collection[str]) -> None:
    """What was judged of a text that stays goes with it, under its new number; all else is judged anew."""
    kept = await _version(services)
    await forget_judgements(services, {section.id for section in outline.sections})
    for name in await services.all_kept():
        if name.startswith(_OF_WHOLE):
            await services.keep(name, None)
    for section in outline.sections:
        name = f"{_JUDGED}{section.id}"
        if section.id not in written and kept.get(name) is not None:
            await services.keep(name, kept[name])
            await services.keep(f"{name}:{KEPT}", kept[name])


async def forget_judgements(services: Services, ids: Collection[str]) -> None:
    for name in await services.all_kept():
        if any(name == f"{_JUDGED}{each}" or name.startswith(f"{_JUDGED}{each}:") for each in ids):
            await services.keep(name, None)


def reading_order(revision: RevisionOrder) -> list[str]:
    return [section.id for section in revision.outline.sections]


def note(
    ids: Sequence[str],
    base: Mapping[str, str],
    section_id: str,
    rewritten: Collection[str],
    changed: Sequence[dict[str, str]] = (),
    *,
    window: int,
) -> str:
    """What a drafter is told of the text that stands, and of the words that its own must join on to.

    A very long text is shown by its beginning and end, in a share of its model's window.
    """
    at, text = ids.index(section_id), base.get(section_id, "")
    before = base.get(ids[at - 1], "") if at and ids[at - 1] not in rewritten else ""
    after = base.get(ids[at + 1], "") if at + 1 < len(ids) and ids[at + 1] not in rewritten else ""
    return render(
        "drafter/revise",
        text=fenced(within_tokens(text, window // _SHOWN), "text") if text else "",
        changed=changed,
        before=tail(before, words=_JOINT_WORDS) if before else "",
        after=split_sentences(after)[0].strip() if after else "",
    )
