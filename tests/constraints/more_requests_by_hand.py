"""A second set of requests by hand, written after the grammar had met the first one: how it does on what it has not seen."""

from __future__ import annotations

from requests_by_hand import Asked

MORE_BY_HAND = (
    Asked(
        "diary with a persona and events in running prose",
        "Assume the role of Amara, a marine biologist, and write her weekly journal for 2022. The journal "
        "covers all 52 weeks, and no "
        "entry should be shorter than 180 words. In the third week she loses her camera, and from the "
        "ninth through the twelfth week she "
        "is aboard a research vessel. Her mother's birthday falls on June 21, which she celebrates every year. She gives a public "
        "lecture in weeks 18, 27 and 44. Beginning with week 5, a letter from her brother arrives every 7 "
        "weeks. On 11 November she adopts "
        "a dog.",
        "Week",
        52,
        {
            "camera": [3],
            "research vessel": range(9, 13),
            "mother's birthday": [25],
            "public lecture": [18, 27, 44],
            "letter from her brother": range(5, 53, 7),
            "adopts a dog": [45],
        },
        ("at_least", 180),
    ),
    Asked(
        "skyscraper specification",
        "You are an architect. Produce a floor-by-floor description of an 80-floor tower.\n\n"
        "## Single floors\n- Floor 1: grand lobby with a waterfall\n- Floor 13: meteorological station\n- "
        "Floor 66: helicopter simulator\n\n"
        "## Floor ranges\n- Floors 21-25: serviced apartments\n- Floors 70 to 73: research institute\n\n"
        "## Recurring\n- Starting at floor 6 and then every 9 floors: emergency water tanks\n\n"
        'Format: start each floor with "#*# Floor N", write no fewer than 100 words per floor, and write '
        "*** finished *** when you are done.",
        "Floor",
        80,
        {
            "grand lobby": [1],
            "meteorological station": [13],
            "helicopter simulator": [66],
            "serviced apartments": range(21, 26),
            "research institute": range(70, 74),
            "emergency water tanks": range(6, 81, 9),
        },
        ("at_least", 100),
        "#*# Floor 1",
        "*** finished ***",
    ),
    Asked(
        "menu for a year",
        "Design the weekly menu of a mountain inn for a whole year (52 weeks), each week in 150–200 "
        "words. Game dishes dominate weeks 40 "
        "to 46. Week 30 offers a blueberry festival. The chef serves bouillabaisse in week 8 and again "
        "every ten weeks after that. Weeks "
        "5, 6 and 7 are vegan. The inn has 22 rooms and lies at 1,640 m.",
        "Week",
        52,
        {
            "Game dishes": range(40, 47),
            "blueberry festival": [30],
            "bouillabaisse": range(8, 53, 10),
            "vegan": [5, 6, 7],
        },
        ("between", 150),
    ),
    Asked(
        "parcels of a grid with words for corners",
        "Lay out a cemetery of 64 plots (8 rows by 8 columns), numbered from 1 in the north-west corner "
        "along each row. Around 70 words "
        "for every plot. Row 8 is reserved for urns. Plot 20 has a marble angel. The chapel occupies row "
        "4, column 5. Columns 1 and 8 "
        "are lined with yews.",
        "Plot",
        64,
        {
            "urns": range(57, 65),
            "marble angel": [20],
            "chapel": [29],
            "yews": sorted([*range(1, 65, 8), *range(8, 65, 8)]),
        },
        ("about", 70),
    ),
    Asked(
        "sermons for sundays",
        "Write 20 short sermons (250 words apiece). The first sermon deals with patience, the last but "
        "one with forgiveness, the last "
        "with hope. Sermons 4 through 8 interpret the Psalms. A parable closes every third sermon.",
        "Sermon",
        20,
        {"patience": [1], "forgiveness": [19], "hope": [20], "Psalms": range(4, 9), "parable": range(3, 21, 3)},
        ("about", 250),
    ),
    Asked(
        "bus stops with after and before",
        "Compose announcements for the 32 stops of bus line 7, between 40 and 60 words per stop. After stop 24 every announcement "
        "mentions the night tariff. Before stop 5 all announcements greet commuters. The castle is "
        "announced at the eleventh stop; three "
        "stops later comes the brewery.",
        "Stop",
        32,
        {"night tariff": range(25, 33), "greet commuters": range(1, 5), "castle": [11], "brewery": [14]},
        ("between", 40),
    ),
    Asked(
        "training log from a date to a date",
        "Log my marathon training day by day from 1 May 2023 to 30 June 2023, one paragraph of about 60 "
        "words per day. Long runs every "
        "Sunday. Rest on 10 May, 24 May and 7 June. From June 12 to June 18 I am on altitude camp in Font-Romeu.",
        "Day",
        61,
        {
            "Long runs": range(7, 62, 7),
            "Rest": [10, 24, 38],
            "altitude camp": range(43, 50),
        },
        ("about", 60),
    ),
    Asked(
        "episodes with ordinals in words",
        "Develop a detective series with 26 episodes at 200-240 words each. In the twenty-first episode "
        "the twin is unmasked. Episodes "
        "two, fourteen and twenty-five are set on a barge. The opening episode introduces Inspector "
        "Quill. The middle two episodes form a "
        "courtroom double bill. Odd episodes end with a phone call.",
        "Episode",
        26,
        {
            "twin": [21],
            "barge": [2, 14, 25],
            "Inspector Quill": [1],
            "courtroom": [13, 14],
            "phone call": range(1, 27, 2),
        },
        ("between", 200),
    ),
    Asked(
        "modules",
        "Outline an onboarding programme in 15 modules, at least 120 words for every module. Modules 3 "
        "and 11 contain a roleplay. From "
        "the sixth module to the ninth, data protection is covered. Each module whose number is a multiple of 5 ends in a test.",
        "Module",
        15,
        {"roleplay": [3, 11], "data protection": range(6, 10), "test": [5, 10, 15]},
        ("at_least", 120),
    ),
    Asked(
        "rounds of a chess match",
        "Report on a 14-game chess match, game by game, 160 words a game. Game 6 is adjourned. In games 9 and 10 Petrova plays the "
        "Dutch. The match is decided two games before the end. White wins every other game beginning with game 1.",
        "Game",
        14,
        {"adjourned": [6], "Dutch": [9, 10], "White wins": range(1, 15, 2)},
        ("about", 160),
    ),
    Asked(
        "letters with a shown form and dates",
        "Write 12 monthly letters of a grandmother for the year 2019. Form:\n\n"
        "~~~ Letter 1 (January) ~~~\n~~~ Letter 2 (February) ~~~\n...\n\n"
        "Each letter: 220 to 260 words. She breaks her hip in April. In August and September the "
        "grandchildren visit. Letter 12 contains "
        "a recipe for quince bread.",
        "Letter",
        12,
        {"hip": [4], "grandchildren": [8, 9], "quince bread": [12]},
        ("between", 220),
    ),
    Asked(
        "decades",
        "Tell the history of a harbour in 10 sections of exactly 300 words each. Section 4 is about the "
        "great fire. Sections 7 to 9 deal with "
        "container shipping, and the tenth section looks ahead.",
        "Section",
        10,
        {"great fire": [4], "container shipping": [7, 8, 9], "looks ahead": [10]},
        ("exactly", 300),
    ),
    Asked(
        "kilometres",
        "Describe a pilgrimage of 33 stages, one stage after the other. Write 110 to 130 words on each "
        "stage. There is a hospice every 4 "
        "stages from stage 4 on, but none after stage 24. Stage 17 crosses the pass. On stages 28, 29 and 30 it snows.",
        "Stage",
        33,
        {"hospice": range(4, 25, 4), "crosses the pass": [17], "snows": [28, 29, 30]},
        ("between", 110),
    ),
    Asked(
        "deck by deck",
        "Guide to a cruise ship of twelve decks. Every deck gets 200 words. The infirmary is on deck 3, "
        "the theatre spans decks 5 to 7, and "
        "the top deck has a pool. On all decks except deck 12 there are cabins. One deck below the pool you find the spa.",
        "Deck",
        12,
        {"infirmary": [3], "theatre": [5, 6, 7], "has a pool": [12], "cabins": range(1, 12), "the spa": [11]},
        ("about", 200),
    ),
    Asked(
        "newsletters by quarter",
        "Create 24 issues of a beekeeping newsletter (80 to 110 words an issue). Issues 1–6: wintering. "
        "Issues 7–12: swarming. Issue 19 "
        "reviews a honey extractor. A reader's letter appears in each even-numbered issue. The final "
        "quarter of the series covers queen "
        "rearing.",
        "Issue",
        24,
        {
            "wintering": range(1, 7),
            "swarming": range(7, 13),
            "honey extractor": [19],
            "reader's letter": range(2, 25, 2),
            "queen rearing": range(19, 25),
        },
        ("between", 80),
    ),
    Asked(
        "numbers as distractors",
        "Chronicle 40 days of a trial, one entry a day, 90+ words each. The defendant, 47, stole 3 "
        "paintings worth 12 million in 2015. On "
        "day 4 the 2 experts disagree. Day 16: juror 5 is dismissed. Days 22 to 24 are held behind closed "
        "doors. Every 8 days, counting "
        "from day 8, the judge hears motions.",
        "Day",
        40,
        {
            "experts disagree": [4],
            "dismissed": [16],
            "closed doors": [22, 23, 24],
            "motions": range(8, 41, 8),
        },
        ("at_least", 90),
    ),
    Asked(
        "Chinese novel in running text",
        "请创作一部共三十章的武侠小说，每章约800字。第一章写少年下山，第五章到第七章讲述雪谷之战，第十章和第二十章各有一场比剑。"
        "自第六章起，每隔六章出现一封密信。最后三章发生在京城。倒数第二章揭开身世。全书不得提到火枪。",
        "章",
        30,
        {
            "少年下山": [1],
            "雪谷之战": [5, 6, 7],
            "比剑": [10, 20],
            "密信": range(6, 31, 6),
            "京城": [28, 29, 30],
            "身世": [29],
        },
        ("about", 800),
    ),
    Asked(
        "Chinese weekly plan by list",
        "帮我写一份健身日志，为期26周，每周一篇，每篇字数在150到200之间。\n要求如下：\n1. 第2周：体检\n2. "
        "第8—10周：游泳训练\n3. 第13、17、21周：膝盖疼痛\n"
        "4. 从第4周开始，每4周测一次体重\n5. 单数周做瑜伽\n6. 最后一周：总结",
        "周",
        26,
        {
            "体检": [2],
            "游泳训练": [8, 9, 10],
            "膝盖疼痛": [13, 17, 21],
            "体重": range(4, 27, 4),
            "瑜伽": range(1, 27, 2),
            "总结": [26],
        },
        ("between", 150),
    ),
    Asked(
        "Chinese diary with dates",
        "以2020年全年为背景，写一位乡村教师的周记，共52篇，每篇至少180字。3月12日学校组织植树。6月25日至27日端午放假。"
        "从第10周起每9周家访一次。9月10日教师节那天收到学生的礼物。",
        "周",
        52,
        {"植树": [11], "端午放假": [26], "家访": range(10, 53, 9), "礼物": [37]},
        ("at_least", 180),
    ),
    Asked(
        "Chinese floors with relative",
        "描述一艘有十五层甲板的邮轮，逐层介绍，每层80至100字。第三层是医务室，第七层有剧院，剧院的上一层是赌场。第十至十二层为客舱。"
        "偶数层设有吸烟区。",
        "层",
        15,
        {"医务室": [3], "剧院": [7], "赌场": [8], "客舱": [10, 11, 12], "吸烟区": range(2, 16, 2)},
        ("between", 80),
    ),
    Asked(
        "Chinese course",
        "设计一门二十四课时的书法课程，每课时不超过150字。前三课时讲执笔，第4、9、14课时安排临帖。每6课时进行一次测验。"
        "除第24课时外，每课时都布置作业。第一课时介绍王羲之。",
        "课时",
        24,
        {
            "执笔": [1, 2, 3],
            "临帖": [4, 9, 14],
            "测验": [6, 12, 18, 24],
            "作业": range(1, 24),
            "王羲之": [1],
        },
        ("at_most", 150),
    ),
    Asked(
        "a unit nobody thought of",
        "Generate 18 ledger folios of a 1720s spice merchant, roughly 100 words on each folio. Folio 7 "
        "records a shipwreck. Folios 10, 11 "
        "and 12 list debts in Batavia. Every fifth folio, starting with folio 3, is signed by a notary.",
        "Folio",
        18,
        {"shipwreck": [7], "debts in Batavia": [10, 11, 12], "notary": [3, 8, 13, 18]},
        ("about", 100),
    ),
    Asked(
        "two scopes, two demands, one sentence",
        "Prepare 28 daily horoscopes for Leo (50 to 70 words each). Horoscopes 3 and 19 predict money, horoscope 11 a journey and "
        "horoscopes 20 to 22 quarrels. On day 14, mention Saturn.",
        "Horoscope",
        28,
        {"money": [3, 19], "journey": [11], "quarrels": [20, 21, 22], "Saturn": [14]},
        ("between", 50),
    ),
    Asked(
        "special length for one unit",
        "A children's story in 9 chapters of 150 words each; chapter 9, however, should have 300 words. "
        "Chapter 2 brings in a fox, and a "
        "storm rages in chapters 4 and 5.",
        "Chapter",
        9,
        {"fox": [2], "storm": [4, 5]},
        ("about", 150),
    ),
)
