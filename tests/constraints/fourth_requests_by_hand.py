"""A fourth set, written blind: thirty people who write in their own ways, from a running plan to a ship's log."""

from __future__ import annotations

from requests_by_hand import Asked

FOURTH_BY_HAND = (
    Asked(
        "running plan in note form",
        "16-week marathon plan, 1 section per week, ~150 words each. wk 4, 8, 12 = recovery. Half marathon race in wk 13. "
        "Taper in the last 2 wks. Runner: male, 47 yrs, 82 kg, PB 3:58.",
        "Week",
        16,
        {"recovery": [4, 8, 12], "half marathon race": [13], "taper": [15, 16]},
        ("about", 150),
    ),
    Asked(
        "newsletter, chatty",
        "Hi! I do the newsletter of our allotment society (114 members, founded in 1987) and I'd like to have all twelve monthly "
        "issues for 2025 drafted ahead. About 250 words per issue please. The March issue should remind people of the annual "
        "meeting, the June and July issues need the watering rota, and in the December one we thank Maureen, who is 71 and "
        "retires. Every issue except August has a plant of the month. Oh, and October: pumpkin competition, first prize £40!",
        "Issue",
        12,
        {
            "annual meeting": [3],
            "watering rota": [6, 7],
            "Maureen": [12],
            "plant of the month": [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12],
            "pumpkin competition": [10],
        },
        ("about", 250),
    ),
    Asked(
        "museum audio guide",
        "Write the audio guide for a maritime museum: 24 stops, 120-140 words each. Stop 1 is a welcome by the curator. Stops "
        "5, 6 "
        "and 9 mention the Great Storm of 1703. At every fourth stop the visitor is told where the nearest bench is. The final "
        "stop "
        "thanks the visitor and points to the café. Tickets cost 12.50 euros, and the museum has 3 floors.",
        "Stop",
        24,
        {
            "welcome": [1],
            "Great Storm": [5, 6, 9],
            "nearest bench": range(4, 25, 4),
            "thanks the visitor": [24],
        },
        ("between", 120),
    ),
    Asked(
        "sprint log with a table",
        "Please produce a fictional sprint log of a small software team: 20 sprints, min. 100 words per sprint.\n\n"
        "| Sprint | What happens |\n"
        "|---|---|\n"
        "| 1 | kickoff with the client |\n"
        "| 3-5 | migration to the new database |\n"
        "| 9 | a production outage |\n"
        "| 20 | farewell party |\n\n"
        "Every 2nd sprint ends with a retrospective.",
        "Sprint",
        20,
        {
            "kickoff": [1],
            "migration": [3, 4, 5],
            "outage": [9],
            "farewell party": [20],
            "retrospective": range(2, 21, 2),
        },
        ("at_least", 100),
    ),
    Asked(
        "radio play",
        "I want a radio play in 31 episodes of exactly 200 words, set in the Hebrides in 1936. Inspector Vane arrives in the "
        "third "
        "episode. There's a storm in episodes eleven through fourteen. In the middle episode a ring is found, and two episodes "
        "later "
        "it is stolen again. Each odd-numbered episode begins with the sound of the foghorn. The penultimate episode reveals the "
        "murderer.",
        "Episode",
        31,
        {
            "Inspector Vane": [3],
            "storm": [11, 12, 13, 14],
            "ring is found": [16],
            "stolen again": [18],
            "foghorn": range(1, 32, 2),
            "murderer": [30],
        },
        ("exactly", 200),
    ),
    Asked(
        "advent calendar",
        "Story advent calendar for a class of 27 children aged 8. 24 doors, one for each day from 1 to 24 December 2023, each "
        "between 150 and 180 words. Door 6: Saint Nicholas visits. Door 13: Lucia wears candles. Behind doors 3, 10, 17 and 24 "
        "there "
        "is a carol to sing. In the last door the lost star is found. Write the heading of every door as '## Door 1', '## Door "
        "2' and "
        "so on.",
        "Door",
        24,
        {"Saint Nicholas": [6], "Lucia": [13], "carol": [3, 10, 17, 24], "lost star": [24]},
        ("between", 150),
        "## Door 1",
    ),
    Asked(
        "lab notebook",
        "Lab notebook for a 30 day fermentation experiment (invented, but plausible). It starts on 3 June 2024 and has one "
        "entry per "
        "day, Day 1 to Day 30, each at least 90 words. The pH is measured every three days beginning with day 1. On June 11 "
        "sample B "
        "is contaminated. Days 14 and 15: the incubator, set to 37 °C, fails. From day 20 to day 24 Dr. Osei is away at a "
        "conference. "
        "The last entry sums up the yield, which was 62 %.",
        "Day",
        30,
        {
            "pH is measured": range(1, 31, 3),
            "sample B": [9],
            "incubator": [14, 15],
            "Osei": range(20, 25),
            "yield": [30],
        },
        ("at_least", 90),
    ),
    Asked(
        "levels of a game",
        "Design document for a puzzle game with 50 levels; ≥ 60 words per level.\n"
        "* Levels 1 through 5: tutorial with a talking owl\n"
        "* boss fight in levels 10, 20, 30, 40 and 50\n"
        "* from level 26 onward the lantern is needed\n"
        "* levels 33 and 34 take place under water\n"
        "* no level after 45 has a save point\n"
        "The game costs 19.99 and is rated 12+.",
        "Level",
        50,
        {
            "talking owl": range(1, 6),
            "boss fight": [10, 20, 30, 40, 50],
            "lantern": range(26, 51),
            "under water": [33, 34],
            "save point": range(46, 51),
        },
        ("at_least", 60),
    ),
    Asked(
        "Spanish course as a numbered list",
        "Write a Spanish A1 course of 40 lessons for adults.\n"
        "1) Every lesson takes 45 minutes and has 180-220 words.\n"
        "2) Lesson 1 is about greetings.\n"
        "3) Lessons 12 to 14 introduce the past tense.\n"
        "4) Every 8th lesson includes a vocabulary quiz.\n"
        "5) The third-to-last lesson is a mock exam, the last one a fiesta.",
        "Lesson",
        40,
        {
            "greetings": [1],
            "past tense": [12, 13, 14],
            "vocabulary quiz": range(8, 41, 8),
            "mock exam": [38],
            "fiesta": [40],
        },
        ("between", 180),
    ),
    Asked(
        "shift handovers",
        "We train nurses and need invented handover notes for 21 consecutive shifts on a 26-bed ward (three shifts a day, one "
        "week). Keep each note to no more than 120 words. Mr. Adeyemi, 83, is admitted in shift 2 and discharged in shift 16. In "
        "shifts 8-10 the lift is out of order. Every third shift is a night shift and must mention the fire round. The shift "
        "before "
        "the last one reports a fall in the corridor.",
        "Shift",
        21,
        {
            "admitted": [2],
            "discharged": [16],
            "lift is out of order": [8, 9, 10],
            "night shift": range(3, 22, 3),
            "fire round": range(3, 22, 3),
            "fall in the corridor": [20],
        },
        ("at_most", 120),
    ),
    Asked(
        "recipe of the day",
        "recipe of the day, whole april 2025, so 30 recipes. max 130 words a recipe. fish on fridays. easter sunday (april 20): "
        "roast lamb. april 1: something that looks like cake but isnt. last three days: leftovers only. budget 15 dollars for 4 "
        "people. title each one Day 1, Day 2, ... Day 30",
        "Day",
        30,
        {"fish": [4, 11, 18, 25], "roast lamb": [20], "looks like cake": [1], "leftovers": [28, 29, 30]},
        ("at_most", 130),
        "Day 1",
    ),
    Asked(
        "ship's log",
        "Compose the log of the barque Elena on her passage from Hamburg to Valparaíso: 90 days, departing 4 January 1887, one "
        "entry "
        "of no fewer than 80 words for each day. A gale blows from day 23 to day 26. The equator is crossed on day 31; two "
        "days after "
        "that, the cook falls ill. The captain's birthday is celebrated on 2 March. Beginning on day 7, a service is held every "
        "seventh day. Crew of 19, 1,450 tons of coal. Close the log with the line '--- landfall ---'.",
        "Day",
        90,
        {
            "gale": [23, 24, 25, 26],
            "equator": [31],
            "cook falls ill": [33],
            "captain's birthday": [58],
            "service": range(7, 91, 7),
        },
        ("at_least", 80),
        ending="--- landfall ---",
    ),
    Asked(
        "podcast show notes",
        "Show notes for season 2 of our gardening podcast. 18 episodes, 90 to 110 words apiece. Guests: ep. 3 Amara Osei, ep. "
        "7 Luis "
        "Prado, eps. 11 & 12 the Kim sisters. All episodes but the first and the last thank the sponsor. Listener questions get "
        "answered in every other episode, starting with episode 2.",
        "Episode",
        18,
        {
            "Amara Osei": [3],
            "Luis Prado": [7],
            "Kim sisters": [11, 12],
            "sponsor": range(2, 18),
            "listener questions": range(2, 19, 2),
        },
        ("between", 90),
    ),
    Asked(
        "inspection of apartments",
        "Write an inspection report for a housing block built in 1974, apartment by apartment. There are 48 apartments (8 "
        "storeys "
        "with 6 each). At most 90 words per apartment. Damp was found in apartments 5, 17 and 29. Apartment 30 could not be "
        "entered. "
        "Starting with apartment 6, every sixth apartment has a balcony with a cracked railing. Apartments 37 through 42 have "
        "no gas "
        "supply.",
        "Apartment",
        48,
        {
            "damp": [5, 17, 29],
            "could not be entered": [30],
            "cracked railing": range(6, 49, 6),
            "gas supply": range(37, 43),
        },
        ("at_most", 90),
    ),
    Asked(
        "weekly diary in the manner of a benchmark",
        "Write the weekly diary of Priya Raman, 29, a sound engineer who lives with her parents in Montreal, for all 52 weeks of "
        "2018. Every entry needs 200 words or more. Her father's birthday is on February 24 and her brother's birthday is on "
        "November 30. These things have to come up: in week 9 she buys a motorcycle, in weeks 21-22 she travels to Lisbon, and "
        "every "
        "4 weeks, starting in week 3, she volunteers at the animal shelter. Begin each week with #*# as in\n"
        "#*# Week 1 (January 1st - January 7th): ...\n#*# Week 2 (January 8th - January 14th): ...\nand so on, up to\n"
        "#*# Week 52 (December 24th - December 31st): ...\nand write *** finished *** at the very end.",
        "Week",
        52,
        {
            "father's birthday": [8],
            "brother's birthday": [48],
            "motorcycle": [9],
            "Lisbon": [21, 22],
            "animal shelter": range(3, 53, 4),
        },
        ("at_least", 200),
        "#*# Week 1 (January 1st - January 7th):",
        "*** finished ***",
    ),
    Asked(
        "tower of a hundred floors",
        "Construct a skyscraper with 100 floors. Describe each floor in detail with at least 150 words. Floor 1 is the grand "
        "lobby. "
        "A cinema is located on floors 18 and 19. Floor 47 hosts a data centre. Floors 60 through 68 are hotel rooms. Starting "
        "from "
        "floor 10, there is a sky garden every 15 floors. The floor directly below the top is a restaurant and the top floor an "
        "observation deck. Use '#*# Floor 1: ...' as the heading of each floor, and conclude with '*** finished ***'.",
        "Floor",
        100,
        {
            "grand lobby": [1],
            "cinema": [18, 19],
            "data centre": [47],
            "hotel rooms": range(60, 69),
            "sky garden": range(10, 101, 15),
            "restaurant": [99],
            "observation deck": [100],
        },
        ("at_least", 150),
        "#*# Floor 1:",
        "*** finished ***",
    ),
    Asked(
        "menus of a year",
        "Design the weekly lunch menus of a school canteen for 2018, 52 weeks in all, with a minimum of 120 words for each week. "
        "Special weeks: week 7 is pancake week; weeks 38, 39 and 40 are harvest weeks; the kitchen serves only soup in week 52. "
        "Every 3 weeks from week 5 on a vegan day is offered. On 4 July there is a barbecue, and on 31 October pumpkin soup. 640 "
        "pupils eat here, and a meal may cost 3.20.",
        "Week",
        52,
        {
            "pancake": [7],
            "harvest": [38, 39, 40],
            "only soup": [52],
            "vegan day": range(5, 53, 3),
            "barbecue": [27],
            "pumpkin soup": [44],
        },
        ("at_least", 120),
    ),
    Asked(
        "city blocks",
        "Plan a city on a 10 x 10 grid, that is 100 blocks, numbered row by row from the upper left corner, 80 words minimum per "
        "block. Block 1 has the old gate. The town hall occupies blocks 45, 46, 55 and 56. Row 3 is a canal. Block (8, 2) is a "
        "brewery. In the last column there is a tram line. Every 12th block, beginning with block 12, has a drinking fountain.",
        "Block",
        100,
        {
            "old gate": [1],
            "town hall": [45, 46, 55, 56],
            "canal": range(21, 31),
            "brewery": [72],
            "tram line": range(10, 101, 10),
            "drinking fountain": range(12, 101, 12),
        },
        ("at_least", 80),
    ),
    Asked(
        "one breath with typos",
        "plese write me a childrens book with 26 chapters i think around 300 words a chapter would be good its about a fox "
        "called "
        "Pim who is 5 years old, in chapter 2 he looses his tooth and in chapter 9 and 10 he goes camping with his grandpa, then "
        "every fith chapter from 5 on he writes a letter to the moon, in the last chapter everybody dances",
        "Chapter",
        26,
        {
            "tooth": [2],
            "camping": [9, 10],
            "letter to the moon": range(5, 27, 5),
            "everybody dances": [26],
        },
        ("about", 300),
    ),
    Asked(
        "letters of two parents",
        "Eighteen letters to a daughter, one for each of her birthdays, 250 words (±10 %) per letter. The first three letters "
        "are "
        "about the sea. Even-numbered letters are written by the father, the odd ones by the mother. Letter 7 tells of the "
        "accident "
        "on the A9. The inheritance of 20,000 francs is mentioned only in the last letter.",
        "Letter",
        18,
        {
            "sea": [1, 2, 3],
            "father": range(2, 19, 2),
            "mother": range(1, 19, 2),
            "accident": [7],
            "inheritance": [18],
        },
        ("between", 225),
    ),
    Asked(
        "中文跑步计划",
        "帮我写一份12周的减脂训练计划，一周一节，每节150字左右。我今年36岁，体重78公斤。第1周做体能测试，第4、8、"
        "12周安排拍照记录。"
        "第5到第7周以游泳为主。从第2周起，每两周去爬一次山。最后一周写总结。",
        "周",
        12,
        {
            "体能测试": [1],
            "拍照记录": [4, 8, 12],
            "游泳": [5, 6, 7],
            "爬一次山": range(2, 13, 2),
            "写总结": [12],
        },
        ("about", 150),
    ),
    Asked(
        "中文大厦",
        "设计一座80层的摩天大楼，逐层描述，每层不得少于120字。要求如下：\n1. 第1层为大堂；\n2. 第15层至第18层为图书馆；\n"
        "3. 第33层设有儿童医院；\n4. 从第10层开始，每隔10层设一个空中花园；\n5. 顶层是观景台。\n大楼造价35亿元，2016年动工。",
        "层",
        80,
        {
            "大堂": [1],
            "图书馆": [15, 16, 17, 18],
            "儿童医院": [33],
            "空中花园": range(10, 81, 10),
            "观景台": [80],
        },
        ("at_least", 120),
    ),
    Asked(
        "中文食谱",
        "写一份2024年6月的每日食谱，共30天，每天80到100字。周五吃鱼。6月10日端午节吃粽子。15日至17日孩子不在家，只做两人份。"
        "一家四口，每天预算120元。",
        "天",
        30,
        {"吃鱼": [7, 14, 21, 28], "粽子": [10], "两人份": [15, 16, 17]},
        ("between", 80),
    ),
    Asked(
        "中文播客",
        "策划一档讲老建筑的播客，一共24期，每期文稿不超过400字。第3期请建筑师林岚做嘉宾，第11期和第12期讲福建土楼，"
        "双数期结尾读一封听众来信，除最后一期外，每期都要预告下一期。倒数第二期聊拆迁。",
        "期",
        24,
        {
            "林岚": [3],
            "土楼": [11, 12],
            "听众来信": range(2, 25, 2),
            "预告": range(1, 24),
            "拆迁": [23],
        },
        ("at_most", 400),
    ),
    Asked(
        "中文航海日志",
        "请以大副的口吻写一本航海日志，共60天，2023年3月1日从青岛起航，每天一篇，每篇至少100字。第8天遇到海豚。"
        "第20天到第23天在巴拿马"
        "等待过闸。4月5日是船长的生日。每逢7的倍数的那一天做救生演习。全文最后写“——日志完——”。",
        "天",
        60,
        {
            "海豚": [8],
            "过闸": [20, 21, 22, 23],
            "船长的生日": [36],
            "救生演习": range(7, 61, 7),
        },
        ("at_least", 100),
        ending="——日志完——",
    ),
    Asked(
        "中文游戏关卡",
        "为一款闯关游戏写40个关卡的说明，每个关卡约90字。前五关是教学关，没有敌人；第10、20、30、40关出现首领；"
        "第26关以后需要火把；"
        "第31—33关在水下进行；第17关不能存档。",
        "关卡",
        40,
        {
            "教学关": range(1, 6),
            "首领": [10, 20, 30, 40],
            "火把": range(27, 41),
            "水下": [31, 32, 33],
            "存档": [17],
        },
        ("about", 90),
    ),
    Asked(
        "中文展厅讲解",
        "给丝绸博物馆写语音导览词，共20站，每站150—180字。第一站介绍馆史，馆建于1992年，面积22000平方米。第六站和第七站讲养蚕。"
        "每三站提醒一次不要触摸展品，从第三站算起。最后两站介绍现代设计。第七站之后的一站讲缫丝。",
        "站",
        20,
        {
            "馆史": [1],
            "养蚕": [6, 7],
            "触摸展品": range(3, 21, 3),
            "现代设计": [19, 20],
            "缫丝": [8],
        },
        ("between", 150),
    ),
    Asked(
        "中文街区",
        "请规划一个8×8的街区网格，共64个街区，从左上角开始逐行编号，每个街区写60字以上。第5个街区是消防站，"
        "第27至30街区是湿地公园。"
        "第4行全部是学校，第8列是轻轨。每9个街区有一座钟楼，从第9街区开始。",
        "街区",
        64,
        {
            "消防站": [5],
            "湿地公园": [27, 28, 29, 30],
            "学校": range(25, 33),
            "轻轨": range(8, 65, 8),
            "钟楼": range(9, 65, 9),
        },
        ("at_least", 60),
    ),
    Asked(
        "中文月报",
        "我们社区有1300户居民，请把2025年12期社区月报一次写好，每月一期，每期约300字。三月号讲植树，六月号和七月号提醒防汛，"
        "十月号登重阳节活动，每季度最后一期公布财务情况。除八月号以外，每期都有“邻里故事”。",
        "期",
        12,
        {
            "植树": [3],
            "防汛": [6, 7],
            "重阳节": [10],
            "财务情况": [3, 6, 9, 12],
            "邻里故事": [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12],
        },
        ("about", 300),
    ),
    Asked(
        "中文课堂",
        "为初二物理写36节课的教案，每节课45分钟，教案200字左右。第一节课：长度测量。第9～11节课：声音。第18节课期中复习，"
        "之后的一节课期中考试。"
        "每6节课做一次分组实验。最后一节课全班讲评。格式：【第1节课】……【第2节课】……",
        "节课",
        36,
        {
            "长度测量": [1],
            "声音": [9, 10, 11],
            "期中复习": [18],
            "期中考试": [19],
            "分组实验": range(6, 37, 6),
            "全班讲评": [36],
        },
        ("about", 200),
        "【第1节课】",
    ),
)
