"""A seventh set, written blind: requests as a judge of long texts would pose them, and as people with a plan of their own do."""

from __future__ import annotations

from requests_by_hand import Asked

SEVENTH_BY_HAND = (
    Asked(
        "flight attendant's weeks",
        "Please compose a complete weekly diary for 2018 kept by Carla Nunes, a flight attendant aged 38 with a husband, "
        "Jonas, and "
        "twin sons. Each of the 52 weeks needs its own entry of 200 words or longer. Jonas was born on April 17, the twins on "
        "September 30; their birthdays must be mentioned in the matching weeks. In week 12, Carla passes her purser exam. "
        "Weeks 35 "
        "and 36 are spent camping in Croatia. Once every six weeks, beginning with week 6, she donates blood. Precede every "
        "entry "
        "with '#*# Week N (start date - end date):' and put '*** finished ***' after the last one.",
        "Week",
        52,
        {
            "Jonas": [16],
            "twins": [39],
            "purser exam": [12],
            "camping in Croatia": [35, 36],
            "donates blood": range(6, 53, 6),
        },
        ("at_least", 200),
        ending="*** finished ***",
    ),
    Asked(
        "skyscraper by a judge",
        "Imagine you are an architect who designs a tower with 100 floors. Write at least 150 words about every single floor. "
        "The "
        "following must be respected: the 9th floor houses a television studio; floors 27 through 31 are used by a law firm; a "
        "gym is needed on floor 14, and from there on again every 14 floors; the 66th and the 67th floor form one double-height "
        "theatre. Nothing residential below floor 40.",
        "Floor",
        100,
        {
            "television studio": [9],
            "law firm": range(27, 32),
            "gym": range(14, 101, 14),
            "theatre": [66, 67],
            "residential": range(1, 40),
        },
        ("at_least", 150),
    ),
    Asked(
        "menus by a judge",
        "You run a small bistro. Produce the menu of the week for all 52 weeks of 2018, each with no less than 180 words. In "
        "week 8 "
        "there is a truffle dinner. Asparagus dominates the menus of weeks 18 to 22. Every tenth week, starting with the "
        "tenth, the "
        "menu is purely Japanese. On Valentine's Day (14 February) offer a menu for two; on Christmas Eve, goose.",
        "Week",
        52,
        {
            "truffle dinner": [8],
            "asparagus": range(18, 23),
            "Japanese": range(10, 53, 10),
            "menu for two": [7],
            "goose": [52],
        },
        ("at_least", 180),
    ),
    Asked(
        "blocks by a judge",
        "Describe an imaginary town of 100 city blocks that form a 10x10 square. Blocks are numbered 1-100, starting in the "
        "top-left corner and going row by row. Write 100 words or more for each block. Put a fire station in block 12, a "
        "hospital "
        "in block 58 and a stadium on blocks 71, 72, 81 and 82. The whole seventh row is a park. In every 11th block, from block "
        "11 on, there is a metro station.",
        "Block",
        100,
        {
            "fire station": [12],
            "hospital": [58],
            "stadium": [71, 72, 81, 82],
            "park": range(61, 71),
            "metro station": range(11, 101, 11),
        },
        ("at_least", 100),
    ),
    Asked(
        "puppet theatre season",
        "Programme notes for our puppet theatre's season: 16 shows. Keep every note under 130 words. Show no. 2 is The Tinder "
        "Box, "
        "show no. 3 The Snow Queen. Shows 5-8 are for toddlers. There's a sign-language interpreter at every fourth show. The "
        "show "
        "in the middle of the season... we have two in the middle, shows 8 and 9, and both get a brass band. Our last show: a "
        "gala.",
        "Show",
        16,
        {
            "Tinder Box": [2],
            "Snow Queen": [3],
            "toddlers": [5, 6, 7, 8],
            "sign-language interpreter": [4, 8, 12, 16],
            "brass band": [8, 9],
            "gala": [16],
        },
        ("at_most", 130),
    ),
    Asked(
        "thirty letters to a pen pal",
        "Write thirty letters from a girl in Tromsø to her pen pal in Lima. Length of each letter: 120 to 140 words. Letters "
        "one, two "
        "and three are about the polar night. Her dog Balder dies in letter 17, and she gets a new puppy three letters later. In "
        "every fifth letter she encloses a drawing. There is no mention of school in letters 21-26 (summer holidays). The "
        "thirtieth "
        "letter announces her visit.",
        "Letter",
        30,
        {
            "polar night": [1, 2, 3],
            "Balder": [17],
            "new puppy": [20],
            "drawing": range(5, 31, 5),
            "school": range(21, 27),
            "visit": [30],
        },
        ("between", 120),
    ),
    Asked(
        "night shift podcast",
        "Draft scripts for a late-night podcast, 20 episodes of 450 words each (give or take 30 words). Themes by episode: 1 = "
        "insomnia, 2 = trains, 3 = owls, 4 = bakeries. Episode 10 is recorded live. Episodes 14–16: a trilogy about lighthouses. "
        "Every episode from the fifth onwards closes with a poem.",
        "Episode",
        20,
        {
            "insomnia": [1],
            "trains": [2],
            "owls": [3],
            "bakeries": [4],
            "recorded live": [10],
            "lighthouses": [14, 15, 16],
            "poem": range(5, 21),
        },
        ("between", 420),
    ),
    Asked(
        "itinerary for two weeks",
        "15-day rail trip through Japan, day-by-day, about 120 words a day, travelling 3-17 April 2026. Day 1 Tokyo arrival. "
        "Days 2-4 "
        "Tokyo. On 8 April we go to Hakone. 10-13 April: Kyoto. No museums on Mondays. The day after Kyoto: Naoshima. Last day: "
        "flight home at 11:35 from Kansai. Budget 4,000 euros.",
        "Day",
        15,
        {
            "Tokyo arrival": [1],
            "Tokyo": [2, 3, 4],
            "Hakone": [6],
            "Kyoto": [8, 9, 10, 11],
            "museums": [4, 11],
            "Naoshima": [12],
            "flight home": [15],
        },
        ("about", 120),
    ),
    Asked(
        "maintenance log of a lift",
        "Generate a plausible maintenance log for one elevator: 45 visits, each visit in 50-70 words. Visit 1: commissioning. "
        "Every "
        "third visit includes a rope check and every ninth visit a brake test. At visits 20 and 41 a door motor is replaced. "
        "From the "
        "30th visit on, technician Okafor (34) replaces technician Berg. The last visit but one finds corrosion.",
        "Visit",
        45,
        {
            "commissioning": [1],
            "rope check": range(3, 46, 3),
            "brake test": range(9, 46, 9),
            "door motor": [20, 41],
            "Okafor": range(30, 46),
            "corrosion": [44],
        },
        ("between", 50),
    ),
    Asked(
        "beginner's guitar, bullets",
        "Guitar course for beginners\n\n"
        "- 26 lessons, 150 words per lesson at most\n"
        "- Lessons 1 + 2: holding the guitar, tuning\n"
        "- Lesson 7: first barre chord\n"
        "- Lessons 13 to 15: fingerpicking\n"
        "- every other lesson, from lesson 4: a song to play along\n"
        "- the final two lessons: preparing a small concert\n"
        "- do not mention brand names",
        "Lesson",
        26,
        {
            "tuning": [1, 2],
            "barre chord": [7],
            "fingerpicking": [13, 14, 15],
            "song to play along": range(4, 27, 2),
            "small concert": [25, 26],
        },
        ("at_most", 150),
    ),
    Asked(
        "saga in cantos",
        "An epic in forty cantos about the herring fishery, each canto a prose text of exactly 160 words. The hero Eirik first "
        "appears "
        "in canto 3. Cantos 11 through 19 are set in Iceland. Every eighth canto, there's a storm. The witch speaks in cantos "
        "5, 25 "
        "and 35. Eirik must not appear in canto 20. The first canto and the fortieth begin with the same sentence.",
        "Canto",
        40,
        {
            "hero Eirik": [3],
            "Iceland": range(11, 20),
            "storm": range(8, 41, 8),
            "witch speaks": [5, 25, 35],
            "Eirik must not": [20],
            "same sentence": [1, 40],
        },
        ("exactly", 160),
    ),
    Asked(
        "weekly reflections for Lent to autumn",
        "26 weekly reflections for a hospice team, the first week starts on 2 March 2026. 100-130 words. Week 6 falls on Easter: "
        "speak of light. Weeks 10 and 20 invite to a walk. On 1 May write about work. The last reflection looks back. "
        "The reflections for weeks 15 to 18 are about gardens.",
        "Week",
        26,
        {
            "light": [6],
            "walk": [10, 20],
            "work": [9],
            "looks back": [26],
            "gardens": [15, 16, 17, 18],
        },
    ),
    Asked(
        "escape rooms in a booklet",
        "Booklet of 12 puzzles for an escape room. Each puzzle: description, solution, hint, total of 180 words. Puzzles 1-3 use "
        "mirrors, puzzles 4-6 magnets, puzzles 7-9 sound and puzzles 10-12 water. Puzzle 8 can't be solved without the key "
        "from puzzle "
        "2. Odd puzzles are for children.",
        "Puzzle",
        12,
        {
            "mirrors": [1, 2, 3],
            "magnets": [4, 5, 6],
            "sound": [7, 8, 9],
            "water": [10, 11, 12],
            "children": [1, 3, 5, 7, 9, 11],
            "solved without the key": [8],
        },
    ),
    Asked(
        "vineyard year",
        "A winemaker's journal with one entry for each month of 2022. 12 entries × 200 words. January: pruning. From March to "
        "May: "
        "frost nights. August brings hail. The harvest takes September and October. A visitor from Japan comes every four "
        "months, in "
        "February for the first time. Bottle price 14.90, 3.5 hectares, founded 1898.",
        "Month",
        12,
        {
            "pruning": [1],
            "frost nights": [3, 4, 5],
            "hail": [8],
            "harvest": [9, 10],
            "visitor from Japan": [2, 6, 10],
        },
        ("about", 200),
    ),
    Asked(
        "swim meets",
        "Match-day programme texts for a water polo club: 22 home games, ~140 words per game. Game 4 is against Barcelona and "
        "game 13 "
        "against Genoa. Juniors play before games 6, 12 and 18. Fan day = game 11. After game 15 the captain retires, so games "
        "16–22 "
        "must not name Luca Ferri. Every game has a quiz question except for the first one.",
        "Game",
        22,
        {
            "Barcelona": [4],
            "Genoa": [13],
            "Juniors": [6, 12, 18],
            "Fan day": [11],
            "Luca Ferri": range(16, 23),
            "captain retires": range(16, 23),
            "quiz question": range(2, 23),
        },
        ("about", 140),
    ),
    Asked(
        "lexicon of an island",
        "I need 60 entries for a fictional island lexicon, numbered Entry 1 to Entry 60, between 70 and 90 words. Entries 1-20 "
        "deal "
        "with plants, 21-40 with animals and 41-60 with people. Entry 33 describes the blind crab. Each 15th entry is "
        "illustrated "
        "(write a caption). The very last entry explains the name of the island.",
        "Entry",
        60,
        {
            "plants": range(1, 21),
            "animals": range(21, 41),
            "people": range(41, 61),
            "blind crab": [33],
            "caption": [15, 30, 45, 60],
            "name of the island": [60],
        },
        ("between", 70),
    ),
    Asked(
        "中文周记之二",
        "请以一位35岁的急诊医生许衡的口吻写2018年周记，全年52周，每周一篇，每篇不得少于200字。他妻子的生日是3月21日，"
        "女儿的生日是11月2日，"
        "需在相应的周里写到。第14周参加援非医疗队培训，第29周至第30周去青海旅行，从第4周起每4周值一次大夜班。"
        "每篇开头写“#*# 第1周（1月1日-1月7日）：”，依此类推，最后写“*** 完 ***”。",
        "周",
        52,
        {
            "妻子的生日": [12],
            "女儿的生日": [44],
            "援非": [14],
            "青海": [29, 30],
            "大夜班": range(4, 53, 4),
        },
        ("at_least", 200),
        "#*# 第1周（1月1日-1月7日）：",
        "*** 完 ***",
    ),
    Asked(
        "中文摩天楼之二",
        "设计一座一百层的大楼，每层写一段不少于150字的介绍。第二层是食堂，第三十三层是天文馆，第五十到五十五层是酒店，"
        "从第七层起每七层设一个茶水间，最高三层为私人住宅。地下停车场不用写。",
        "层",
        100,
        {
            "食堂": [2],
            "天文馆": [33],
            "酒店": range(50, 56),
            "茶水间": range(7, 101, 7),
            "私人住宅": [98, 99, 100],
        },
        ("at_least", 150),
    ),
    Asked(
        "中文课程之二",
        "给老年大学写一门手机摄影课，共15讲，每讲300至350字。前三讲讲构图，第4讲讲光线，第8讲外出实拍，第11、12讲讲后期。"
        "除第8讲外，每讲末尾留一道作业。逢5的倍数的讲次做回顾。学员最大的82岁，学费380元。",
        "讲",
        15,
        {
            "构图": [1, 2, 3],
            "光线": [4],
            "外出实拍": [8],
            "后期": [11, 12],
            "作业": [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15],
            "回顾": [5, 10, 15],
        },
        ("between", 300),
    ),
    Asked(
        "中文菜单之二",
        "为公司食堂设计2026年1月份的每日菜单（31天），每天60字左右。1月1日元旦吃饺子。每周三供应素食。1月10日到12日装修停业，"
        "不供应热菜。"
        "1月最后一个周五吃火锅。每份菜单的标题为“1月X日”。",
        "天",
        31,
        {
            "饺子": [1],
            "素食": [7, 14, 21, 28],
            "热菜": [10, 11, 12],
            "火锅": [30],
        },
        ("about", 60),
    ),
    Asked(
        "中文广播剧之二",
        "写一部36集的悬疑广播剧，每集800字上下。第一集：尸体出现在湖边。警察老周在第2集登场，第20集牺牲。第7集至第9集是回忆。"
        "每隔三集（第3集、第6集……）插入一段电台新闻。第36集揭晓凶手，第35集之前不得出现凶手的名字。",
        "集",
        36,
        {
            "尸体": [1],
            "登场": [2],
            "牺牲": [20],
            "回忆": [7, 8, 9],
            "电台新闻": range(3, 37, 3),
            "揭晓凶手": [36],
            "凶手的名字": range(1, 35),
        },
        ("about", 800),
    ),
    Asked(
        "中文旅店故事",
        "写一家旅店里20个房间的故事，一个房间一篇，每篇不少于180字。1号房间住着退休教师，7号房间常年空着，"
        "12号和13号房间是一对姐妹，"
        "所有单号房间都能看到海，18号房间之后的房间都在装修。",
        "房间",
        20,
        {
            "退休教师": [1],
            "空着": [7],
            "姐妹": [12, 13],
            "看到海": range(1, 21, 2),
            "装修": [19, 20],
        },
        ("at_least", 180),
    ),
    Asked(
        "中文观鸟日记",
        "观鸟日记，2025年9月整月，一天一则，每则70—90字。9月3日、9月13日和9月23日下雨。9月8日开始连续五天在鄱阳湖。"
        "每逢周末去公园。"
        "中旬不写白鹭。",
        "天",
        30,
        {
            "下雨": [3, 13, 23],
            "鄱阳湖": [8, 9, 10, 11, 12],
            "公园": [6, 7, 13, 14, 20, 21, 27, 28],
            "白鹭": range(11, 21),
        },
        ("between", 70),
    ),
    Asked(
        "中文训练营",
        "产品经理训练营，8周，每周5个工作日，请按天写，共40天，每天100字。第1天破冰。每逢第5天（即每周最后一天）做复盘。"
        "第16天到第20天是客户访谈。"
        "第40天结业典礼。第22天讲师因病换人。",
        "天",
        40,
        {
            "破冰": [1],
            "复盘": range(5, 41, 5),
            "客户访谈": range(16, 21),
            "结业典礼": [40],
            "换人": [22],
        },
        ("about", 100),
    ),
)
