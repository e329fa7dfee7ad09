"""Requests as people write them, each with what it means: label, count, and which units each demand binds.

They were written before the grammar was run on them, in wordings that no generator of ours makes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """`demands` maps words of a demand to the units that it binds."""

    name: str
    request: str
    label: str
    count: int
    demands: dict[str, Iterable[int]]
    words: tuple[str, int] | None = None
    """Mode and number of the words that each unit shall have."""
    heading: str = ""
    """The first unit's heading line, where the request shows one."""
    ending: str = ""


BY_HAND = (
    Asked(
        "diary in one breath",
        "52 weekly diary entries for 2018, at least 200 words each; birthdays on May 13 and September 19; a fashion week in "
        "weeks 24–25; a parenting workshop every 5 weeks from week 13; separate entries with `#*#`; end with `*** finished ***`",
        "Week",
        52,
        {"birthdays": [19, 38], "fashion week": [24, 25], "parenting workshop": range(13, 53, 5)},
        ("at_least", 200),
        "#*# Week 1",
        "*** finished ***",
    ),
    Asked(
        "diary with a shown form",
        "Write the diary of Nora Whitfield, a 34-year-old illustrator from Leeds, for the year 2018. There is one entry for each "
        "week, and every entry should run to at least 220 words.\n\n"
        "Family: husband Tom (birthday: March 8), daughter Ida (birthday: October 27).\n\n"
        "Things that must happen:\n"
        "- She moves into a new studio in week 6.\n"
        "- A walking holiday on Skye fills weeks 31 to 33.\n"
        "- Beginning in week 4, she goes to her life drawing class every 6 weeks.\n\n"
        "Use this form:\n"
        "#*# Week 1 (January 1st - January 7th): ...\n"
        "#*# Week 2 (January 8th - January 14th): ...\n"
        "...\n"
        "#*# Week 52 (December 24th - December 30th): ...\n"
        "*** finished ***",
        "Week",
        52,
        {
            "husband Tom": [10],
            "daughter Ida": [43],
            "new studio": [6],
            "walking holiday": [31, 32, 33],
            "life drawing class": range(4, 53, 6),
        },
        ("at_least", 220),
        "#*# Week 1 (January 1st - January 7th):",
        "*** finished ***",
    ),
    Asked(
        "tower as a list",
        "Describe a mixed-use skyscraper of 100 floors, floor by floor. Each floor's description must "
        "have a minimum of 150 words.\n"
        "Specific floors:\n"
        "Floor 7: a public library\n"
        "Floor 34: an art gallery with a sculpture court\n"
        "Floors 41-44: a boutique hotel\n"
        "Starting from floor 20, every 10 floors there is a sky garden.\n"
        "The building is 412 metres tall and cost 2.1 billion dollars.",
        "Floor",
        100,
        {
            "public library": [7],
            "art gallery": [34],
            "boutique hotel": range(41, 45),
            "sky garden": range(20, 101, 10),
        },
        ("at_least", 150),
    ),
    Asked(
        "tower in prose",
        "I'd like a 60-storey tower described one storey at a time (about 120 words per storey). Storeys 3, 17 and 29 each get "
        "a prayer room, while a data centre takes up storeys 50 through 53. From storey 8 onwards there should be a fire refuge "
        "on every eighth storey. The top storey is an observatory.",
        "Storey",
        60,
        {
            "prayer room": [3, 17, 29],
            "data centre": range(50, 54),
            "fire refuge": range(8, 61, 8),
            "observatory": [60],
        },
        ("about", 120),
    ),
    Asked(
        "city blocks",
        "Plan a new town of 100 blocks laid out as a 10 x 10 grid. Blocks are numbered row by row from the top left, so block 1 is "
        "(1,1), block 10 is (1,10) and block 11 is (2,1). Give each block 80-100 words. A fire station stands at (3,4). The "
        "fifth row is a canal. There is a kiosk in every block of column 9. Block (10, 10) has the waterworks.",
        "Block",
        100,
        {
            "fire station": [24],
            "canal": range(41, 51),
            "kiosk": range(9, 101, 10),
            "waterworks": [100],
        },
        ("between", 80),
    ),
    Asked(
        "school menus",
        "Please put together lunch menus for a primary school, week by week, 40 weeks in all, 100 words or more for each week. "
        "Week 12 is Italian week; the last week is a farewell barbecue. Fish pie comes back every fourth week, first in week 2. "
        "Weeks 20 and 21 must be nut-free.",
        "Week",
        40,
        {
            "Italian": [12],
            "farewell barbecue": [40],
            "Fish pie": range(2, 41, 4),
            "nut-free": [20, 21],
        },
        ("at_least", 100),
    ),
    Asked(
        "ferry stops",
        "Write an audio guide to the 24 stops of the lake ferry. Every stop gets its own chapter-length note of 150 to 180 words. "
        "At stop 5, tell the legend of the drowned bell. Stops 9 to 12 are about vineyards. At the odd-numbered stops recommend "
        "a café. The final stop mentions the lighthouse keeper. The lake is 251 m deep and the ferry has run since 1823.",
        "Stop",
        24,
        {
            "drowned bell": [5],
            "vineyards": range(9, 13),
            "café": range(1, 25, 2),
            "lighthouse keeper": [24],
        },
        ("between", 150),
    ),
    Asked(
        "rehearsals",
        "Keep a rehearsal log for a production of The Seagull: 30 rehearsals, no more than 140 words for "
        "each rehearsal. Costumes are "
        "worn from rehearsal 25 on. The understudy steps in at the twelfth rehearsal. In the first three rehearsals the cast only "
        "reads. Every other rehearsal, starting with the second, ends with notes from the dramaturge.",
        "Rehearsal",
        30,
        {
            "Costumes": range(25, 31),
            "understudy": [12],
            "cast only reads": [1, 2, 3],
            "dramaturge": range(2, 31, 2),
        },
        ("at_most", 140),
    ),
    Asked(
        "night shifts",
        "Generate the logbook of a hospital porter covering 45 night shifts, shift by shift, each 90 words long. A power cut "
        "happens during shift 8. On shifts 15, 16 and 30 the old lift breaks down. Two shifts after the power cut, an inspector "
        "comes. He weighs 82 kilos and has worked there for 19 years.",
        "Shift",
        45,
        {"power cut": [8], "old lift": [15, 16, 30], "inspector": [10]},
        ("about", 90),
    ),
    Asked(
        "monthly letters",
        "Draft a gardener's newsletter for every month of 2026 (twelve issues). Each issue: 300 words. The March issue is about "
        "sowing peas. Frost warnings go into the issues from October to December. In July, interview a beekeeper.",
        "Month",
        12,
        {"sowing peas": [3], "Frost warnings": [10, 11, 12], "beekeeper": [7]},
        ("about", 300),
    ),
    Asked(
        "daily log of a leap february",
        "Keep a ship's log for February 2024, one entry per day, between 60 and 90 words per entry. A storm rages from the 10th to "
        "the 12th of February. On February 29 the ship reaches Valparaíso. The barometer is read out every 7 days from February 5.",
        "Day",
        29,
        {"storm": [10, 11, 12], "Valparaíso": [29], "barometer": [5, 12, 19, 26]},
        ("between", 60),
    ),
    Asked(
        "fiscal weeks from april",
        "Write a 26-week training diary that starts on Monday 1 April 2024, one entry a week. There is a half marathon on 16 June "
        "and a blood test on 2 May. Rest weeks: 4, 8, 12, 16, 20 and 24.",
        "Week",
        26,
        {"half marathon": [11], "blood test": [5], "Rest": range(4, 25, 4)},
    ),
    Asked(
        "novel chapters",
        "A novel in 36 chapters of roughly 1,500 words each about a salvage diver. Chapters one through "
        "four take place in Trieste. "
        "The wreck is found in chapter 9, and in the chapter after that a diver dies. Every sixth chapter is a letter from the "
        "sister. The penultimate chapter reveals the forged map. Don't mention sharks.",
        "Chapter",
        36,
        {
            "Trieste": [1, 2, 3, 4],
            "wreck": [9],
            "diver dies": [10],
            "letter from the sister": range(6, 37, 6),
            "forged map": [35],
        },
        ("about", 1500),
    ),
    Asked(
        "podcast",
        "Script outline for a podcast, sixteen episodes, 250-300 words per episode. Episodes 1-3: origins "
        "of tea. Episode 4: smuggling. "
        "Episodes 5, 7 and 9 feature a guest taster. All episodes except the last one close with a riddle.",
        "Episode",
        16,
        {
            "origins of tea": [1, 2, 3],
            "smuggling": [4],
            "guest taster": [5, 7, 9],
            "riddle": range(1, 16),
        },
        ("between", 250),
    ),
    Asked(
        "course",
        "Develop a beginners' course in bookbinding with twenty lessons (each lesson 180 words minimum). "
        "Lesson 1 presents the tools. "
        "A quiz comes at the end of lessons 5, 10, 15 and 20. The second half of the course deals with "
        "leather. Safety is repeated in "
        "even-numbered lessons.",
        "Lesson",
        20,
        {"tools": [1], "quiz": [5, 10, 15, 20], "leather": range(11, 21), "Safety": range(2, 21, 2)},
        ("at_least", 180),
    ),
    Asked(
        "itinerary",
        "Give me a 14-day itinerary through Georgia, each day around 130 words. Days 2 and 3: Svaneti. On day 6 we need a "
        "vegetarian cooking lesson; the day before, a free afternoon in Kutaisi. Every third day from day "
        "3, remind us to call home.",
        "Day",
        14,
        {"Svaneti": [2, 3], "cooking lesson": [6], "Kutaisi": [5], "call home": [3, 6, 9, 12]},
        ("about", 130),
    ),
    Asked(
        "expedition days by ordinal",
        "Tell the story of an expedition in 80 diary days. On the 1st day the party leaves Hobart, on the 40th they turn back, and "
        "on the 77th a sail is sighted. From the 50th to the 60th day the rations are halved. Every tenth day a bearing is taken.",
        "Day",
        80,
        {
            "leaves Hobart": [1],
            "turn back": [40],
            "sail": [77],
            "rations": range(50, 61),
            "bearing": range(10, 81, 10),
        },
    ),
    Asked(
        "museum rooms",
        "Text for an exhibition of 18 rooms (one text per room, 100 to 120 words). Rooms 4–6 and 13 show armour. Room 10 shows the "
        "astrolabe of Ibn Zarqali. No room before room 8 may mention gunpowder. A bench is described in "
        "all rooms but rooms 2 and 7.",
        "Room",
        18,
        {
            "armour": [4, 5, 6, 13],
            "astrolabe": [10],
            "gunpowder": range(1, 8),
            "bench": [1, *range(3, 7), *range(8, 19)],
        },
        ("between", 100),
    ),
    Asked(
        "maintenance",
        "Produce maintenance records for wind turbine T-17, numbered Record 1 to Record 48, 70 words "
        "apiece. Gearbox oil is changed "
        "in record 6 and every 12 records thereafter. Blade inspection: records 3, 13, 23, 33 and 43. Lightning damage is found in "
        "the second to last record. The turbine delivers 3.2 MW.",
        "Record",
        48,
        {"Gearbox oil": range(6, 49, 12), "Blade inspection": range(3, 49, 10), "Lightning damage": [47]},
        ("about", 70),
    ),
    Asked(
        "with an end to the period",
        "Compose 60 short bulletins from a weather station (about 60 words a bulletin). Between bulletin "
        "10 and bulletin 40, every 5th "
        "bulletin includes a wind chill table. Bulletins 55 to 60 report on the thaw. An avalanche warning appears in the "
        "middle of the series, bulletins 30 and 31.",
        "Bulletin",
        60,
        {"wind chill": range(10, 41, 5), "thaw": range(55, 61), "avalanche": [30, 31]},
        ("about", 60),
    ),
    Asked(
        "weekday in a daily series",
        "Write a chef's journal with one entry for each day of June 2025, 80 words or so each. Every "
        "Friday the menu is fish. On the "
        "first Sunday of the month her mother comes to lunch. The inspector comes on the 17th.",
        "Day",
        30,
        {"fish": [6, 13, 20, 27], "mother": [1], "inspector": [17]},
    ),
    Asked(
        "tarot of 22",
        "Essay cycle on the 22 major trumps, one essay for each trump, at most 400 words per essay. Trump "
        "13 must name Marseilles; the "
        "first and the last trump are told in the second person. Trumps 5 to 9 refer to Waite.",
        "Trump",
        22,
        {"Marseilles": [13], "second person": [1, 22], "Waite": [5, 6, 7, 8, 9]},
        ("at_most", 400),
    ),
    Asked(
        "two weeks after",
        "Create a weekly log of an allotment for one year (52 weeks, 150+ words per week). The frost comes in week 45. Two weeks "
        "after the frost, the dahlias are lifted; the week before it, the squash is picked. From week 14 until week 30, slugs are "
        "counted every 4 weeks.",
        "Week",
        52,
        {
            "frost": [45],
            "dahlias": [47],
            "squash": [44],
            "slugs": range(14, 31, 4),
        },
        ("at_least", 150),
    ),
    Asked(
        "mixed list under a head",
        "Write 25 letters from a lighthouse.\n\nRequirements:\n1. Each letter has 200-250 words.\n2. "
        "Letter 3: the mention of a broken "
        "lamp.\n3. Every letter from the 15th on: rain.\n4. Letters 6, 12, 18, 24: a drawing is "
        "enclosed.\n5. Begin every letter with "
        "'Letter N' on its own line.\n6. After the last letter write THE END.",
        "Letter",
        25,
        {"broken lamp": [3], "rain": range(15, 26), "drawing": [6, 12, 18, 24]},
        ("between", 200),
        "Letter 1",
        "THE END",
    ),
    Asked(
        "headings with placeholders",
        "Prepare 12 session reports for a chess club, 110 words per session. Head every report with '## Session X - Report'. In "
        'sessions 2 and 8 somebody plays the Grünfeld. A clock fails in the third session. Close with "-- end of season --".',
        "Session",
        12,
        {"Grünfeld": [2, 8], "clock": [3]},
        ("about", 110),
        "## Session 1 - Report",
        "-- end of season --",
    ),
    Asked(
        "Chinese diary",
        "请写一份2018年的周记，共52周，每周不少于200字。5月13日是丈夫的生日，9月19日是女儿的生日。第24周到第25周参加时装周。"
        "从第13周开始，每5周参加一次育儿讲座。每篇以“#*#”分隔，全文以“*** 完 ***”结束。",
        "周",
        52,
        {"丈夫的生日": [19], "女儿的生日": [38], "时装周": [24, 25], "育儿讲座": range(13, 53, 5)},
        ("at_least", 200),
        "#*# 第1周",
        "*** 完 ***",
    ),
    Asked(
        "Chinese tower",
        "设计一座100层的摩天大楼，逐层描述，每层150字左右。第8层设有图书馆；第20至23层是酒店；从第30层起每隔10层有一个空中花园；"
        "奇数层都有茶水间。顶层是观景台。大楼高450米，耗资30亿元。",
        "层",
        100,
        {
            "图书馆": [8],
            "酒店": [20, 21, 22, 23],
            "空中花园": range(30, 101, 10),
            "茶水间": range(1, 101, 2),
            "观景台": [100],
        },
        ("about", 150),
    ),
    Asked(
        "Chinese stations",
        "为一条有36站的环湖公交线写导览，每站一段，每段100到120字。第三站要提到古银杏，第5、11、29站推荐早餐店。前四站讲述湖的传说，"
        "最后两站介绍夜景。倒数第三站写到渡口。",
        "站",
        36,
        {"古银杏": [3], "早餐店": [5, 11, 29], "湖的传说": [1, 2, 3, 4], "夜景": [35, 36], "渡口": [34]},
        ("between", 100),
    ),
    Asked(
        "Chinese serial",
        "写一部四十集的广播剧大纲，每集不超过300字。第一集至第三集发生在重庆，第十二集女主角失忆，之后的一集她离家出走。"
        "每逢双数集出现红伞。除了第二十集以外，每一集都要有歌声。",
        "集",
        40,
        {
            "重庆": [1, 2, 3],
            "失忆": [12],
            "离家出走": [13],
            "红伞": range(2, 41, 2),
            "歌声": [*range(1, 20), *range(21, 41)],
        },
        ("at_most", 300),
    ),
    Asked(
        "Chinese daily log",
        "请为2024年10月写一份店铺日志，每天一篇，每篇80字以上。10月1日至7日国庆促销。每周六盘点库存。31日写总结。",
        "天",
        31,
        {"国庆促销": range(1, 8), "盘点库存": [5, 12, 19, 26], "总结": [31]},
        ("at_least", 80),
    ),
    Asked(
        "Chinese blocks",
        "规划一个5行6列的街区网格，共30个街区，从左上角起逐行编号，每个街区写60到80字。第2行第3列是消防站。第四行全部是公园。"
        "第6列设有公交站。",
        "街区",
        30,
        {"消防站": [9], "公园": range(19, 25), "公交站": [6, 12, 18, 24, 30]},
        ("between", 60),
    ),
    Asked(
        "zero-based grid, x first",
        "Describe a farm of 48 plots in a grid of 6 rows and 8 columns, about 50 words per plot. Coordinates are written (column, "
        "row), both counted from 0, and plot 1 is (0,0). The well is at (2,1). Plots (7,0) and (7,5) are fallow. Row 3 grows rye.",
        "Plot",
        48,
        {"well": [11], "fallow": [8, 48], "rye": range(25, 33)},
        ("about", 50),
    ),
    Asked(
        "events bound to dates across months",
        "The journal of a translator: a weekly entry throughout 2021, 52 entries, each of at least 180 words. Deadlines fall on 15 "
        "January, 15 April, 15 July and 15 October. From 2 to 20 August she is in Lisbon. Her sister's birthday is 30 November. "
        "Once every eight weeks, starting with week 3, she has the dentist. She is paid 0.11 euros a word.",
        "Week",
        52,
        {
            "Deadlines": [3, 15, 28, 42],
            "Lisbon": range(31, 35),
            "sister's birthday": [48],
            "dentist": range(3, 53, 8),
        },
        ("at_least", 180),
    ),
    Asked(
        "negative demand in a range",
        "Sixty daily prompts for a writing challenge, 40 to 50 words each. Prompts 1 to 10 must not use "
        'the word "dream". Prompt 33 '
        'contains the word "marzipan". The last five prompts look back at the first.',
        "Prompt",
        60,
        {"dream": range(1, 11), "marzipan": [33], "look back": range(56, 61)},
        ("between", 40),
    ),
)
