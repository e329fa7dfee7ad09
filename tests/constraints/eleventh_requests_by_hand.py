"""An eleventh set, natural wordings from other domains: demands told by their event, in lists, and in passing."""

from __future__ import annotations

from requests_by_hand import Asked

ELEVENTH_BY_HAND = (
    Asked(
        "referee's diary",
        "Please write the 2018 weekly diary of a retired football referee called Samuel Brandt. There should be 52 "
        "entries, one per week, and each entry must be no less than 200 words. Make sure these things happen at the "
        "right time: his wife's birthday is June 16, his twin sons were born on September 3, and his father's birthday "
        "falls on December 12. He has a knee operation in week 8 and wears a brace from week 9 through week 14. The "
        "choir he sings in performs every 6 weeks, with the first concert in week 5. Weeks 28, 29 and 30 are spent "
        "camping in Norway.",
        "Week",
        52,
        {
            "wife": [24],
            "twin sons": [36],
            "father": [50],
            "knee operation": [8],
            "brace": range(9, 15),
            "choir": range(5, 53, 6),
            "camping": [28, 29, 30],
        },
        ("at_least", 200),
    ),
    Asked(
        "architect's tower",
        "Imagine you are the architect of a 100-storey tower. Write a description of each storey in at least 150 words, "
        "from storey 1 at the bottom to storey 100 at the top. The following have to be respected: Storey 14 is home to "
        "a blood donation centre. Storey 39 has an indoor climbing hall. Between storeys 51 and 58 you will find a "
        "science museum. Storeys 82 to 90 are private apartments. Every 15 storeys, beginning at storey 10, there's an "
        "emergency shelter. Use the header '#*# Storey X' for each one, where X is its number, and finish the document "
        "with '*** finished ***'.",
        "Storey",
        100,
        {
            "blood donation": [14],
            "climbing hall": [39],
            "science museum": range(51, 59),
            "private apartments": range(82, 91),
            "emergency shelter": range(10, 101, 15),
        },
        ("at_least", 150),
        "#*# Storey 1",
        "*** finished ***",
    ),
    Asked(
        "city with several schools",
        "Write about a city made of 100 blocks in a 10 × 10 grid. Give each block its own paragraph of 100-150 words. "
        "Numbering starts in the top left corner and continues row by row. There's a school on block 12, another one on "
        "block 45, and a third on block 78. Blocks 31 to 40 are covered by a forest park. A charging station is found at "
        "every ninth block, starting with block 6. The blocks in the fourth column are all next to the tram line. In "
        "block 99 stands an old water tower.",
        "Block",
        100,
        {
            "school": [12, 45, 78],
            "forest park": range(31, 41),
            "charging station": range(6, 101, 9),
            "tram line": range(4, 101, 10),
            "water tower": [99],
        },
        ("between", 100),
    ),
    Asked(
        "company cafeteria",
        "Design a weekly menu for a company cafeteria for the year 2018, all 52 weeks, at least 180 words per week. "
        "Please note the following: In week 17 we host guests from Korea, so the menu should be Korean. Weeks 50 and 51 "
        "feature Christmas baking. Every 4th week is soup week, the first one being week 2. On May 1 the canteen is "
        "closed. On October 31 we would like pumpkin in every course. Weeks 5–7 are low-carb weeks.",
        "Week",
        52,
        {
            "Korea": [17],
            "Christmas baking": [50, 51],
            "soup week": range(2, 53, 4),
            "closed": [18],
            "pumpkin": [44],
            "low-carb": [5, 6, 7],
        },
        ("at_least", 180),
    ),
    Asked(
        "choir rehearsals",
        "Rehearsal plan for our choir: 22 rehearsals, about 80 words each. Rehearsals 1 through 9 are dedicated to the "
        "Fauré Requiem. From rehearsal 10 we add the Britten. The soloists join us for rehearsals 16, 18 and 20. Every "
        "fifth rehearsal ends in the pub. The dress rehearsal is number 21, the performance number 22.",
        "Rehearsal",
        22,
        {
            "Requiem": range(1, 10),
            "Britten": range(10, 23),
            "soloists": [16, 18, 20],
            "pub": [5, 10, 15, 20],
            "dress rehearsal": [21],
            "performance": [22],
        },
        ("about", 80),
    ),
    Asked(
        "letters to a newborn",
        "Write letters from a mother to her newborn, one for each week of the first year (52 letters, 150–170 words "
        "each). Letter 1 describes the birth. First smile: letter 6. First tooth: letter 24. In letters 30 to 33 the "
        "family is visiting the grandparents in Chile. Every 13th letter includes a lock of hair. The last letter talks "
        "about the first birthday.",
        "Letter",
        52,
        {
            "describes the birth": [1],
            "smile": [6],
            "tooth": [24],
            "Chile": [30, 31, 32, 33],
            "lock of hair": [13, 26, 39, 52],
            "first birthday": [52],
        },
        ("between", 150),
    ),
    Asked(
        "campaign journal",
        "Campaign journal for a role-playing group, 25 sessions, each session summed up in 120 words or so. The party "
        "meets in session 1. Sessions 3-6 take place in the sunken temple. Ylva the ranger dies in session 11 and comes "
        "back as a ghost from session 15 onwards. The dragon shows up in sessions 8, 17 and 25. No combat in session 20, "
        "please.",
        "Session",
        25,
        {
            "party meets": [1],
            "sunken temple": [3, 4, 5, 6],
            "ranger dies": [11],
            "ghost": range(15, 26),
            "dragon": [8, 17, 25],
            "combat": [20],
        },
        ("about", 120),
    ),
    Asked(
        "decks of a ship",
        "A guide to the decks of a cruise ship with 14 decks, deck by deck, between 90 and 110 words per deck. The "
        "engine room is on deck 1. Decks 2 and 3 are crew quarters. You'll find the theatre on decks 5 and 6, and the "
        "spa on deck 12. Deck 7 is where the lifeboats are. The top deck has a running track. All even-numbered decks "
        "have a first-aid point.",
        "Deck",
        14,
        {
            "engine room": [1],
            "crew quarters": [2, 3],
            "theatre": [5, 6],
            "spa": [12],
            "lifeboats": [7],
            "running track": [14],
            "first-aid": range(2, 15, 2),
        },
        ("between", 90),
    ),
    Asked(
        "tea catalogue",
        "We're a small tea shop and need texts for a catalogue of 32 teas, each text 40-60 words long. Teas 1 to 12 are "
        "green, 13 to 20 are oolong, and 21 to 32 are black. Tea 5 was awarded a gold medal. Teas 9, 19 and 29 are "
        "organic. Please mention the ceramic tin for tea 32.",
        "Tea",
        32,
        {
            "green": range(1, 13),
            "oolong": range(13, 21),
            "black": range(21, 33),
            "gold medal": [5],
            "organic": [9, 19, 29],
            "ceramic tin": [32],
        },
        ("between", 40),
    ),
    Asked(
        "long-distance hike",
        "Describe a long-distance hike in 18 stages, one short chapter per stage (max. 150 words). Stage 1 leads out of "
        "Trieste. The hardest climb comes in stage 7. Stages 10, 11 and 12 follow the river Soča. There's no water on "
        "stage 14. Huts are only available at the end of every second stage, starting with stage 2. Stage 18 ends at the "
        "foot of the Triglav.",
        "Stage",
        18,
        {
            "Trieste": [1],
            "hardest climb": [7],
            "Soča": [10, 11, 12],
            "no water": [14],
            "Huts": range(2, 19, 2),
            "Triglav": [18],
        },
        ("at_most", 150),
    ),
    Asked(
        "crime series",
        "Give me loglines for a 12-part crime series, 50-70 words per episode. Episode 1: a body in the marsh. Episodes "
        "2-4 follow the wrong suspect. In episode 5 the commissioner is suspended, and two episodes later she is "
        "reinstated. Episodes 8 and 9 form a double episode set in Hamburg. Every third episode closes with a scene in "
        "the harbour bar. The finale must take place at night.",
        "Episode",
        12,
        {
            "body in the marsh": [1],
            "wrong suspect": [2, 3, 4],
            "suspended": [5],
            "reinstated": [7],
            "Hamburg": [8, 9],
            "harbour bar": [3, 6, 9, 12],
            "night": [12],
        },
        ("between", 50),
    ),
    Asked(
        "meditations for lent",
        "Daily meditations for Lent 2025: forty days, starting March 5, 2025, 100 words a day at most. Day 1 is Ash "
        "Wednesday. On the 17th of March remember Saint Patrick. Every Friday should be about sacrifice. Days 38, 39 and "
        "40 lead towards Good Friday.",
        "Day",
        40,
        {
            "Ash Wednesday": [1],
            "Saint Patrick": [13],
            "sacrifice": [3, 10, 17, 24, 31, 38],
            "Good Friday": [38, 39, 40],
        },
        ("at_most", 100),
    ),
    Asked(
        "balcony garden",
        "A month-by-month guide to a balcony garden, 12 months, 150 words for each month. Seeds are started in February "
        "and March. Tomatoes move outside in May. From June to September, water twice a day. Bulbs: October. In "
        "December, the garden rests. Fertilise every other month beginning in April.",
        "Month",
        12,
        {
            "Seeds": [2, 3],
            "Tomatoes": [5],
            "water twice": [6, 7, 8, 9],
            "Bulbs": [10],
            "garden rests": [12],
            "Fertilise": [4, 6, 8, 10, 12],
        },
        ("about", 150),
    ),
    Asked(
        "sprint diary",
        "Sprint diary of a software team, 20 sprints, one entry per sprint, each entry around 110 words. Sprint 1: "
        "kick-off. Login feature: sprints 2–4. Security audit in sprints 6, 12 and 18. From sprint 10 on, a new product "
        "owner, Priya, takes part. Every 5 sprints there is a retrospective with the client. The release happens in the "
        "second-to-last sprint.",
        "Sprint",
        20,
        {
            "kick-off": [1],
            "Login": [2, 3, 4],
            "Security audit": [6, 12, 18],
            "Priya": range(10, 21),
            "retrospective": [5, 10, 15, 20],
            "release": [19],
        },
        ("about", 110),
    ),
    Asked(
        "baking club",
        "Write a week-by-week baking club programme: 36 weeks, 90 words minimum per week. Weeks 1 to 4 cover bread "
        "basics; week 5 is our first bake-off; bake-offs return in weeks 15, 25 and 35. In week 20 a miller visits. "
        "Sourdough starters are shared out every six weeks from week 3. From week 30 up to the end we bake only with rye.",
        "Week",
        36,
        {
            "bread basics": [1, 2, 3, 4],
            "first bake-off": [5],
            "bake-offs return": [15, 25, 35],
            "miller": [20],
            "Sourdough": range(3, 37, 6),
            "rye": range(30, 37),
        },
        ("at_least", 90),
    ),
    Asked(
        "quiz night",
        "Quiz night with 15 rounds, one paragraph of 60 words or more introducing each round. Round 1 is general "
        "knowledge, round 2 geography, round 3 film. Rounds 4-7: music of four decades. Each fifth round is a picture "
        "round. Round 13 brings bad luck: answers count half. The closing round is all about our town.",
        "Round",
        15,
        {
            "general knowledge": [1],
            "geography": [2],
            "film": [3],
            "music": [4, 5, 6, 7],
            "picture": [5, 10, 15],
            "bad luck": [13],
            "our town": [15],
        },
        ("at_least", 60),
    ),
    Asked(
        "rehab diary",
        "Rehab diary after a hip replacement: 10 weeks, one entry weekly, 140 words each. Weeks 1 and 2 in hospital; "
        "crutches until week 6; swimming from week 7. The stitches come out in week 3. The first day back at work is in "
        "week 10. Every second week the surgeon calls.",
        "Week",
        10,
        {
            "hospital": [1, 2],
            "crutches": range(1, 7),
            "swimming": range(7, 11),
            "stitches": [3],
            "back at work": [10],
            "surgeon": [2, 4, 6, 8, 10],
        },
        ("about", 140),
    ),
    Asked(
        "programme notes",
        "Programme notes for 16 concerts, 200 to 240 words per concert. Concert 1 opens with Haydn. A guest conductor "
        "leads concerts 4, 9 and 14. In concerts 6–8 the focus is on women composers. Concert 10 is a family concert, as "
        "is concert 16. Each concert ends with an encore.",
        "Concert",
        16,
        {
            "Haydn": [1],
            "guest conductor": [4, 9, 14],
            "women composers": [6, 7, 8],
            "family concert": [10, 16],
        },
        ("between", 200),
    ),
    Asked(
        "soldier's letters",
        "A soldier's letters home, one a week for 30 weeks, beginning on Monday, 7 September 1914; each letter is to "
        "have 130-160 words. He is wounded in week 11. On 25 December there is a truce. He mentions the mud in weeks 9, "
        "16 and 23. From week 20 to week 25 he is in hospital. His sister's wedding is on 17 October.",
        "Week",
        30,
        {
            "wounded": [11],
            "truce": [16],
            "mud": [9, 16, 23],
            "hospital": range(20, 26),
            "wedding": [6],
        },
        ("between", 130),
    ),
    Asked(
        "constellations",
        "Write a field guide to 48 constellations, one text for each, no text longer than 80 words. Constellations 1-12 "
        "are those of the zodiac. Constellation 20 is Orion; constellation 21, Canis Major. Mention a myth in every "
        "constellation whose number is divisible by four. Constellations 40 through 48 can only be seen from the "
        "southern hemisphere.",
        "Constellation",
        48,
        {
            "zodiac": range(1, 13),
            "Orion": [20],
            "Canis Major": [21],
            "myth": range(4, 49, 4),
            "southern hemisphere": range(40, 49),
        },
        ("at_most", 80),
    ),
    Asked(
        "hospital floors",
        "Floor guide of a hospital with 22 floors. For every floor: department, colour of the walls, one detail for "
        "visitors (min. 70 words). Ground floor: reception. 2nd floor: radiology. Floors 3 to 5: surgery. 9th and 10th "
        "floor: maternity ward. The 13th floor is not shown to visitors and serves as storage. Vending machines on every "
        "4th floor. Chapel on the top floor.",
        "Floor",
        22,
        {
            "reception": [1],
            "radiology": [2],
            "surgery": [3, 4, 5],
            "maternity": [9, 10],
            "storage": [13],
            "Vending": range(4, 23, 4),
            "Chapel": [22],
        },
        ("at_least", 70),
    ),
    Asked(
        "postcards from iceland",
        "Write 18 postcards from a trip around Iceland, at most 60 words per postcard. Postcards 1-3 are written in "
        "Reykjavik. On postcard 7 a puffin is sighted; on the following one, a whale. Rain is mentioned on postcards 5, "
        "10 and 15. From postcard 12 onwards the traveller is no longer alone. The final two are written on the ferry.",
        "Postcard",
        18,
        {
            "Reykjavik": [1, 2, 3],
            "puffin": [7],
            "whale": [8],
            "Rain": [5, 10, 15],
            "alone": range(12, 19),
            "ferry": [17, 18],
        },
        ("at_most", 60),
    ),
    Asked(
        "construction reports",
        "Weekly status reports for a museum construction project from January to June 2024, 26 reports, numbered 1 to "
        "26, about 100 words each. Report 4 announces a delay of three weeks. Crane inspections are due every 8 reports, "
        "the first in report 2. Reports 13 and 26 contain a budget overview. The roof is closed in report 19. Between "
        "report 20 and report 23 the architects are on strike.",
        "Report",
        26,
        {
            "delay": [4],
            "Crane": [2, 10, 18, 26],
            "budget": [13, 26],
            "roof": [19],
            "strike": [20, 21, 22, 23],
        },
        ("about", 100),
    ),
    Asked(
        "chess bulletins",
        "Bulletins of a chess tournament, 11 rounds, one bulletin after each round, 150 words apiece. The Norwegian "
        "leads after rounds 1 to 4. A protest is lodged in round 6. Rest-day anecdotes belong in the bulletins for "
        "rounds 4 and 8. The winner is decided in the last round, by a blunder.",
        "Round",
        11,
        {
            "Norwegian": [1, 2, 3, 4],
            "protest": [6],
            "anecdotes": [4, 8],
            "blunder": [11],
        },
        ("about", 150),
    ),
    Asked(
        "candles",
        "I need 20 product descriptions for handmade candles (35-45 words each). Candle 1 smells of fig, candle 2 of "
        "cedar, candle 3 of rain. Candles 4 through 9 belong to the winter edition. Candles 10 and 20 are gift sets. All "
        "candles from 15 to 20 come in green glass. Candle 17 is a limited edition of 200 pieces.",
        "Candle",
        20,
        {
            "fig": [1],
            "cedar": [2],
            "rain": [3],
            "winter edition": range(4, 10),
            "gift sets": [10, 20],
            "green glass": range(15, 21),
            "limited edition": [17],
        },
        ("between", 35),
    ),
    Asked(
        "philosophy club",
        "Curriculum outline for a one-year philosophy club for teenagers, 40 meetings, each meeting described in 70 to "
        "90 words. Meetings 1–5 are on happiness, meetings 6–12 on justice. Film evenings replace the discussion at "
        "meetings 10, 20, 30 and 40. Starting from meeting 13, the members bring their own questions. An outside speaker "
        "comes to every eighth meeting. In the first meeting and in the last, the members write a letter to themselves.",
        "Meeting",
        40,
        {
            "happiness": range(1, 6),
            "justice": range(6, 13),
            "Film evenings": [10, 20, 30, 40],
            "own questions": range(13, 41),
            "speaker": range(8, 41, 8),
            "letter to themselves": [1, 40],
        },
        ("between", 70),
    ),
    Asked(
        "中文历史老师周记",
        "写一份中学历史老师何淼的2018年周记，全年52周，一周一篇，每篇最少220字。她的女儿生日在4月6日，"
        "婆婆生日在10月25日。第9周带学生参观博物馆，第22周学校运动会，第33周和第34周回老家陪父母。"
        "她每8周量一次血压，第一次在第3周。每篇用“#*# 第N周：”开头。",
        "周",
        52,
        {
            "女儿": [14],
            "婆婆": [43],
            "博物馆": [9],
            "运动会": [22],
            "老家": [33, 34],
            "血压": range(3, 53, 8),
        },
        ("at_least", 220),
        "#*# 第1周：",
    ),
    Asked(
        "中文超高层",
        "一座88层的超高层建筑，请从第1层写到第88层，每层介绍不低于100字。第3层为邮局，第21层为少儿编程中心，"
        "第47层至第52层是写字楼，第66层是空中图书馆。每10层有一个设备层，第一个设备层在第9层。最顶层是天文台。",
        "层",
        88,
        {
            "邮局": [3],
            "编程": [21],
            "写字楼": range(47, 53),
            "空中图书馆": [66],
            "设备层": range(9, 89, 10),
            "天文台": [88],
        },
        ("at_least", 100),
    ),
    Asked(
        "中文新区地块",
        "某新区按8×8网格划分为64个地块，自西北角起逐行编号，每个地块写60到80字。地块5是小学，"
        "地块19和地块44是诊所。地块25至32为绿化带。最南边一行是码头。第4列全是步行街。从地块7算起，"
        "每隔9个地块设一处公厕。",
        "地块",
        64,
        {
            "小学": [5],
            "诊所": [19, 44],
            "绿化带": range(25, 33),
            "码头": range(57, 65),
            "步行街": range(4, 65, 8),
            "公厕": range(7, 65, 9),
        },
        ("between", 60),
    ),
    Asked(
        "中文幼儿园食谱",
        "请为幼儿园编写40周的午餐食谱，每周一篇，每篇120字以上。第6周是面食周，第18周是海鲜周。"
        "第10周到第12周全部少盐。每逢双周供应水果拼盘。从第4周开始，每9周请家长试吃一次。最后两周由孩子们自己点菜。",
        "周",
        40,
        {
            "面食": [6],
            "海鲜": [18],
            "少盐": [10, 11, 12],
            "水果拼盘": range(2, 41, 2),
            "试吃": range(4, 41, 9),
            "自己点菜": [39, 40],
        },
        ("at_least", 120),
    ),
    Asked(
        "中文茶文化课",
        "设计一门16讲的茶文化线上课，每讲的讲稿提纲180字左右。第1讲：茶的起源；第2讲至第4讲：绿茶；第5讲和第6讲："
        "红茶。第8讲邀请制壶师傅。第12讲之后的内容都与茶席有关。每四讲留一次作业。最后一讲是结业茶会。",
        "讲",
        16,
        {
            "起源": [1],
            "绿茶": [2, 3, 4],
            "红茶": [5, 6],
            "制壶师傅": [8],
            "茶席": [13, 14, 15, 16],
            "作业": [4, 8, 12, 16],
            "结业茶会": [16],
        },
        ("about", 180),
    ),
    Asked(
        "中文关西行程",
        "帮我们一家四口安排10天的日本关西行程，每天写120字左右。第一天和最后一天只写交通。第2、3天在京都，"
        "第5天去奈良喂鹿。第7天起住在大阪。从第2天开始，每隔一天安排一次温泉。孩子7岁，不能走太多路。",
        "天",
        10,
        {
            "交通": [1, 10],
            "京都": [2, 3],
            "奈良": [5],
            "大阪": [7, 8, 9, 10],
            "温泉": [2, 4, 6, 8, 10],
        },
        ("about", 120),
    ),
    Asked(
        "中文悬疑小说",
        "写一部都市悬疑小说，分30章，每章800字以上。第1章出现一只红色行李箱，第15章行李箱被打开。"
        "第7章到第11章在火车上展开。女警官在第4章首次登场。每三章插入一段凶手独白。第28章真相大白。"
        "全书最后一章以一封信结尾。",
        "章",
        30,
        {
            "红色行李箱": [1],
            "被打开": [15],
            "火车": range(7, 12),
            "女警官": [4],
            "独白": range(3, 31, 3),
            "真相": [28],
            "一封信": [30],
        },
        ("at_least", 800),
    ),
    Asked(
        "中文植物专栏",
        "公众号专栏《城市植物》，20篇，每篇不超过600字。第1篇写悬铃木，第2篇写银杏。第5至9篇写野花。"
        "第12篇和第18篇各采访一位园丁。单数篇配手绘图。倒数第三篇起讨论气候变化。",
        "篇",
        20,
        {
            "悬铃木": [1],
            "银杏": [2],
            "野花": [5, 6, 7, 8, 9],
            "园丁": [12, 18],
            "手绘": range(1, 21, 2),
            "气候": [18, 19, 20],
        },
        ("at_most", 600),
    ),
    Asked(
        "中文施工周报",
        "请代写一个地铁施工项目的周报，共24周，从2024年3月4日开始，每周一份，每份100到120字。第2周完成围挡。"
        "4月5日清明节停工。第8周至第10周盾构机检修。6月12日有领导视察。从第5周起每5周做一次安全演练。",
        "周",
        24,
        {
            "围挡": [2],
            "停工": [5],
            "盾构机": [8, 9, 10],
            "视察": [15],
            "演练": [5, 10, 15, 20],
        },
        ("between", 100),
    ),
    Asked(
        "中文博物馆展厅",
        "为一座博物馆的30个展厅各写一段导览词，每段80至100字。1号展厅是序厅。2到6号展厅陈列青铜器，"
        "7到12号展厅陈列瓷器。15号展厅光线较暗。展厅20和展厅28设有互动屏。每五个展厅设一处休息区。"
        "30号展厅是文创商店。",
        "展厅",
        30,
        {
            "序厅": [1],
            "青铜器": range(2, 7),
            "瓷器": range(7, 13),
            "光线": [15],
            "互动屏": [20, 28],
            "休息区": range(5, 31, 5),
            "文创": [30],
        },
        ("between", 80),
    ),
    Asked(
        "中文科考日记",
        "以一名南极科考队员的口吻写2024年1月的日记，每天一篇，每篇100字左右。1月1日在中山站过元旦。"
        "1月8日至12日遇上白化天气。每周三和队友打乒乓球。1月20日直升机出故障。最后一天写总结。",
        "天",
        31,
        {
            "元旦": [1],
            "白化": range(8, 13),
            "乒乓球": [3, 10, 17, 24, 31],
            "直升机": [20],
            "总结": [31],
        },
        ("about", 100),
    ),
    Asked(
        "中文美术教案",
        "小学四年级美术课教案，18课，每课150字以内。第1课认识色彩，第2课和第3课学习剪纸，第9课期中展示，"
        "第18课期末展示。从第10课到第14课学水墨。第3、6、9、12、15、18课要准备彩纸。",
        "课",
        18,
        {
            "色彩": [1],
            "剪纸": [2, 3],
            "期中": [9],
            "期末": [18],
            "水墨": range(10, 15),
            "彩纸": range(3, 19, 3),
        },
        ("at_most", 150),
    ),
    Asked(
        "中文早安短信",
        "写40条早安短信，每条30字左右。第1条问候新年，第14条关于情人节，第20至25条鼓励考研的学生。"
        "第1、11、21、31条提到天气。最后五条写给父母。",
        "条",
        40,
        {
            "新年": [1],
            "情人节": [14],
            "考研": range(20, 26),
            "天气": [1, 11, 21, 31],
            "父母": range(36, 41),
        },
        ("about", 30),
    ),
    Asked(
        "中文跨国列车",
        "为一趟跨国列车写停靠站介绍，全程22站，每站60字上下。起点站和终点站各写一座钟楼。第4站靠海，"
        "第5站到第8站穿过沙漠。第10站、第16站可以下车购物。单号站附一句当地谚语。第19站需要办理边检。",
        "站",
        22,
        {
            "钟楼": [1, 22],
            "靠海": [4],
            "沙漠": [5, 6, 7, 8],
            "购物": [10, 16],
            "谚语": range(1, 23, 2),
            "边检": [19],
        },
        ("about", 60),
    ),
)
