"""A ninth set, written blind and plain: requests as most people would put them, without tricks."""

from __future__ import annotations

from requests_by_hand import Asked

NINTH_BY_HAND = (
    Asked(
        "plain diary",
        "Write a weekly diary for 2018 with 52 entries of at least 200 words. The writer is Omar, a pastry chef. His wife's "
        "birthday "
        "is June 5 and his own birthday is October 14. In week 11 he wins a cake contest. In weeks 32 and 33 the family is at "
        "the "
        "seaside. Every 6 weeks, starting in week 4, he takes a night class in French. Finish with '*** finished ***'.",
        "Week",
        52,
        {
            "wife's birthday": [23],
            "own birthday": [41],
            "cake contest": [11],
            "seaside": [32, 33],
            "night class": range(4, 53, 6),
        },
        ("at_least", 200),
        ending="*** finished ***",
    ),
    Asked(
        "plain tower",
        "Describe a 90-floor tower floor by floor, 120 words per floor. Floor 2 is a bank. Floors 11 to 13 are a department "
        "store. "
        "There is a chapel on floor 44. Starting on floor 9, every 9th floor has a lounge. Floor 90 is a bar.",
        "Floor",
        90,
        {"bank": [2], "department store": [11, 12, 13], "chapel": [44], "lounge": range(9, 91, 9), "bar": [90]},
        ("about", 120),
    ),
    Asked(
        "plain course",
        "Please write an 18-lesson course on wine tasting. Each lesson should be 250 to 300 words long. The first lesson "
        "explains the "
        "glass, lessons 5 and 6 cover red wines from France, and lesson 12 is about faults. Every third lesson ends with a blind "
        "tasting. The last lesson is an exam.",
        "Lesson",
        18,
        {
            "glass": [1],
            "red wines": [5, 6],
            "faults": [12],
            "blind tasting": range(3, 19, 3),
            "exam": [18],
        },
        ("between", 250),
    ),
    Asked(
        "plain podcast",
        "Create a podcast series of 30 episodes about lost cities, around 180 words per episode. Episode 1 is about Troy. "
        "Episodes 8-10 "
        "are about the Maya. Episode 21 has a guest from Cairo. Every fifth episode answers letters from listeners. No episode "
        "after "
        "episode 25 mentions Atlantis.",
        "Episode",
        30,
        {
            "Troy": [1],
            "Maya": [8, 9, 10],
            "guest from Cairo": [21],
            "letters from listeners": range(5, 31, 5),
            "Atlantis": range(26, 31),
        },
        ("about", 180),
    ),
    Asked(
        "plain itinerary",
        "Make a travel plan for 21 days in Portugal, from 1 May 2026 to 21 May 2026, with about 90 words for each day. On May "
        "4 we "
        "visit Sintra. From May 9 to May 11 we are in Porto. May 16 is my husband's birthday. On day 20 we pack. Every Sunday we "
        "go to a market.",
        "Day",
        21,
        {
            "Sintra": [4],
            "Porto": [9, 10, 11],
            "husband's birthday": [16],
            "pack": [20],
            "market": [3, 10, 17],
        },
        ("about", 90),
    ),
    Asked(
        "plain chapters",
        "Write a children's novel in 24 chapters, each with 300 words or more. In chapter 1 Mia finds a key. In chapter 5 she "
        "meets a "
        "raven. Chapters 13 and 14 take place in the attic. The raven speaks in every fourth chapter. In the last chapter the "
        "key "
        "is lost again.",
        "Chapter",
        24,
        {
            "finds a key": [1],
            "meets a raven": [5],
            "attic": [13, 14],
            "raven speaks": range(4, 25, 4),
            "lost again": [24],
        },
        ("at_least", 300),
    ),
    Asked(
        "plain blocks",
        "Describe the 49 blocks of a town laid out as a 7 x 7 grid (block 1 is top left, block 49 bottom right), at least 80 "
        "words "
        "each. Block 4 is a school, blocks 22 and 23 are a cemetery, and the fifth row is a market street. There is a fountain "
        "in "
        "every tenth block.",
        "Block",
        49,
        {
            "school": [4],
            "cemetery": [22, 23],
            "market street": range(29, 36),
            "fountain": [10, 20, 30, 40],
        },
        ("at_least", 80),
    ),
    Asked(
        "plain monthly letters",
        "Write 12 monthly letters to our customers for 2025, 200 words each. The January letter announces new prices, the May "
        "letter "
        "a summer sale, the August letter mentions the company holiday. In the letters for March, June, September and December, "
        "remind them of the quarterly statement.",
        "Letter",
        12,
        {
            "new prices": [1],
            "summer sale": [5],
            "company holiday": [8],
            "quarterly statement": [3, 6, 9, 12],
        },
        ("about", 200),
    ),
    Asked(
        "plain training log",
        "A training log for 10 weeks, one entry per week, max 150 words. Week 1: tests. Week 5: rest. Weeks 8 and 9: hill runs. "
        "Every second week: swimming. Week 10: race.",
        "Week",
        10,
        {"tests": [1], "rest": [5], "hill runs": [8, 9], "swimming": [2, 4, 6, 8, 10], "race": [10]},
        ("at_most", 150),
    ),
    Asked(
        "plain museum",
        "Audio guide with 32 stops for a railway museum. Each stop: 100 words. Stop 3: the oldest engine. Stops 14 to 17: the "
        "royal "
        "train. Stop 25: an accident in 1911. At every eighth stop, a quiz for children. All stops except the first mention the "
        "year of construction.",
        "Stop",
        32,
        {
            "oldest engine": [3],
            "royal train": [14, 15, 16, 17],
            "accident": [25],
            "quiz": range(8, 33, 8),
            "year of construction": range(2, 33),
        },
        ("about", 100),
    ),
    Asked(
        "plain sessions",
        "I am planning a parenting workshop with 9 sessions. Write a script of 400 words for each session. Session 2 deals "
        "with sleep, "
        "session 4 with food, sessions 6 and 7 with screens. Odd-numbered sessions start with a game. The final session is a "
        "party.",
        "Session",
        9,
        {
            "sleep": [2],
            "food": [4],
            "screens": [6, 7],
            "game": [1, 3, 5, 7, 9],
            "party": [9],
        },
        ("about", 400),
    ),
    Asked(
        "中文平常周记",
        "写一份2018年的周记，共52周，每周至少200字。主人公是一名公交司机。7月22日是他儿子的生日。第16周他学会了游泳。"
        "第38周和第39周他回老家。"
        "从第5周开始，每8周去一次医院复查。最后写“*** 完 ***”。",
        "周",
        52,
        {
            "儿子的生日": [29],
            "游泳": [16],
            "回老家": [38, 39],
            "复查": range(5, 53, 8),
        },
        ("at_least", 200),
        ending="*** 完 ***",
    ),
    Asked(
        "中文平常大楼",
        "写一座70层大楼的介绍，每层100字左右。第1层是花店，第20层到第22层是学校，第41层是图书馆，每7层有一个休息区，"
        "顶层是瞭望台。",
        "层",
        70,
        {
            "花店": [1],
            "学校": [20, 21, 22],
            "图书馆": [41],
            "休息区": range(7, 71, 7),
            "瞭望台": [70],
        },
        ("about", 100),
    ),
    Asked(
        "中文平常课程",
        "请编写一门共24课的书法课，每课200字到250字。第一课讲握笔，第七课和第八课讲楷书，第十五课讲墨，每六课有一次测验，"
        "最后一课办展览。",
        "课",
        24,
        {
            "握笔": [1],
            "楷书": [7, 8],
            "讲墨": [15],
            "测验": [6, 12, 18, 24],
            "展览": [24],
        },
        ("between", 200),
    ),
    Asked(
        "中文平常行程",
        "安排一次15天的西北旅行，从2026年6月10日出发，每天写120字左右。6月12日游览兵马俑。6月18日到20日在敦煌。第10天休息。"
        "最后一天坐飞机回家。",
        "天",
        15,
        {
            "兵马俑": [3],
            "敦煌": [9, 10, 11],
            "休息": [10],
            "坐飞机": [15],
        },
        ("about", 120),
    ),
    Asked(
        "中文平常广播",
        "写一档20期的美食节目，每期不超过300字。第2期介绍米线，第9期到第11期介绍粤菜，每四期请一位嘉宾，除了第1期，"
        "每期都要回顾上一期。",
        "期",
        20,
        {
            "米线": [2],
            "粤菜": [9, 10, 11],
            "嘉宾": [4, 8, 12, 16, 20],
            "回顾": range(2, 21),
        },
        ("at_most", 300),
    ),
)
