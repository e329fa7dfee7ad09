"""What texts have beside their topic: a glossary, examples, an FAQ."""

from __future__ import annotations

FORM_NOUNS = (
    r"(?:headings?|examples?|tables?|lists?|quotes?|quotations?|references?|sources?|citations?|footnotes?|diagrams?|exercises?|"
    r"dialogues?|bullets?|bullet points?|recipes?|pictures?|illustrations?|summary|summaries|glossary|glossaries|checklists?|"
    r"code|questions?|quiz|morals?|endings?|title|subtitles?|captions?|tips|steps|thesis|anecdotes?|proverbs?|jokes?|disclaimer|"
    r"timeline|interviews?|call to action|conclusion|introduction|appendix|index|FAQs?|case stud(?:y|ies)|templates?|worksheets?|"
    r"takeaways?|bibliography|further reading|cheat sheets?|pros and cons|abstract|preface|foreword|prologue|epilogue|"
    r"table of contents|statistics|analog(?:y|ies)|metaphors?|cliffhanger|flashbacks?|epigraph|equations?|formulas?|sidebars?|"
    r"definitions?|scenarios?|action (?:plan|items))"
)
"""A pattern without borders. Who asks for "a guide to bees with a glossary" asks for one, whatever the guide is to."""
