"""A sixth set, written blind: clubs and schools, games and kitchens, drafts dictated on the way, lists that are half "
"sentences."""

from __future__ import annotations

from requests_by_hand import Asked

SIXTH_BY_HAND = (
    Asked(
        "allotment diary",
        "I'd love a gardening diary covering the year 2018 week by week, so 52 entries in total, none shorter than 150 words. "
        "The "
        "gardener is Ruth Abel (67). Please work in the following: in week 10 the greenhouse is repaired; during weeks 26 and "
        "27 she "
        "visits her sister; her wedding anniversary is 15 August; every eight weeks, the first time in week 5, the beekeeper "
        "drops "
        "by. Head the entries '#*# Week 1', '#*# Week 2' and so forth. The very last line reads '*** finished ***'.",
        "Week",
        52,
        {
            "greenhouse": [10],
            "visits her sister": [26, 27],
            "anniversary": [33],
            "beekeeper": range(5, 53, 8),
        },
        ("at_least", 150),
        "#*# Week 1",
        "*** finished ***",
    ),
    Asked(
        "dungeon in dice notation",
        "Need a 36-room dungeon. Per room: 80-100 words, read-aloud style. R1 = entrance hall. Rooms 5/11/17: spider nests. 20 "
        "to 23 "
        "are flooded. One room in six has a trap (6, 12, 18 …). Boss in the final room. CR 4, party of 5, 2,300 gp in total.",
        "Room",
        36,
        {
            "entrance hall": [1],
            "spider nests": [5, 11, 17],
            "flooded": [20, 21, 22, 23],
            "trap": range(6, 37, 6),
            "boss": [36],
        },
        ("between", 80),
    ),
    Asked(
        "school year in months",
        "Ten monthly reports of a headteacher, September 2024 to June 2025. 300 words each, not one more than 320. In the "
        "October "
        "report a new gym is opened. December and January: flu wave. The April report mentions the exchange with Lyon. Exam "
        "preparations come up in every report from March onwards.",
        "Report",
        10,
        {
            "new gym": [2],
            "flu wave": [4, 5],
            "exchange with Lyon": [8],
            "exam preparations": range(7, 11),
        },
    ),
    Asked(
        "cookery course dictated",
        "OK so it's a cookery course, eighteen evenings, and I want a handout for each evening, let's say a hundred and eighty "
        "words "
        "each. First evening is knives and safety. Then evening four through six is all about stocks. On the ninth evening and "
        "on "
        "the last evening there's a shared dinner. And a wine tip on every third one please. Nothing with nuts on evening "
        "twelve, "
        "we have an allergic guest.",
        "Evening",
        18,
        {
            "knives": [1],
            "stocks": [4, 5, 6],
            "shared dinner": [9, 18],
            "wine tip": range(3, 19, 3),
            "nuts": [12],
        },
        ("about", 180),
    ),
    Asked(
        "log of a buoy",
        "Daily log of a weather buoy keeper, 1 February to 28 February 2023, each day 40 to 60 words. Feb 3: fog. Feb 9-12: "
        "storm. "
        "Every other day, beginning on 2 February, the battery is changed. On the 14th a seal visits. Weekends (Saturday and "
        "Sunday) "
        "have no radio contact.",
        "Day",
        28,
        {
            "fog": [3],
            "storm": [9, 10, 11, 12],
            "battery": range(2, 29, 2),
            "seal": [14],
            "radio contact": [4, 5, 11, 12, 18, 19, 25, 26],
        },
        ("between", 40),
    ),
    Asked(
        "chapters with a plot table",
        "Write a crime novella in 24 chapters, about 500 words per chapter.\n\n"
        "Chapters | Plot\n--- | ---\n1–3 | the body in the boathouse\n4 | the first interview\n10-12 | Inspector Moll in "
        "Hamburg\n"
        "18 | a second body\n24 | the arrest\n\n"
        "Moll's dog appears in every fourth chapter. No chapter before the 18th mentions the diary.",
        "Chapter",
        24,
        {
            "body in the boathouse": [1, 2, 3],
            "first interview": [4],
            "Hamburg": [10, 11, 12],
            "second body": [18],
            "arrest": [24],
            "Moll's dog": range(4, 25, 4),
            "diary": range(1, 18),
        },
        ("about", 500),
    ),
    Asked(
        "mountain huts",
        "A hut-to-hut guidebook: 22 stages, for every stage a description of no more than 160 words. Stage 7 crosses a "
        "glacier, as "
        "do stages 8 and 15. Stages one to four lie in Austria, the remaining ones in Italy. The halfway stage (no. 11) has a "
        "chapel. "
        "There are cable cars on the second and the second to last stage. Altitudes up to 3,105 m.",
        "Stage",
        22,
        {
            "glacier": [7, 8, 15],
            "Austria": [1, 2, 3, 4],
            "Italy": range(5, 23),
            "chapel": [11],
            "cable cars": [2, 21],
        },
        ("at_most", 160),
    ),
    Asked(
        "podcast for founders",
        "Outline + full scripts for a podcast on bookkeeping. 15 episodes. Script length: 400-450 words per episode. Ep 1 – why "
        "receipts matter. Ep 2 – VAT. Eps 3–5 – payroll. Ep 8 – interview with Salma Idris. Each fifth episode: listener "
        "mailbag. "
        "Sponsor message in all episodes except eps 1 and 15.",
        "Episode",
        15,
        {
            "receipts": [1],
            "VAT": [2],
            "payroll": [3, 4, 5],
            "Salma Idris": [8],
            "mailbag": [5, 10, 15],
            "sponsor message": range(2, 15),
        },
        ("between", 400),
    ),
    Asked(
        "tower in prose",
        "Picture a vertical village with 64 storeys and describe every storey in a minimum of 90 words, going from the bottom "
        "to the "
        "top. The ground is taken by a market hall (storey 1). A swimming pool fills storeys 12 and 13. There is a school on "
        "storey "
        "25 and a clinic on storey 26. From storey 40 up to storey 47 you find workshops. Every seventh storey has a winter "
        "garden, "
        "starting with the seventh. The two top storeys are reserved for an observatory.",
        "Storey",
        64,
        {
            "market hall": [1],
            "swimming pool": [12, 13],
            "school": [25],
            "clinic": [26],
            "workshops": range(40, 48),
            "winter garden": range(7, 65, 7),
            "observatory": [63, 64],
        },
        ("at_least", 90),
    ),
    Asked(
        "flashcards for a pharmacist",
        "Please prepare 48 study cards on medicinal plants for pharmacy students in their 3rd year. Words per card: 45 to 55. "
        "Card 9: "
        "foxglove. Card 10: lily of the valley. Cards 21 thru 24 cover mint family plants. Cards divisible by six close with a "
        "dosage "
        "warning. Card 48 sums up.",
        "Card",
        48,
        {
            "foxglove": [9],
            "lily of the valley": [10],
            "mint family": [21, 22, 23, 24],
            "dosage warning": range(6, 49, 6),
            "sums up": [48],
        },
        ("between", 45),
    ),
    Asked(
        "advent windows of a street",
        "24 windows of a street's advent calendar, 1 December through 24 December; each gets a story of 100 words. On 4 December "
        "it's about Saint Barbara, on the 13th about Lucia. The windows for the four Sundays (3, 10, 17 and 24 December) "
        "mention the "
        "brass band. The story for the 24th must not mention snow.",
        "Window",
        24,
        {
            "Saint Barbara": [4],
            "Lucia": [13],
            "brass band": [3, 10, 17, 24],
            "snow": [24],
        },
        ("about", 100),
    ),
    Asked(
        "parish newsletter by quarter",
        "Our parish newsletter comes out four times a year. Please write the eight issues for 2024 and 2025, roughly 350 words "
        "an "
        "issue. Issue 2 is on the pilgrimage. Issues 4 and 8, the Christmas issues, carry the list of services. The first "
        "issue of "
        "2025 (issue 5) greets the new vicar. Every issue but the third has a puzzle.",
        "Issue",
        8,
        {
            "pilgrimage": [2],
            "list of services": [4, 8],
            "new vicar": [5],
            "puzzle": [1, 2, 4, 5, 6, 7, 8],
        },
        ("about", 350),
    ),
    Asked(
        "rowing camp",
        "Twelve days of rowing camp, one page of notes per day (about 150 words). Mornings on the water except on day 6, the "
        "rest "
        "day. Day 3 and day 9: ergometer test, 2,000 m. The last three days: regatta. A physiotherapist is there from day 4 to "
        "day 8. "
        "Heading for each: DAY 1, DAY 2, …",
        "Day",
        12,
        {
            "on the water": [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12],
            "ergometer test": [3, 9],
            "regatta": [10, 11, 12],
            "physiotherapist": [4, 5, 6, 7, 8],
        },
        heading="DAY 1",
    ),
    Asked(
        "chess lessons",
        "I teach chess to nine-year-olds. Give me 30 lesson scripts, each with at least 120 and at most 150 words. Lessons 1 "
        "to 5 "
        "introduce the pieces. Lesson 6 is on castling. Lessons 14 and 15: forks. Every tenth lesson is a tournament. Lesson 22 "
        "comes with a puzzle; so does lesson 27. In the last lesson but two there is a simultaneous exhibition.",
        "Lesson",
        30,
        {
            "pieces": range(1, 6),
            "castling": [6],
            "forks": [14, 15],
            "tournament": [10, 20, 30],
            "puzzle": [22, 27],
            "simultaneous exhibition": [28],
        },
        ("between", 120),
    ),
    Asked(
        "city of districts",
        "Describe an invented city district by district: 35 districts arranged in 5 rows of 7, numbered from left to right and "
        "top to "
        "bottom, ~110 words each. District 18, right in the centre, holds the parliament. All of row 5 lies on the river. The "
        "first column is industrial. District 1 to District 3 share a tram depot. Every district whose number is a multiple of 7 "
        "borders the ring road.",
        "District",
        35,
        {
            "parliament": [18],
            "river": range(29, 36),
            "industrial": [1, 8, 15, 22, 29],
            "tram depot": [1, 2, 3],
            "ring road": range(7, 36, 7),
        },
        ("about", 110),
    ),
    Asked(
        "vet's year",
        "Letters from a country vet to her niece, one each month of 2026 (twelve letters), 250+ words. The May letter is about "
        "lambs. In August she writes about the heat. Her birthday (9 November) comes up in the letter of that month. The first "
        "and "
        "the last letter mention the old Land Rover. Letters 3, 6, 9 and 12 contain a recipe.",
        "Letter",
        12,
        {
            "lambs": [5],
            "heat": [8],
            "birthday": [11],
            "Land Rover": [1, 12],
            "recipe": [3, 6, 9, 12],
        },
        ("at_least", 250),
    ),
    Asked(
        "中文训练日志",
        "写一份马拉松备赛日志：共18周，每周一篇，每篇120字左右（可上下浮动20字）。第1周体检；第6周、第12周跑半马测试；"
        "第9周至第10周因出差减量；"
        "最后两周减量调整。从第3周开始每隔一周做一次力量训练。跑者43岁，目标成绩3小时45分。",
        "周",
        18,
        {
            "体检": [1],
            "半马测试": [6, 12],
            "出差": [9, 10],
            "减量调整": [17, 18],
            "力量训练": range(3, 19, 2),
        },
    ),
    Asked(
        "中文小区楼层",
        "请为一座55层公寓楼写楼层介绍（1层至55层），每层不少于60字。1层：大堂。2—4层：商铺。28层：健身房。避难层为15层、"
        "30层和45层。"
        "逢8的楼层（8、18、28、38、48）有共享厨房。顶层为空中花园。",
        "层",
        55,
        {
            "大堂": [1],
            "商铺": [2, 3, 4],
            "健身房": [28],
            "避难层": [15, 30, 45],
            "共享厨房": [8, 18, 28, 38, 48],
            "空中花园": [55],
        },
        ("at_least", 60),
    ),
    Asked(
        "中文连载故事",
        "请创作一个武侠连载，三十回，每回不少于300字，不超过350字。第一回：少年下山。第五回至第八回：大漠。"
        "第十三回不得出现刀剑二字。"
        "每逢五的倍数的回目安排一场比武。倒数第二回揭开身世，最后一回大结局。",
        "回",
        30,
        {
            "少年下山": [1],
            "大漠": [5, 6, 7, 8],
            "刀剑": [13],
            "比武": range(5, 31, 5),
            "身世": [29],
            "大结局": [30],
        },
        ("between", 300),
    ),
    Asked(
        "中文节气小报",
        "为社区做一份二十四节气小报，共24期，每期200字以内。第1期立春，第12期讲小暑，第13到15期讲防暑。单数期配一首古诗，"
        "双数期配一道菜谱。"
        "最后一期回顾全年。印数500份，每份2元。",
        "期",
        24,
        {
            "立春": [1],
            "小暑": [12],
            "防暑": [13, 14, 15],
            "古诗": range(1, 25, 2),
            "菜谱": range(2, 25, 2),
            "回顾全年": [24],
        },
        ("at_most", 200),
    ),
    Asked(
        "中文假期日记",
        "以小学生的口气写暑假日记，从2024年7月1日到7月31日，每天一篇，每篇100字左右。7月6日去游泳。7月15日到18日在奶奶家。"
        "每周三练钢琴。"
        "7月20日是爸爸的生日。最后三天赶作业。",
        "天",
        31,
        {
            "游泳": [6],
            "奶奶家": [15, 16, 17, 18],
            "练钢琴": [3, 10, 17, 24, 31],
            "爸爸的生日": [20],
            "赶作业": [29, 30, 31],
        },
        ("about", 100),
    ),
    Asked(
        "中文展位",
        "书展共有6行8列48个展位，按行从左到右编号，请逐个介绍，每个展位50到70字。第1行是儿童读物。第8列是咖啡摊。"
        "第3行第4列是签售台。"
        "第33、34、41、42号展位是漫画区。",
        "展位",
        48,
        {
            "儿童读物": range(1, 9),
            "咖啡摊": range(8, 49, 8),
            "签售台": [20],
            "漫画区": [33, 34, 41, 42],
        },
        ("between", 50),
    ),
    Asked(
        "中文剧本",
        "请写一部情景喜剧，共40集，每集梗概150字。第1集搬家，第2集停电，第10集、第20集、第30集是特别篇，第21集起房东换人，"
        "第33集之前不要提到结婚，"
        "每8集有一集在天台拍摄。",
        "集",
        40,
        {
            "搬家": [1],
            "停电": [2],
            "特别篇": [10, 20, 30],
            "房东换人": range(21, 41),
            "结婚": range(1, 33),
            "天台": range(8, 41, 8),
        },
        ("about", 150),
    ),
    Asked(
        "中文护理交接",
        "编写一套培训用的护理交接记录：30个班次，每个班次不多于110字。班次1：新入院张大爷（78岁）。班次5～7：电梯停用。"
        "班次12和班次25：演练火警。"
        "每三个班次有一个夜班（班次3、6、9……），夜班要写明查房时间。班次30出院。",
        "班次",
        30,
        {
            "张大爷": [1],
            "电梯停用": [5, 6, 7],
            "演练火警": [12, 25],
            "夜班": range(3, 31, 3),
            "出院": [30],
        },
        ("at_most", 110),
    ),
)
