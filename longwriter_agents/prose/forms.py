"""Whether a text is to be plain prose, or may hold lists, tables, verse or code."""

from __future__ import annotations

import re
from functools import lru_cache

_OTHER_FORMS = re.compile(
    r"\b(?:bullets?|bulleted|lists?|checklists?|tables?|tabular|columns?|code|snippets?|markdown|recipes?|ingredients?|menus?|"
    r"step[- ]by[- ]step|numbered|glossary|faq|questions and answers|q\s?&\s?a|poems?|poetry|verses?|lyrics|songs?|stanzas?|"
    r"haikus?|sonnets?|screenplays?|scripts?|dialogues?|transcripts?|timetables?|schedules?|formulas?|equations?|latex|html|"
    r"json|yaml|csv|xml|exercises?|quiz(?:zes)?|worksheets?|cheat ?sheets?|letters?|emails?|resumes?|cv|diagrams?)\b"
    r"|列表|清单|表格|代码|步骤|食谱|菜谱|诗|歌词|剧本|对话|对白|公式|问答|日程|信件|一封信",
    re.IGNORECASE,
)


def is_plain_prose(*descriptions: str) -> bool:
    """Whether nothing in the request or the plan speaks of another form than paragraphs."""
    return not any(map(_is_of_another_form, descriptions))


@lru_cache(maxsize=1_024)
def _is_of_another_form(description: str) -> bool:
    """Each of a document's sections is asked of with the same request."""
    return _OTHER_FORMS.search(description) is not None
