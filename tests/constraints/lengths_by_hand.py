"""Sentences with lengths, and with numbers that are none, written before the grammar was run on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a careful reader takes for the length of the whole, of each unit and of named parts: (mode, number)."""

    text: str
    whole: tuple[str, int] | None = None
    each: tuple[str, int] | None = None
    named: tuple[tuple[str, int], ...] = ()


FORMS = (
    Said("Write an essay of about 1,200 words on tides.", ("about", 1200)),
    Said("An essay on tides, 1200 words.", ("about", 1200)),
    Said("Explain tides in exactly 750 words.", ("exactly", 750)),
    Said("Write at least two thousand words on the spice trade.", ("at_least", 2000)),
    Said("Report on glaciers. No more than 900 words, please.", ("at_most", 900)),
    Said("A guide to compost; the length must not exceed 1500 words.", ("at_most", 1500)),
    Said("Write between 800 and 1,000 words about wolves.", ("between", 800)),
    Said("2–3k words on the history of salt", ("between", 2000)),
    Said("Give me a 5k-word story about a bell founder.", ("about", 5000)),
    Said("Please draft a 600-word column on buses.", ("about", 600)),
    Said("Tell the legend in under 400 words.", ("at_most", 400)),
    Said("I need a speech, 1000+ words.", ("at_least", 1000)),
    Said("Word count: 1500. Topic: moss.", ("about", 1500)),
    Said("Length: 700-800 words. Topic: moss.", ("between", 700)),
    Said("A long read (minimum 3500 words) on cork oak forests.", ("at_least", 3500)),
    Said("Write a story that is not shorter than 1,800 words.", ("at_least", 1800)),
    Said("Write a review of roughly one and a half thousand words.", ("about", 1500)),
    Said("Aim for something like 2500 words, plus or minus 10 percent.", ("between", 2250)),
    Said("写一篇2000字左右的散文。", ("about", 2000)),
    Said("写一篇关于茶的文章，不少于1500字。", ("at_least", 1500)),
    Said("请写一份报告，字数控制在3000字以内。", ("at_most", 3000)),
    Said("写一篇1200—1500字的游记。", ("between", 1200)),
    Said("写一个一万字的短篇小说。", ("about", 10000)),
    Said("字数要求：800字以上。题目：雪。", ("at_least", 800)),
    Said("写一篇文章，恰好500字。", ("exactly", 500)),
    Said("Twelve chapters of 800 words each about a ferry.", None, ("about", 800)),
    Said("A novel in 20 chapters; every chapter runs to at least 1500 words.", None, ("at_least", 1500)),
    Said("8 chapters, 16,000 words in total.", ("about", 16000)),
    Said("10 lessons, each no longer than 250 words, 2,400 words altogether.", ("about", 2400), ("at_most", 250)),
    Said(
        "A guide of 1500 words with an introduction of 150 words.",
        ("about", 1500),
        None,
        (("about", 150),),
    ),
    Said(
        "Write 2,000 words about sleep. The conclusion should have at most 120 words.",
        ("about", 2000),
        None,
        (("at_most", 120),),
    ),
    Said("写一篇1800字的文章，引言部分不超过200字。", ("about", 1800), None, (("at_most", 200),)),
    Said("写30集剧本，每集500字，总共15000字。", ("about", 15000), ("about", 500)),
)
"""Lengths of every form: of the document, of each unit, of a named part."""

NO_LENGTHS = (
    Said("Write about the 1,000 most common words of English."),
    Said("Explain why 70 % of readers skip long words."),
    Said("Write a story set in 1492 with 3 ships and 90 men."),
    Said("The hero is 45 years old, weighs 80 kg and owes 12,000 dollars."),
    Said("Describe a house at 221 Baker Street, built for 350 pounds."),
    Said("Write a report on a 300-page novel."),
    Said("She speaks 150 words a minute; write about her job as an interpreter."),
    Said("Summarise the 4,000-word constitution of a small republic."),
    Said("Explain the rule that contracts over 500 pages need an index."),
    Said("A text about the first 100 words a child learns."),
    Said("Write about a poet who wrote 500 words every morning."),
    Said("Discuss a law of 1,204 articles passed in 1804."),
    Said("In other words, tell me what 3 words changed history."),
    Said("Write about a crossword with 40 words."),
    Said("Write a profile of a 72-year-old potter who charges €45 per hour."),
    Said("Tell the story of flight 815 and its 324 passengers."),
    Said("Explain the 80/20 rule and the 5-second rule."),
    Said("The telegram of 25 words changed the war; write about it."),
    Said("写一写《千字文》的历史。"),
    Said("介绍新华字典，它收录了13000个汉字。"),
    Said("写一个关于500元钱和3个孩子的故事。"),
    Said("主人公今年60岁，住在18层，月薪9000元。"),
    Said("讲讲汉字简化：2235个字是怎样改变的。"),
    Said("介绍一篇5000字的古文。"),
    Said("他每天背100个单词，写写他的故事。"),
    Said("Write about 12 angry men."),
    Said("Write about 30 years of peace and 2 wars."),
    Said("Write 3 paragraphs about a man of few words."),
    Said("Keep it for 10 to 12 year olds."),
    Said("Write about the 500 words that Shakespeare invented."),
)
"""Numbers that are no lengths of what shall be written."""
