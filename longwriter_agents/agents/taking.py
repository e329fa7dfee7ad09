"""Taking a reply into its section: cleaned of what models leak, label and repeat, after the text that stands."""

from __future__ import annotations

import re

from longwriter_agents.agents.desks import Desk
from longwriter_agents.backends.base import Reply
from longwriter_agents.constraints.guarding import guarded
from longwriter_agents.continuity.addressed import within
from longwriter_agents.continuity.reopening import without_second_opening
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.prose.chatter import has_chatter
from longwriter_agents.prose.cleaning import clean
from longwriter_agents.prose.farewells import split_farewell, split_thanks
from longwriter_agents.prose.forms import is_plain_prose
from longwriter_agents.prose.inline_numbers import without_inline_numbers
from longwriter_agents.prose.joining import join, last_of_a_row_kept_last
from longwriter_agents.prose.labels import (
    headings_as_prose,
    points_as_subjects,
    titles_as_prose,
    without_dangling,
    without_labels,
    without_neighbours,
    without_points_as_headings,
    without_talk_of_title,
)
from longwriter_agents.prose.meta import split_last_words, without_closing, without_meta
from longwriter_agents.prose.paragraphing import divided, with_capitals
from longwriter_agents.prose.prefaces import without_prefaces
from longwriter_agents.prose.refusal import declines_to_go_on, looks_refused
from longwriter_agents.prose.repetition import Told, cut_loop, drop_repeats, told_in
from longwriter_agents.prose.sentences import drop_open_end, paragraphs, split_sentences
from longwriter_agents.words import count_words

_STUB_WORDS = 25


async def taken(at: Desk, reply: Reply, language: str, *, last: bool, apart: bool = False) -> str:
    """The reply, cleaned of what models leak and repeat, after the text that stands. What was written `apart` from that, without
    a look at it, opens the section anew and knows nothing of its end.

    Of the `last` reply a text that only repeats other sections is kept: they stay whole, and the report tells of it.
    """
    if reply.finish == "refused" or (not at.text and looks_refused(reply.text)):
        raise RefusedError(
            "The model declined to write this section.",
            hint="Reword the request or choose another model.",
            section=at.section.id,
            model=reply.model,
        )
    outline = await at.services.outline()
    fresh = "" if declines_to_go_on(reply.text) else _without_leaks(at, reply.text, outline.title)
    if at.contract.number < at.contract.count:
        fresh = without_closing(fresh)
    if plain(at):
        others = [section.title for section in outline.sections if section.id != at.section.id]
        fresh = without_points_as_headings(fresh, at.section.to_tell, at.section.title)
        fresh = without_labels(without_neighbours(fresh, others, least=at.wanted // 2))
        planned = [at.section.title, *at.section.to_tell, *others]
        fresh = titles_as_prose(without_talk_of_title(fresh, at.section.title), planned)
        fresh = points_as_subjects(without_inline_numbers(fresh), at.section.to_tell) if language == "en" else fresh
        fresh = headings_as_prose(fresh, "\n".join((at.services.request, at.section.summary, *at.section.to_tell)))
        fresh = _in_good_shape(fresh, at, language)
    fresh = without_dangling(fresh)
    if reply.finish in ("length", "halted"):
        fresh = _without_stub(drop_open_end(fresh) or fresh)
    fresh = guarded(fresh, (await at.services.brief()).series)
    fresh = within(fresh, at.contract.number, at.contract.count) if at.contract.customs else fresh
    own, _ = drop_repeats(fresh, earlier=_told_before(at))
    fresh = own if own.strip() or at.text or not last else drop_repeats(fresh)[0]
    if apart and language == "en":
        fresh = _without_opening(at, fresh)
    joined = _with_more(at.text, fresh, apart=apart) if at.text else fresh
    if not joined.strip():
        raise ReplyError(
            "The model wrote nothing usable for this section (it was empty, or only repeated itself).",
            hint="Try another model.",
            section=at.section.id,
            model=reply.model,
        )
    return joined


def _without_leaks(at: Desk, text: str, document_title: str) -> str:
    """Without what models leak. Of "Section 4 of 6. The Hive" a title is left, so what talk has gone of is cleaned again. Where
    all is talk of the text, it may be the subject; where all is an assistant's, nothing was written."""

    def cleaned(each: str) -> str:
        return clean(each, title=at.section.title, document_title=document_title, summary=at.section.summary).text

    looped = cut_loop(cleaned(text))
    fresh = without_meta(looped, about=at.services.request)
    if not fresh and not has_chatter(looped):
        fresh = looped
    return fresh if fresh == looped else cleaned(fresh) or fresh


def _without_opening(at: Desk, fresh: str) -> str:
    """Without a second opening of the section, unless that is what does a thing that was demanded."""
    shorter = without_second_opening(fresh, at.section.title, at.text)
    done = [c for c in at.contract.demanding if c.check(fresh).status == "met"]
    return shorter if all(c.check(shorter).status == "met" for c in done) else fresh


def _with_more(text: str, fresh: str, *, apart: bool) -> str:
    """The text with what goes on from it. Where the document's last section has summed up already, or a letter has said
    farewell or thanked its reader, that stays its end; so does the last of a row ("Finally, …") before what was written apart
    from it."""
    body, farewell = split_farewell(text)
    body, thanks = split_thanks(body)
    if (farewell or thanks) and fresh.strip():
        more, own_farewell = split_farewell(fresh)
        more, own_thanks = split_thanks(more)
        return "\n\n".join(filter(None, (join(body, more), thanks or own_thanks, own_farewell or farewell)))
    body, closing = split_last_words(text)
    if closing and fresh.strip():
        more, own_closing = split_last_words(fresh)
        return "\n\n".join((join(body, more), own_closing or closing))
    joined = join(text, fresh)
    return last_of_a_row_kept_last(text, joined) if apart else joined


def _told_before(at: Desk) -> Told:
    """What the sections before this one in its strand tell. A strand's texts are read once each, however long it is."""
    if not at.earlier:
        return Told()
    name = f"told after:{at.earlier[0]}"
    known: tuple[tuple[str, ...], Told] = at.services.memory.get(name, ((), Told()))
    texts, told = known
    if texts != at.earlier[: len(texts)]:
        texts, told = (), Told()
    told_in(at.earlier[len(texts) :], told)
    at.services.memory[name] = (at.earlier, told)
    return told


def plain(at: Desk) -> bool:
    """Whether this section is to be paragraphs and nothing else."""
    return not at.contract.customs and is_plain_prose(at.services.request, at.section.title, *at.contract.demands)


_OF_PARAGRAPHS = re.compile(r"\bparagraphs?\b|\bAbs(?:atz|ätze)\b|段", re.IGNORECASE)


def _in_good_shape(text: str, at: Desk, language: str) -> str:
    """A small model's prose with its capitals, and in paragraphs of a good size where nobody says what they are to be."""
    if not at.services.drafter.traits.small:
        return text
    text = with_capitals(without_prefaces(text)) if language == "en" else text
    asked = (at.services.request, *at.contract.demands)
    return text if any(map(_OF_PARAGRAPHS.search, asked)) else divided(text)


_MORE_TO_COME = re.compile(
    r"\W*(?:(?:first|second|third|fourth|next|last|final)(?:ly)?,|"
    r"(?:another|one|a further|the next) (?:\w+ )?(?:example|reason|way|tip|step|mistake|benefit|problem)|"
    r"for (?:example|instance)\b|(?:consider|imagine|suppose)\b)",
    re.IGNORECASE,
)


def _without_stub(text: str) -> str:
    """A text that was stopped, without a last paragraph of which only the first sentence is there; where not much else would
    be left, only if that sentence begins something."""
    blocks = paragraphs(text)
    if len(blocks) < 2 or len(split_sentences(blocks[-1])) > 1 or count_words(blocks[-1]) > _STUB_WORDS:
        return text
    return "\n\n".join(blocks[:-1]) if len(blocks) > 2 or _MORE_TO_COME.match(blocks[-1]) else text
