"""A tenth set, natural wordings of medium length: variations of the known benchmark, and everyday requests."""

from __future__ import annotations

from requests_by_hand import Asked

TENTH_BY_HAND = (
    Asked(
        "marine biologist's diary",
        "Compose a full-year weekly diary for 2018 from the point of view of Marta Olsen, a marine biologist in Bergen. "
        "It begins with the week of January 1 and closes with the week of December 24, which makes 52 entries; no week "
        "may be skipped, and each one needs a minimum of 220 words. Family birthdays to be worked in: her husband Erik's "
        "on February 11, her son Jonas's on August 2 and her mother's on November 30. During weeks 15, 16 and 17 she is "
        "at sea on a research cruise. In week 27 she gives a talk in Lisbon. Starting in week 3 and continuing every 8 "
        "weeks after that, she meets her reading circle.",
        "Week",
        52,
        {
            "Erik": [6],
            "Jonas": [31],
            "mother": [48],
            "research cruise": [15, 16, 17],
            "Lisbon": [27],
            "reading circle": range(3, 53, 8),
        },
        ("at_least", 220),
    ),
    Asked(
        "skyscraper by kinds of requirement",
        "Construct a skyscraper with 100 floors and describe every one of them in turn; a floor's description must be at "
        "least 150 words long. Floor-specific requirements: on floor 11 there has to be a small art gallery; floor 28 "
        "must hold a customer support centre; floor 63 is reserved for a planetarium. Range requirements: allocate "
        "floors 32 to 44 to a luxury hotel and floors 75–79 to a private clinic. Periodic requirement: from floor 20 "
        "upward, a sky garden must appear once every 10 floors. Mark each floor as '#*# Floor 1:', '#*# Floor 2:' and so "
        "on; once all the floors are done write '*** finished ***'.",
        "Floor",
        100,
        {
            "art gallery": [11],
            "customer support": [28],
            "planetarium": [63],
            "luxury hotel": range(32, 45),
            "private clinic": range(75, 80),
            "sky garden": range(20, 101, 10),
        },
        ("at_least", 150),
        "#*# Floor 1:",
        "*** finished ***",
    ),
    Asked(
        "city in a grid with edges",
        "Design a city laid out in a 10x10 block grid, with blocks numbered 1 to 100 from left to right and top to "
        "bottom. Write at least 150 words on every block. Block 4 must be home to a botanical garden. Blocks 22, 37 and "
        "81 each get a fire station. The blocks from 55 to 59 form a pedestrian shopping zone. Starting at block 10, "
        "each 15th block contains a recycling depot. The bottom row is the harbour front; the leftmost column is lined "
        "by an old city wall.",
        "Block",
        100,
        {
            "botanical garden": [4],
            "fire station": [22, 37, 81],
            "shopping zone": range(55, 60),
            "recycling depot": range(10, 101, 15),
            "harbour front": range(91, 101),
            "city wall": range(1, 101, 10),
        },
        ("at_least", 150),
    ),
    Asked(
        "retirement home menus",
        "We need a 2018 weekly menu plan for a retirement home, covering all 52 weeks with no fewer than 180 words "
        "apiece. Each week lists lunch and dinner. Theme weeks: Japanese cuisine in week 9, game dishes in weeks 42-44, "
        "a seafood gala in week 33. On 14 February there must be a chocolate dessert, and on 5 October a birthday cake "
        "for the cook. Starting week 5, soup from the garden is offered every seventh week.",
        "Week",
        52,
        {
            "Japanese cuisine": [9],
            "game dishes": [42, 43, 44],
            "seafood gala": [33],
            "chocolate dessert": [7],
            "birthday cake": [40],
            "soup from the garden": range(5, 53, 7),
        },
        ("at_least", 180),
    ),
    Asked(
        "spanish lessons",
        "I am building a 24-lesson beginner Spanish course and need lesson plans of around 150 words each. Lessons 1 and "
        "2 deal with greetings and the alphabet, lesson 7 with family vocabulary. Please put a review session in lesson "
        "12 and another in lesson 24. Lessons 15 through 18 introduce the past tense. Every fourth lesson finishes with "
        "a listening exercise.",
        "Lesson",
        24,
        {
            "greetings": [1, 2],
            "family vocabulary": [7],
            "review session": [12, 24],
            "past tense": [15, 16, 17, 18],
            "listening exercise": range(4, 25, 4),
        },
        ("about", 150),
    ),
    Asked(
        "gothic novel",
        "Outline a gothic novel in 30 chapters, 100 to 130 words for each chapter. Chapter 1 opens with a funeral. The "
        "great storm occupies chapters 8 and 9. Chapter 14 is narrated by the housekeeper, and so is chapter 22. From "
        "chapter 25 to the end, the house is flooded. A diary fragment appears in chapters 5, 10, 15, 20 and 25. In no "
        "chapter before the sixteenth is the brother's name revealed.",
        "Chapter",
        30,
        {
            "funeral": [1],
            "great storm": [8, 9],
            "housekeeper": [14, 22],
            "flooded": range(25, 31),
            "diary fragment": [5, 10, 15, 20, 25],
            "brother's name": range(1, 16),
        },
        ("between", 100),
    ),
    Asked(
        "cycling along the danube",
        "Plan a 21-day cycling trip along the Danube, one entry per day, roughly 120 words a day. Day 1: Passau. Day 5: "
        "rest day in Linz. Days 9–11 in Vienna. On days 7, 14 and 21 we do laundry and call home. The third day is short "
        "because of the ferry. Between days 15 and 18 we ride with our friends from Budapest. On the final day we take "
        "the night train.",
        "Day",
        21,
        {
            "Passau": [1],
            "rest day": [5],
            "Vienna": [9, 10, 11],
            "laundry": [7, 14, 21],
            "ferry": [3],
            "Budapest": [15, 16, 17, 18],
            "night train": [21],
        },
        ("about", 120),
    ),
    Asked(
        "garden newsletter",
        "Write ten issues of a newsletter for a community garden, 250 words each. Issue 1 introduces the committee. In "
        "issues 3 and 8, include a recipe with rhubarb. Issue 5 reports on the plant swap. Issues 6 to 8 should cover "
        "water-saving tips. The last two issues look ahead to next season. Odd-numbered issues carry an interview with a "
        "member.",
        "Issue",
        10,
        {
            "committee": [1],
            "rhubarb": [3, 8],
            "plant swap": [5],
            "water-saving": [6, 7, 8],
            "next season": [9, 10],
            "interview": [1, 3, 5, 7, 9],
        },
        ("about", 250),
    ),
    Asked(
        "history podcast in two seasons",
        "Create descriptions for a 40-episode true-history podcast (80-100 words per episode). Season one comprises "
        "episodes 1-20 and deals with shipwrecks; season two comprises episodes 21-40 and deals with lost cities. "
        "Episode 13 is a listener Q&A. Every ten episodes there's a live show, the first being episode 10. Episodes 19 "
        "and 39 preview the finale.",
        "Episode",
        40,
        {
            "shipwrecks": range(1, 21),
            "lost cities": range(21, 41),
            "listener": [13],
            "live show": [10, 20, 30, 40],
            "finale": [19, 39],
        },
        ("between", 80),
    ),
    Asked(
        "flash fiction of one house",
        "Please write 16 flash fiction pieces, max 300 words each, about the same apartment building. Piece 1 is set in "
        "the lift, piece 16 on the roof. Pieces 4, 5 and 6 share a narrator, the postman. In every piece from 10 onward "
        "there is a cat. The eighth piece contains no dialogue.",
        "Piece",
        16,
        {
            "lift": [1],
            "roof": [16],
            "postman": [4, 5, 6],
            "cat": range(10, 17),
            "dialogue": [8],
        },
        ("at_most", 300),
    ),
    Asked(
        "vegetarian dinners",
        "Give me a 30-day vegetarian dinner plan, 60-80 words a day. Days 1, 11 and 21 feature lentils. From day 6 to "
        "day 9 no tomatoes, please. Tofu every four days beginning on day 4. Day 15: something festive for my "
        "anniversary. On the last three days keep it to one pot.",
        "Day",
        30,
        {
            "lentils": [1, 11, 21],
            "tomatoes": [6, 7, 8, 9],
            "Tofu": range(4, 31, 4),
            "festive": [15],
            "one pot": [28, 29, 30],
        },
        ("between", 60),
    ),
    Asked(
        "hotel rooms",
        "Describe the 50 rooms of the Hotel Meridian, room by room, each in 90 words or fewer. Rooms 1-10 overlook the "
        "courtyard. Room 23 is haunted by a bellboy. Rooms 12, 24, 36 and 48 have a piano. A blue door marks every "
        "seventh room, starting from room 7. Room 50, the smallest, is a broom cupboard.",
        "Room",
        50,
        {
            "courtyard": range(1, 11),
            "bellboy": [23],
            "piano": [12, 24, 36, 48],
            "blue door": range(7, 51, 7),
            "broom cupboard": [50],
        },
        ("at_most", 90),
    ),
    Asked(
        "vertical city",
        "I want you to imagine a vertical city of 80 levels. For each level write a paragraph of at least 120 words. "
        "Here's what I already know: the ground level is a market hall, level 12 houses a brewery, levels 30-35 are "
        "schools, and the uppermost level is a wind farm. There's a water reservoir on every 16th level. Levels 50 up to "
        "and including 54 are off limits to visitors.",
        "Level",
        80,
        {
            "market hall": [1],
            "brewery": [12],
            "schools": range(30, 36),
            "wind farm": [80],
            "water reservoir": range(16, 81, 16),
            "off limits": range(50, 55),
        },
        ("at_least", 120),
    ),
    Asked(
        "antarctic cook",
        "Write a daily log kept by an Antarctic cook in July 2023: 31 entries of 70 words or more, one for each day. The "
        "supply plane lands on the 4th and on the 25th. From July 10 through July 14 a blizzard keeps everybody indoors. "
        "Every Sunday he bakes cinnamon rolls. On 19 July the generator fails. The final entry is a farewell letter.",
        "Day",
        31,
        {
            "supply plane": [4, 25],
            "blizzard": range(10, 15),
            "cinnamon rolls": [2, 9, 16, 23, 30],
            "generator": [19],
            "farewell": [31],
        },
        ("at_least", 70),
    ),
    Asked(
        "science unit plan",
        "Unit plan for 8th-grade science, 18 weeks, 1 lesson plan per week, 200 words each max. Weeks 1-4 forces and "
        "motion; weeks 5-9 energy; weeks 10-14 waves; weeks 15-18 review and projects. Lab safety quiz in week 2. Field "
        "trip to the power station: week 8. Unit tests at the end of weeks 4, 9 and 14.",
        "Week",
        18,
        {
            "forces and motion": range(1, 5),
            "energy": range(5, 10),
            "waves": range(10, 15),
            "review and projects": range(15, 19),
            "safety quiz": [2],
            "power station": [8],
            "Unit tests": [4, 9, 14],
        },
        ("at_most", 200),
    ),
    Asked(
        "auction catalogue",
        "Catalogue entries for an auction of 60 lots. Every entry is between 50 and 70 words. Lots 1–15 are clocks, lots "
        "16–30 paintings, the remainder furniture. Lot 22 is a portrait of Admiral Keyes with some water damage. Lots 9, "
        "18 and 27 come from the Harcourt estate. The star of the sale is lot 45, a walnut cabinet.",
        "Lot",
        60,
        {
            "clocks": range(1, 16),
            "paintings": range(16, 31),
            "furniture": range(31, 61),
            "Keyes": [22],
            "Harcourt": [9, 18, 27],
            "walnut cabinet": [45],
        },
        ("between", 50),
    ),
    Asked(
        "advent calendar",
        "An advent calendar in 24 little stories of 100 words, one for each door. Doors 1 to 5 tell of the shepherd boy. "
        "Door 6 is for Saint Nicholas. Behind doors 12 and 13 there are the two halves of one story about a lost mitten. "
        "Every third door, starting with door 3, contains a riddle. The twenty-fourth door ends with snow.",
        "Door",
        24,
        {
            "shepherd boy": range(1, 6),
            "Saint Nicholas": [6],
            "lost mitten": [12, 13],
            "riddle": range(3, 25, 3),
            "snow": [24],
        },
        ("about", 100),
    ),
    Asked(
        "marathon training",
        "Marathon training diary, 16 weeks, starting Monday 3 June 2024, one entry a week, ca. 100 words each. Long run "
        "of 30 km in weeks 9, 11 and 13. Week 6 is a recovery week, ditto week 12. A race in Cardiff on 14 July. "
        "Physiotherapy on 21 August. Taper from week 14. In week 16 only easy jogging.",
        "Week",
        16,
        {
            "Long run": [9, 11, 13],
            "recovery week": [6, 12],
            "Cardiff": [6],
            "Physiotherapy": [12],
            "Taper": [14, 15, 16],
            "easy jogging": [16],
        },
        ("about", 100),
    ),
    Asked(
        "film club season",
        "Hi, could you write the blurbs for our film club's season? It's 28 evenings, and each evening gets 60–80 words. "
        "We open with Tati on evening 1. Evenings 5 to 8 are a Kurosawa retrospective. A silent film with live piano is "
        "shown on evenings 10 and 20. On every seventh evening there's a discussion with the audience. Evening 28 closes "
        "the season with a surprise film. Tickets are 9 euros and the cinema has 120 seats.",
        "Evening",
        28,
        {
            "Tati": [1],
            "Kurosawa": [5, 6, 7, 8],
            "silent film": [10, 20],
            "discussion": [7, 14, 21, 28],
            "surprise film": [28],
        },
        ("between", 60),
    ),
    Asked(
        "puzzle game levels",
        "Design document for a puzzle game with 50 levels – one short paragraph per level (40-60 words). Levels 1-5: "
        "tutorial. Level 10 = first boss, level 25 = second boss, level 50 = final boss. Levels 26-49 add ice. A bonus "
        "room is hidden in levels 7, 17, 27, 37 and 47. Starting with level 6, every fourth level introduces a new tile.",
        "Level",
        50,
        {
            "tutorial": range(1, 6),
            "first boss": [10],
            "second boss": [25],
            "final boss": [50],
            "ice": range(26, 50),
            "bonus room": [7, 17, 27, 37, 47],
            "new tile": range(6, 51, 4),
        },
        ("between", 40),
    ),
    Asked(
        "generation ship",
        "Write the captain's log of a generation ship covering 60 years of the voyage, one entry per year, each at least "
        "130 words. In year 12 the first child is born on board. Years 20 to 24 are the drought years. In year 31 a "
        "mutiny breaks out; it is put down in the following year. Every 15 years, counting from year 15, the engine is "
        "inspected. Year 60: arrival.",
        "Year",
        60,
        {
            "first child": [12],
            "drought": range(20, 25),
            "mutiny": [31],
            "put down": [32],
            "engine": [15, 30, 45, 60],
            "arrival": [60],
        },
        ("at_least", 130),
    ),
    Asked(
        "cookbook",
        "A cookbook with 45 recipes (each 150-200 words), numbered. Recipes 1-9 are soups, 10-20 salads, 21-35 mains, "
        "36-45 desserts. Recipe 16 has to use fennel. Recipes 4, 14, 24, 34 and 44 can be made in under ten minutes. The "
        "last recipe is my grandmother's plum dumplings.",
        "Recipe",
        45,
        {
            "soups": range(1, 10),
            "salads": range(10, 21),
            "mains": range(21, 36),
            "desserts": range(36, 46),
            "fennel": [16],
            "ten minutes": [4, 14, 24, 34, 44],
            "plum dumplings": [45],
        },
        ("between", 150),
    ),
    Asked(
        "monthly column",
        "Write a monthly column for a village paper for 2025, one piece per month, twelve in total, each about 180 "
        "words. January is about new beginnings. In April and October there's a warning about money. From June until "
        "August the column is about travel. December looks back on the year.",
        "Month",
        12,
        {
            "new beginnings": [1],
            "money": [4, 10],
            "travel": [6, 7, 8],
            "looks back": [12],
        },
        ("about", 180),
    ),
    Asked(
        "english dialogs",
        "Please make for me 20 dialogs for learning English, each dialog has 120 words or less. Dialog 1 is in airport. "
        "Dialog 2 until 4 are in hotel. In the dialog 9 and the dialog 15 someone lost a passport. Every 5 dialog there "
        "must be a phone call. Dialog number 18 is at the doctor.",
        "Dialog",
        20,
        {
            "airport": [1],
            "hotel": [2, 3, 4],
            "passport": [9, 15],
            "phone call": [5, 10, 15, 20],
            "doctor": [18],
        },
        ("at_most", 120),
    ),
    Asked(
        "old town by rows and columns",
        "Describe a fictional old town made of 6 rows and 7 columns of city blocks, 42 blocks in total; count them row "
        "by row. About 100 words per block. Block 8 has the cathedral, block 9 the bishop's garden. The river flows "
        "through row 4. In column 7 every block has a watchtower. Street musicians can be heard in blocks 15, 20 and 33. "
        "Block (6, 1) is a tannery.",
        "Block",
        42,
        {
            "cathedral": [8],
            "bishop's garden": [9],
            "river": range(22, 29),
            "watchtower": range(7, 43, 7),
            "musicians": [15, 20, 33],
            "tannery": [36],
        },
        ("about", 100),
    ),
    Asked(
        "birdwatching blog",
        "52 weekly posts for a birdwatching blog in 2018, each post no shorter than 170 words. Post 1 says what I "
        "resolved to do; posts 10–12 cover the spring migration; post 27 is a half-year review. On June 21 I count "
        "swifts until midnight. Beginning with post 4, every ninth post is a quiz on bird calls. The last post thanks "
        "the readers.",
        "Post",
        52,
        {
            "resolved": [1],
            "spring migration": [10, 11, 12],
            "half-year review": [27],
            "swifts": [25],
            "quiz": range(4, 53, 9),
            "thanks the readers": [52],
        },
        ("at_least", 170),
    ),
    Asked(
        "中文护士周记",
        "请以第一人称为急诊科护士林岚写2018年全年周记，从1月1日所在的第一周写到12月最后一周，共52周，"
        "每周不少于200字，不得遗漏任何一周。家人生日：丈夫3月22日，女儿7月15日，父亲11月8日。"
        "第11周她参加急救技能比赛；第29周到第31周去云南休假；从第6周开始，每7周值一次大夜班。"
        "每周以“#*# 第1周”这样的标题开头，全部写完后以“*** 结束 ***”收尾。",
        "周",
        52,
        {
            "丈夫": [12],
            "女儿": [28],
            "父亲": [45],
            "急救技能": [11],
            "云南": [29, 30, 31],
            "大夜班": range(6, 53, 7),
        },
        ("at_least", 200),
        "#*# 第1周",
        "*** 结束 ***",
    ),
    Asked(
        "中文百层大楼",
        "设计一座100层的摩天大楼，逐层描述，每层至少120字。具体要求：第8层是儿童图书馆；第45层设一间录音棚；"
        "第60至68层为五星级酒店；从第15层起，每12层设一个避难层；第100层是观光厅。",
        "层",
        100,
        {
            "儿童图书馆": [8],
            "录音棚": [45],
            "五星级酒店": range(60, 69),
            "避难层": range(15, 101, 12),
            "观光厅": [100],
        },
        ("at_least", 120),
    ),
    Asked(
        "中文新城街区",
        "规划一座由10行10列街区组成的新城，共100个街区，按从左到右、从上到下的顺序编号，每个街区写80字以上。"
        "1号街区是火车站；第27、58、93号街区设消防站；第41到第50号街区沿着运河；从第5号街区开始，"
        "每隔15个街区有一座社区医院；第3行第6列的街区是气象台。",
        "街区",
        100,
        {
            "火车站": [1],
            "消防站": [27, 58, 93],
            "运河": range(41, 51),
            "社区医院": range(5, 101, 15),
            "气象台": [26],
        },
        ("at_least", 80),
    ),
    Asked(
        "中文敬老院菜谱",
        "给一家敬老院制定一年52周的菜谱，每周一份，每份150字左右。第4周是春节特别餐。第20周、第21周以清淡为主。"
        "从第9周开始每6周安排一次火锅。第38周做中秋月饼。最后一周总结全年最受欢迎的菜。",
        "周",
        52,
        {
            "春节": [4],
            "清淡": [20, 21],
            "火锅": range(9, 53, 6),
            "月饼": [38],
            "最受欢迎": [52],
        },
        ("about", 150),
    ),
    Asked(
        "中文书法课",
        "帮我写一套15节的书法入门课教案，每节课200到250字。第一节课讲执笔，第二、三节课讲横竖。第7节课安排临帖练习，"
        "第12节课也一样。最后三节课写春联。每5节课进行一次小测。",
        "节课",
        15,
        {
            "执笔": [1],
            "横竖": [2, 3],
            "临帖": [7, 12],
            "春联": [13, 14, 15],
            "小测": [5, 10, 15],
        },
        ("between", 200),
    ),
    Asked(
        "中文川西自驾",
        "写一份12天的川西自驾行程，每天100字左右。第1天从成都出发。第3天和第4天在稻城亚丁。第6天休整一天。"
        "第8天到第10天走格聂环线。从第3天起每三天洗一次车。最后一天返回成都。",
        "天",
        12,
        {
            "出发": [1],
            "稻城": [3, 4],
            "休整": [6],
            "格聂": [8, 9, 10],
            "洗一次车": [3, 6, 9, 12],
            "返回成都": [12],
        },
        ("about", 100),
    ),
    Asked(
        "中文武侠大纲",
        "写一部武侠小说的大纲，共40回，每回80至100字。第一回主角被逐出师门。第5回至第9回发生在苏州。"
        "第18回揭晓黑衣人的身份。从第20回起，每隔5回出现一次神秘信件。倒数第二回师徒决战。第40回主角归隐。",
        "回",
        40,
        {
            "逐出师门": [1],
            "苏州": range(5, 10),
            "黑衣人": [18],
            "神秘信件": range(20, 41, 5),
            "师徒决战": [39],
            "归隐": [40],
        },
        ("between", 80),
    ),
    Asked(
        "中文声音播客",
        "一档关于城市声音的播客，24期，每期简介120字以内。第1期：菜市场。第2到5期：地铁。"
        "第10期和第22期采访盲人调音师。双数期末尾放一段听众录音。第13期是跨年特辑。",
        "期",
        24,
        {
            "菜市场": [1],
            "地铁": [2, 3, 4, 5],
            "盲人调音师": [10, 22],
            "听众录音": range(2, 25, 2),
            "跨年": [13],
        },
        ("at_most", 120),
    ),
    Asked(
        "中文书店月报",
        "为一家独立书店写2026年的会员月报，每月一期，共12期，每期不超过300字。1月介绍新年书单，4月写世界读书日，"
        "7月和8月推荐儿童读物，11月讲书店的店庆。每季度最后一个月附一张优惠券。",
        "期",
        12,
        {
            "新年书单": [1],
            "世界读书日": [4],
            "儿童读物": [7, 8],
            "店庆": [11],
            "优惠券": [3, 6, 9, 12],
        },
        ("at_most", 300),
    ),
    Asked(
        "中文图书馆日志",
        "以图书管理员的口吻写2025年9月的工作日志，每天一篇，每篇80字以上。9月1日开学，9月10日教师节收到贺卡。"
        "9月15日到19日盘点书库。每周一上午开例会。27日停电。",
        "天",
        30,
        {
            "开学": [1],
            "贺卡": [10],
            "盘点": range(15, 20),
            "例会": [1, 8, 15, 22, 29],
            "停电": [27],
        },
        ("at_least", 80),
    ),
    Asked(
        "中文民宿房间",
        "一家民宿有18个房间，请为每个房间写一段介绍，每段60到80字。1号房间朝东，9号房间带小院。"
        "3号、6号、12号房间有壁炉。第13至18号房间在新楼。每个房间都要提到窗外的景色。",
        "房间",
        18,
        {
            "朝东": [1],
            "小院": [9],
            "壁炉": [3, 6, 12],
            "新楼": range(13, 19),
        },
        ("between", 60),
    ),
    Asked(
        "中文战地家书",
        "写30封家书，每封150字左右，写信人是一名1943年的战地记者。第1封报平安。第6封到第10封写于昆明。"
        "第15封提到未婚妻，第16封只字不提战事。每六封附一张照片的描述（第6、12、18、24、30封）。"
        "最后一封没有写完。",
        "封",
        30,
        {
            "报平安": [1],
            "昆明": range(6, 11),
            "未婚妻": [15],
            "战事": [16],
            "照片": range(6, 31, 6),
            "没有写完": [30],
        },
        ("about", 150),
    ),
    Asked(
        "中文健身计划",
        "请替健身教练给学员写一份10周训练计划，每周写一段，每段不低于150字。第1周测体能，第10周再测一次。"
        "第2周到第4周练核心，第5周起加入负重。第7周减量。偶数周拍照记录。",
        "周",
        10,
        {
            "测体能": [1],
            "再测一次": [10],
            "练核心": [2, 3, 4],
            "负重": range(5, 11),
            "减量": [7],
            "拍照": [2, 4, 6, 8, 10],
        },
        ("at_least", 150),
    ),
    Asked(
        "中文解谜关卡",
        "为一款解谜手游写50关的关卡说明，每关50字左右。前5关为教学关。"
        "第10关、第20关、第30关、第40关和第50关有守关者。从第21关到第29关引入镜子机关。第33关是隐藏关。"
        "从第3关开始，每8关掉落一把钥匙。",
        "关",
        50,
        {
            "教学关": range(1, 6),
            "守关者": range(10, 51, 10),
            "镜子机关": range(21, 30),
            "隐藏关": [33],
            "钥匙": range(3, 51, 8),
        },
        ("about", 50),
    ),
)
