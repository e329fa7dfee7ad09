"""A twelfth set: requests that show the form by an example, tell their extent once more, and list demands after a lead word."""

from __future__ import annotations

from requests_by_hand import Asked

FINISHED = "*** finished ***"
WEEK_1 = "#*# Week 1 (January 1st - January 7th):"

TWELFTH_BY_HAND = (
    Asked(
        "keeper's diary with an example",
        "Marta is a lighthouse keeper who writes about her days in a weekly diary. The diary captures:\n"
        "1) Birthdays in the family: my brother (birthday on March 4), my mother (birthday on October 22), my niece_1 "
        "(birthday on July 9)\n"
        "2) Reflects a sailing regatta from week 21 to week 23.\n"
        "3) Records a visit by the inspector every 6 weeks on weekends, starting from week 9.\n"
        "4) Everyday remarks on the sea, the birds, and the supplies.\n"
        "5) Use '#*#' to separate each weekly entry (e.g. #*# Week 1 (January 1st - January 7th):\n"
        "A pale sun came up over the rocks. The lamp burned well all week, and the mood on the island was calm)\n"
        "Write a complete weekly diary for Marta for the year 2018. Start from week 1, January 1st, a Monday, marking the "
        "new year, and continue through to December 31st, the end of the year. Make sure that the diary has 52 entries, "
        "one for each week. Every entry should be at least 150 words. When all 52 weeks are written, use '*** finished "
        "***' to indicate the end of the document. Keep a consistent voice. *** started ***\n"
        "#*# Week 1 (January 1st - January 7th):",
        "Week",
        52,
        {
            "brother": [9],
            "mother": [43],
            "niece_1": [28],
            "sailing regatta": [21, 22, 23],
            "inspector": range(9, 53, 6),
        },
        ("at_least", 150),
        WEEK_1,
        FINISHED,
    ),
    Asked(
        "baker's diary",
        "Greta runs a bakery and keeps a diary of her weeks. It should reflect:\n"
        "1) Family birthdays: husband (birthday on April 12), twin daughters (birthday on August 30), grandfather "
        "(birthday on November 2)\n"
        "2) Reflects a family reunion from week 10 to week 14.\n"
        "3) Captures the flour delivery every 7 weeks on Saturdays, starting from week 5.\n"
        "4) Describes a street festival in weeks 26-27.\n"
        "5) Notes a tooth operation in week 33, records the first snow in week 48.\n"
        "Use '#*#' to separate the weekly entries (e.g. #*# Week 1 (January 1st - January 7th): It was cold. The oven "
        "stayed warm.).\n"
        "Generate the full diary of Greta for the year 2018. Starting from January 1st, a Monday and the first day of the "
        "year, continue right through to December 31st, which is also a Monday, the last day of week 52. There must be 52 "
        "entries. Each entry should have at least 200 words. After finishing all 52 weeks, write '*** finished ***' to "
        "indicate the end of the diary. *** started ***\n#*# Week 1 (January 1st - January 7th):",
        "Week",
        52,
        {
            "husband": [15],
            "twin daughters": [35],
            "grandfather": [44],
            "family reunion": range(10, 15),
            "flour delivery": range(5, 53, 7),
            "street festival": [26, 27],
            "tooth operation": [33],
            "first snow": [48],
        },
        ("at_least", 200),
        WEEK_1,
        FINISHED,
    ),
    Asked(
        "hostel menu",
        "Plan the weekly menus of a mountain hostel for the whole year of 2019, 52 weeks in all. The menu must take the "
        "following into account:\n"
        "- Mentions a fondue evening in week 4.\n"
        "- Features Sardinian dishes from week 30 to week 33.\n"
        "- Notes a vegetarian day every 4 weeks on Mondays (beginning with week 6).\n"
        "- Must describe a wedding buffet in week 25.\n"
        "- Includes a fasting soup on March 6.\n"
        "Separate the weeks with '#*#', for example: #*# Week 1 (January 1st - January 7th): Monday: barley soup...\n"
        "Begin with week 1, the first week of January, and proceed to week 52, the last one of the year. Each weekly menu "
        "has at least 120 words. After the last week write '*** finished ***'.",
        "Week",
        52,
        {
            "fondue evening": [4],
            "Sardinian": [30, 31, 32, 33],
            "vegetarian day": range(6, 53, 4),
            "wedding buffet": [25],
            "fasting soup": [10],
        },
        ("at_least", 120),
        WEEK_1,
        FINISHED,
    ),
    Asked(
        "menu of a restaurant",
        'Create a weekly menu for a restaurant called "The Blue Door" for the year 2018, that is 52 weeks, from the first '
        "week (January 1st - January 7th) to the 52nd week (December 24th - December 31st). Please consider:\n"
        "1) Showcases a Portuguese theme in week 7 to 9.\n"
        "2) Incorporates a wine tasting every 6 weeks on weekends, starting from week 2.\n"
        "3) Marks the anniversary of the restaurant on May 19.\n"
        "4) Presents a children's menu in week 36.\n"
        "Each week's menu must be at least 200 words, e.g. #*# Week 1 (January 1st - January 7th): Starter: onion soup; "
        "main course: trout; dessert: pears...\nFinish with '*** finished ***'.",
        "Week",
        52,
        {"Portuguese": [7, 8, 9], "wine tasting": range(2, 53, 6), "anniversary": [20], "children's menu": [36]},
        ("at_least", 200),
        WEEK_1,
        FINISHED,
    ),
    Asked(
        "harbour skyscraper",
        "Design a skyscraper with 100 floors for a harbour city. The building begins at floor 1, the ground floor, and "
        "rises to floor 100, the top of the tower. Specific requirements:\n"
        "1. Floor 8: captures a public library.\n"
        "2. Contains a botanical garden on floors 33 to 35.\n"
        "3. Showcases a sky lobby every 20 floors, starting from floor 20.\n"
        "4. Floor 71 should depict a concert hall.\n"
        "5. Highlights a heliport on the top floor.\n"
        "Every floor is described in no less than 150 words. Use '#*#' to mark each floor (e.g. #*# Floor 1: The entrance "
        "hall welcomes visitors). End with '*** finished ***' once all floors are done.",
        "Floor",
        100,
        {
            "public library": [8],
            "botanical garden": [33, 34, 35],
            "sky lobby": range(20, 101, 20),
            "concert hall": [71],
            "heliport": [100],
        },
        ("at_least", 150),
        "#*# Floor 1:",
        FINISHED,
    ),
    Asked(
        "students' skyscraper",
        "You are an architect. Construct a skyscraper with 100 floors, starting at the ground floor (floor 1) and ending "
        "at the roof (floor 100). Take care of these points:\n"
        "1) Floor 17 must house a blood bank.\n"
        "2) Floors 61 through 66 are to be designated as apartments for students.\n"
        "3) Starting from floor 15, every 12 floors must have a water reservoir.\n"
        "4) The description should emphasise fire safety on floor 50.\n"
        "5) Include a chapel on floor 99, just below the roof.\n"
        "Use '#*#' to separate the description of each floor (e.g. #*# Floor 1: The lobby is wide and bright. A fountain "
        "stands in the middle). When the design of all 100 floors is complete, use '*** finished ***' to indicate the end "
        "of the document. Each floor needs at least 150 words.\n*** started ***\n#*# Floor 1:",
        "Floor",
        100,
        {
            "blood bank": [17],
            "apartments for students": range(61, 67),
            "water reservoir": range(15, 101, 12),
            "fire safety": [50],
            "chapel": [99],
        },
        ("at_least", 150),
        "#*# Floor 1:",
        FINISHED,
    ),
    Asked(
        "town of blocks",
        "Plan a town made up of 100 blocks laid out in a 10x10 grid. Start with block 1 in the north-west corner, go on "
        "row by row, and finish at block 100 in the south-east corner. Demands:\n"
        "1) Block 12 accommodates a fire station.\n"
        "2) Depicts a river park from block 41 to block 44.\n"
        "3) Includes a playground every 9 blocks, beginning at block 5.\n"
        "4) Portrays the town hall on block 55, a two-storey building of sandstone.\n"
        "Each block gets at least 100 words, and is separated by '#*#' (e.g., '#*# Block 1: ...'). Write '*** finished "
        "***' at the end.",
        "Block",
        100,
        {"fire station": [12], "river park": range(41, 45), "playground": range(5, 101, 9), "town hall": [55]},
        ("at_least", 100),
        "#*# Block 1:",
        FINISHED,
    ),
    Asked(
        "city by its numbers",
        "Design a city on a 10x10 block grid, numbered from 1 to 100, beginning in the top left corner with block 1 and "
        "moving from left to right, row by row, down to block 100 in the bottom right corner. The plan must meet these "
        "demands:\n"
        "- Mentions a hospital in block 24.\n"
        "- Highlights a market hall in blocks 51 to 53.\n"
        "- A bus stop is recorded every 8 blocks, starting from block 4.\n"
        "- Features a memorial in block 77.\n"
        "Describe each block in at least 100 words; begin each with '#*# Block X:' and end the document with '*** finished "
        "***'.",
        "Block",
        100,
        {"hospital": [24], "market hall": [51, 52, 53], "bus stop": range(4, 101, 8), "memorial": [77]},
        ("at_least", 100),
        "#*# Block 1:",
        FINISHED,
    ),
    Asked(
        "中文船长周记",
        "请为一位退休船长写一整年（2018年）的周记，共52周，每周不少于150字。从第1周（1月1日，星期一，新年第一天）开始，"
        "一直写到12月31日，也就是一年的最后一天。要求：\n"
        "1）第3周记录妻子的生日。\n"
        "2）第10周到第14周体现家庭聚会。\n"
        "3）每5周的周末（从第13周开始）参加一次合唱排练。\n"
        "4）从第8周开始，每6周的周末去一次灯塔。\n"
        "5）用“#*#”分隔每一周（例如：#*# 第1周（1月1日-1月7日）：新年的阳光很好，海面平静。）\n"
        "全部写完后，用“*** 完 ***”表示结束。",
        "周",
        52,
        {"生日": [3], "家庭聚会": range(10, 15), "合唱排练": range(13, 53, 5), "灯塔": range(8, 53, 6)},
        ("at_least", 150),
        "#*# 第1周（1月1日-1月7日）：",
        "*** 完 ***",
    ),
    Asked(
        "中文餐馆菜单",
        "请写一份2018年全年52周的餐馆菜单，从1月1日（星期一）那一周开始，到12月31日结束。具体要求如下：\n"
        "1. 第7周到第9周展示葡萄牙主题。\n"
        "2. 每6周的周末举办一次品酒会，从第2周开始。\n"
        "3. 5月19日突出店庆。\n"
        "4. 第36周呈现儿童菜单。\n"
        "每周至少120字，用“#*#”隔开每周的菜单（如：#*# 第1周（1月1日-1月7日）：前菜：洋葱汤。）。完成后请写“*** 完成 ***”。",
        "周",
        52,
        {"葡萄牙": [7, 8, 9], "品酒会": range(2, 53, 6), "店庆": [20], "儿童菜单": [36]},
        ("at_least", 120),
        "#*# 第1周（1月1日-1月7日）：",
        "*** 完成 ***",
    ),
    Asked(
        "中文大楼",
        "请设计一座100层的摩天大楼，从第1层（地面层）开始，一直到第100层（楼顶）。具体要求：\n"
        "第12层必须描述一家儿童医院；第40至43层展示天文馆；每隔15层（从第10层起）设有避难层；第88层突出一座空中泳池。\n"
        "每层不少于100字，每层以“#*# 第1层：”的形式开头，最后写“*** 完 ***”。",
        "层",
        100,
        {"儿童医院": [12], "天文馆": range(40, 44), "避难层": range(10, 101, 15), "空中泳池": [88]},
        ("at_least", 100),
        "#*# 第1层：",
        "*** 完 ***",
    ),
    Asked(
        "中文街区",
        "请设计一个10x10的城市街区网格，共100个街区，从左上角的第1个街区开始，逐行编号，直到右下角的第100个街区为止。"
        "要求：第24个街区设医院；第51到53个街区体现集市；从第4个街区起，每8个街区设一个公交站；第77个街区展示纪念碑。"
        "每个街区不少于80字。",
        "街区",
        100,
        {"医院": [24], "集市": [51, 52, 53], "公交站": range(4, 101, 8), "纪念碑": [77]},
        ("at_least", 80),
    ),
    Asked(
        "polar log",
        "Keep the daily log of a polar station for 60 days, starting on March 1, 2021. Day 1 is a Monday. Every 5 days on "
        "weekends the crew bakes bread. On Mondays in March the doctor weighs everyone. The log notes a storm on days 17 "
        "to 19. Every Friday from day 20 on there is a film. It runs until April 29, the end of the mission. Each entry 80 "
        "words.",
        "Day",
        60,
        {"bakes bread": [20, 35, 55], "doctor": range(1, 30, 7), "storm": [17, 18, 19], "film": range(26, 61, 7)},
        ("about", 80),
    ),
    Asked(
        "beekeeping course",
        "Create a course of 24 lessons on beekeeping for beginners. The course runs from lesson 1, which is an overview, "
        "to lesson 24, the final exam. Lessons 5 and 6 cover the anatomy of the bee. Every 8 lessons there is a revision "
        "quiz, starting with lesson 8. Lesson 13 features a visit to an apiary. Lesson 20 and 21 deal with honey law. Each "
        "lesson 150 words.",
        "Lesson",
        24,
        {
            "overview": [1],
            "final exam": [24],
            "anatomy": [5, 6],
            "quiz": [8, 16, 24],
            "apiary": [13],
            "honey law": [20, 21],
        },
        ("about", 150),
    ),
    Asked(
        "ferryman's story",
        "Tell the story of a ferryman in 20 chapters. The story opens in spring, when the river is high, and closes in "
        "autumn. Chapter 4 reveals a secret. From chapter 7 to chapter 9 he is ill. A letter arrives every 5 chapters, the "
        "first one in chapter 3. In chapter 12, the midpoint of the story, the bridge is opened. We want to read about his "
        "youth in chapter 15. About 300 words per chapter.",
        "Chapter",
        20,
        {"secret": [4], "ill": [7, 8, 9], "letter": [3, 8, 13, 18], "bridge": [12], "youth": [15]},
        ("about", 300),
    ),
    Asked(
        "podcast on trades",
        "Write a podcast script of 10 episodes on old trades. Episode 2 portrays a cooper; episode 5 depicts a rope maker; "
        "episodes 7-8 tell of the charcoal burners. The series continues through episode 10, the farewell. Make sure that "
        "the host mentions the sponsor in every third episode. 200 words per episode.",
        "Episode",
        10,
        {"cooper": [2], "rope maker": [5], "charcoal": [7, 8], "farewell": [10], "sponsor": [3, 6, 9]},
        ("about", 200),
    ),
    Asked(
        "ranger's journal",
        "You are Tomas, a ranger in a national park. Compose a weekly journal of 2020 with 52 entries, opening on "
        "Wednesday, January 1st and closing on December 29th. The following should be included:\n"
        "- The birthday of his daughter (March 17) and of his late father (October 5).\n"
        "- A training course for young rangers is held from week 18 through week 20.\n"
        "- In week 30, mention a forest fire, and in week 31 its consequences.\n"
        "- Every 8 weeks, beginning in week 6, he counts the wolves.\n"
        "- During weeks 44 and 45 the journal depicts the move to a new cabin.\n"
        "- Do not mention tourists in week 12.\n"
        "Entries are separated with '#*#', like #*# Week 1 (January 1st - January 7th): Snow on the ridge. ...\n"
        "Each weekly entry must be between 150 and 200 words. Conclude the journal with '*** the end ***'.",
        "Week",
        52,
        {
            "birthday of his daughter": [11],
            "birthday of his late father": [40],
            "training course": [18, 19, 20],
            "forest fire": [30],
            "consequences": [31],
            "wolves": range(6, 53, 8),
            "new cabin": [44, 45],
            "tourists": [12],
        },
        ("between", 150),
        WEEK_1,
        "*** the end ***",
    ),
    Asked(
        "tower guide",
        "Draft a tower guide: 80 storeys, one paragraph of at least 90 words per storey. It starts with storey 1 (the "
        "lobby) and finishes with storey 80 (the observation deck). Points to include: storey 12 reflects on the history "
        "of the site; storeys 30-34 showcase the hotel; a refuge area every 16 storeys from storey 16; storey 55 documents "
        "the mechanical plant. The top storey, the highlight of the building, features a telescope.",
        "Storey",
        80,
        {
            "lobby": [1],
            "observation deck": [80],
            "history of the site": [12],
            "hotel": range(30, 35),
            "refuge area": range(16, 81, 16),
            "mechanical plant": [55],
            "telescope": [80],
        },
        ("at_least", 90),
    ),
    Asked(
        "gardener whose entries are headed by weeks",
        "Please produce a diary of a gardener with 52 entries for 2019 (week 1 to week 52, January 1st to December 31st). "
        "Mention the following events: sowing tomatoes in week 9; the garden club's visit on June 15; a hailstorm between "
        "week 27 and week 29; a jam day every 9 weeks, first in week 7. It is important that week 52, the final one, looks "
        "back at the year. Each of the entries has at least 150 words and begins with '#*# Week [number]'.",
        "Week",
        52,
        {
            "tomatoes": [9],
            "garden club's visit": [24],
            "hailstorm": [27, 28, 29],
            "jam day": range(7, 53, 9),
            "looks back": [52],
        },
        ("at_least", 150),
        "#*# Week 1",
    ),
    Asked(
        "museum",
        "Describe a museum of 30 rooms, room by room, 80 words each. The tour leads from room 1, next to the entrance, to "
        "room 30, beside the café. Room 5 displays the amber collection. Rooms 11-13 form the Egyptian wing. There's a "
        "bench in every third room. Room 22 is closed for repairs. The last room, which visitors love most, shows a "
        "planetarium.",
        "Room",
        30,
        {
            "next to the entrance": [1],
            "beside the café": [30],
            "amber": [5],
            "Egyptian wing": [11, 12, 13],
            "bench": range(3, 31, 3),
            "repairs": [22],
            "planetarium": [30],
        },
        ("about", 80),
    ),
    Asked(
        "中文广播剧",
        "写一部共30集的广播剧，每集约200字。故事从第1集主人公离家开始，到第30集回乡结束。第4集出现一位神秘的邮差。"
        "第10集至第12集描写洪水。每5集（从第3集开始）播放一首民歌。第20集不要提到父亲。",
        "集",
        30,
        {
            "离家": [1],
            "回乡": [30],
            "邮差": [4],
            "洪水": [10, 11, 12],
            "民歌": range(3, 31, 5),
            "父亲": [20],
        },
        ("about", 200),
    ),
    Asked(
        "中文云南日记",
        "写一本旅行日记，记录云南21天的行程，2022年11月5日出发。第1天抵达昆明，第9天看到雪山；第14天到第16天一直下雨；"
        "从第2天起每4天写一次美食。日记以第21天回家作结。每天100字左右。",
        "天",
        21,
        {"昆明": [1], "雪山": [9], "下雨": [14, 15, 16], "美食": range(2, 22, 4), "回家": [21]},
        ("about", 100),
    ),
)
