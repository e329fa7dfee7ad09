"""A fifth set, written blind: briefs as they come by mail, from offices, from people who write English as a second language."""

from __future__ import annotations

from requests_by_hand import Asked

FIFTH_BY_HAND = (
    Asked(
        "brief with fields",
        "TYPE: tenant newsletter\nNUMBER OF ISSUES: 10\nLENGTH PER ISSUE: 180-220 words\nTONE: friendly\n"
        "MUST HAVE:\n- Issue 1: introduce the new caretaker, Mr Obi (52)\n- Issues 4 & 5: roof works, scaffolding until 30 June\n"
        "- Issue 10: thank-you to the volunteers\n- every second issue: a recipe from a neighbour\n"
        "MUST NOT: rent increases",
        "Issue",
        10,
        {
            "Obi": [1],
            "roof works": [4, 5],
            "volunteers": [10],
            "recipe from a neighbour": range(2, 11, 2),
        },
        ("between", 180),
    ),
    Asked(
        "mail from an office",
        "Dear writer,\n\nwe would need forty short safety talks for our warehouse staff (about 120 people), one for each working "
        "week. Every talk should take some two minutes to read, so let's say 250 words.\n\nTalk 1 should be about lifting. "
        "Talks 7 "
        "to 9 must deal with forklifts. In talks 12, 24 and 36 please include a short quiz. The fortieth talk looks back on the "
        "year. Starting with talk 5, every fifth talk is about ladders.\n\nKind regards\nIngrid",
        "Talk",
        40,
        {
            "lifting": [1],
            "forklifts": [7, 8, 9],
            "quiz": [12, 24, 36],
            "looks back": [40],
            "ladders": range(5, 41, 5),
        },
    ),
    Asked(
        "second language",
        "I am teacher in Brazil and need 32 little texts for reading in class, one text each lesson. The texts are having 100 "
        "words, "
        "not more. Text number 3 speaks about the market. Text 10 till text 12 speak about football. In all texts with even "
        "number "
        "there is one question at the end. The last two texts speak about holidays.",
        "Text",
        32,
        {
            "market": [3],
            "football": [10, 11, 12],
            "question at the end": range(2, 33, 2),
            "holidays": [31, 32],
        },
    ),
    Asked(
        "yoga in a studio",
        "Can you script 28 yoga classes for our studio app? Each class script: min 160, max 200 words. Classes 1-7 are for "
        "absolute "
        "beginners, 8-14 build strength, 15-21 work on balance, and 22-28 are restorative. A guided meditation closes every "
        "seventh "
        "class. Classes 3 and 17 are taught on a chair.",
        "Class",
        28,
        {
            "absolute beginners": range(1, 8),
            "build strength": range(8, 15),
            "balance": range(15, 22),
            "restorative": range(22, 29),
            "guided meditation": range(7, 29, 7),
            "chair": [3, 17],
        },
        ("between", 160),
    ),
    Asked(
        "hospital radio",
        "We want a hospital radio drama. Number of episodes: 25. Each one of them runs about 350 words. Nurse Agnes appears "
        "for the "
        "first time in episode 4 and leaves in episode 19. From episode 8 to episode 11 it snows without a pause. Every episode "
        "apart from number 13 ends with the ward clock striking. The episode after the snow has melted — that is episode 12 — is "
        "told by the porter.",
        "Episode",
        25,
        {
            "Agnes appears": [4],
            "leaves": [19],
            "snows": [8, 9, 10, 11],
            "ward clock": [n for n in range(1, 26) if n != 13],
            "porter": [12],
        },
        ("about", 350),
    ),
    Asked(
        "walking holiday",
        "Itinerary for a 14-day walking holiday in the Tyrol, arriving on Saturday 12 July 2025. 90-110 words for each day. "
        "Day 1: "
        "arrival, no walking. Rest days are days 5 and 10. From the 20th to the 22nd of July we stay in a mountain hut. On "
        "Sundays "
        "there is mass at ten. The day before the last: farewell dinner at 19:30, 45 euros a head. Group of 12, ages 55 to 70.",
        "Day",
        14,
        {
            "arrival": [1],
            "Rest days": [5, 10],
            "mountain hut": [9, 10, 11],
            "mass": [2, 9],
            "farewell dinner": [13],
        },
        ("between", 90),
    ),
    Asked(
        "cave levels",
        "Text adventure, 60 rooms, each room at least 70 words. rooms 1-10 forest, 11-25 caves, 26-40 the flooded mine, 41-60 "
        "castle. "
        "A merchant shows up in rooms 6, 18, 33 and 52. every 10th room holds a save stone. room 47: the broken mirror. the "
        "last room "
        "= throne of Queen Ysolde, aged 300.",
        "Room",
        60,
        {
            "forest": range(1, 11),
            "caves": range(11, 26),
            "flooded mine": range(26, 41),
            "castle": range(41, 61),
            "merchant": [6, 18, 33, 52],
            "save stone": range(10, 61, 10),
            "broken mirror": [47],
            "throne": [60],
        },
        ("at_least", 70),
    ),
    Asked(
        "benchmark diary, events as prose",
        "Create a diary for the year 2018 for Marcus Bell, an apprentice carpenter who lives with his grandmother and his "
        "cousin. "
        "There must be 52 weekly entries and each of them should have a minimum of 200 words. Include his grandmother's "
        "birthday on "
        "June 21 and his cousin's birthday on December 3. He should also: adopt a greyhound in Week 15, visit the furniture "
        "fair in "
        "Weeks 40-41, and go rock climbing every 7 weeks starting from Week 2. Format each entry like this: "
        "'#*# Week 1 (January 1st - January 7th): [text]'. Finish the whole diary with '*** finished ***'.",
        "Week",
        52,
        {
            "grandmother's birthday": [25],
            "cousin's birthday": [49],
            "greyhound": [15],
            "furniture fair": [40, 41],
            "rock climbing": range(2, 53, 7),
        },
        ("at_least", 200),
        "#*# Week 1 (January 1st - January 7th):",
        "*** finished ***",
    ),
    Asked(
        "tower with numbered requirements",
        "Task: floor plan in words for a tower with 80 floors.\n"
        "1. The description of each floor has at least 100 words.\n"
        "2. Floor 3 accommodates a kindergarten.\n"
        "3. There are offices of a bank on floors 20 up to 24.\n"
        "4. On floor 8 and on every twelfth floor thereafter there is a refuge area.\n"
        "5. Floors 50, 51 and 53 are empty.\n"
        "6. No kitchens above floor 70.\n"
        "7. The uppermost floor is a planetarium.\n"
        "The tower is 320 m high and cost 1.2 billion.",
        "Floor",
        80,
        {
            "kindergarten": [3],
            "bank": range(20, 25),
            "refuge area": range(8, 81, 12),
            "empty": [50, 51, 53],
            "kitchens": range(71, 81),
            "planetarium": [80],
        },
        ("at_least", 100),
    ),
    Asked(
        "tea menus",
        "A tea house plans its year: 12 months, one menu text a month, max. 140 words. In February and November the theme is "
        "smoke. "
        "May to July are the iced months. The December text mentions Saint Lucy. Every third month, starting in March, a guest "
        "baker "
        "is introduced. A pot costs 6.80.",
        "Month",
        12,
        {
            "smoke": [2, 11],
            "iced": [5, 6, 7],
            "Saint Lucy": [12],
            "guest baker": [3, 6, 9, 12],
        },
        ("at_most", 140),
    ),
    Asked(
        "bedtime stories",
        "30 bedtime stories for a 4-year-old, 1 per night, 200 words or so each. Night 1: the moon loses a button. Nights 9 "
        "and 10 "
        "belong together: a two-part story about a whale. On night 15, exactly halfway, it is the child's birthday. Every night "
        "except the last one ends with 'Sleep tight'. From night 20 on a small owl comes along.",
        "Night",
        30,
        {
            "moon loses a button": [1],
            "whale": [9, 10],
            "birthday": [15],
            "Sleep tight": range(1, 30),
            "owl": range(20, 31),
        },
        ("about", 200),
    ),
    Asked(
        "warehouse grid",
        "Describe a storage hall laid out as a grid of 6 rows and 8 columns of bays (48 bays, bay 1 at the top left, counting "
        "along "
        "the rows). 50 to 60 words per bay. All bays of row 1 hold timber. Column 8 is kept free for fire engines. Bay (4, 5) "
        "has a "
        "leaking pipe. Bays 17, 18 and 19 store paint. The bay to be inspected first is bay 33.",
        "Bay",
        48,
        {
            "timber": range(1, 9),
            "fire engines": range(8, 49, 8),
            "leaking pipe": [29],
            "paint": [17, 18, 19],
            "inspected first": [33],
        },
        ("between", 50),
    ),
    Asked(
        "support log",
        "Invent the on-call log of a small hosting company for the whole month of March 2023. There should be an entry for "
        "every day "
        "(31 entries), each 60-80 words. On the 7th a disk fails. From the 13th to the 16th Kim is on holiday. Every Monday the "
        "backups are tested. On the last day of the month the invoice for 1,310 euros is sent. The 22nd: a fire drill.",
        "Day",
        31,
        {
            "disk fails": [7],
            "holiday": [13, 14, 15, 16],
            "backups": [6, 13, 20, 27],
            "invoice": [31],
            "fire drill": [22],
        },
        ("between", 60),
    ),
    Asked(
        "letters from the front",
        "compose 24 letters from a lighthouse keeper to his sister, 1902-1903, each letter between one hundred and one hundred "
        "and "
        "fifty words. letter 2 mentions the broken lens. letters 8, 9, 10: the long fog. every 4th letter encloses a pressed "
        "flower. "
        "in the second to last letter he announces his engagement. keep the letters numbered: Letter 1, Letter 2, etc.",
        "Letter",
        24,
        {
            "broken lens": [2],
            "long fog": [8, 9, 10],
            "pressed flower": range(4, 25, 4),
            "engagement": [23],
        },
        ("between", 100),
    ),
    Asked(
        "choir rehearsals",
        "Rehearsal diary of a village choir: twenty rehearsals before the concert. Up to 150 words per rehearsal. The first "
        "three "
        "rehearsals are about breathing. Rehearsal no. 6 takes place in the church, and so do nos. 13 and 19. Two rehearsals "
        "after "
        "the alto soloist falls ill (which happens in rehearsal 9) a new soloist is found. The dress rehearsal is of course "
        "the last "
        "one.",
        "Rehearsal",
        20,
        {
            "breathing": [1, 2, 3],
            "church": [6, 13, 19],
            "falls ill": [9],
            "new soloist": [11],
            "dress rehearsal": [20],
        },
        ("at_most", 150),
    ),
    Asked(
        "language course by weeks",
        "Build me a 24-week Italian self-study course. One unit a week, 220 words minimum.\n\n"
        "Weeks 1–6: present tense\nWeeks 7–12: past tenses\nWeeks 13–18: future and conditional\nWeeks 19–24: subjunctive\n\n"
        "Week 12 and week 24 end with a test. Every four weeks (4, 8, 12 …) there is a film evening. I'm 58 and can spend 90 "
        "minutes "
        "a day.",
        "Week",
        24,
        {
            "present tense": range(1, 7),
            "past tenses": range(7, 13),
            "future and conditional": range(13, 19),
            "subjunctive": range(19, 25),
            "test": [12, 24],
            "film evening": range(4, 25, 4),
        },
        ("at_least", 220),
    ),
    Asked(
        "中文值班日志",
        "虚构一份灯塔值班日志，时间为2021年11月，共30天，逐日记录，每天不超过90字。11月5日大雾。11月12日至14日补给船到访。"
        "每逢周日擦洗透镜。"
        "月末最后一天交接班。灯塔高38米，建于1911年。",
        "天",
        30,
        {"大雾": [5], "补给船": [12, 13, 14], "擦洗透镜": [7, 14, 21, 28], "交接班": [30]},
        ("at_most", 90),
    ),
    Asked(
        "中文短信小说",
        "写一部手机连载小说，总共50章，每章二百字上下。第七章女主角丢了钥匙；第十五章到第十七章发生在火车上；从第五章开始，"
        "每五章出现一次那只黄猫；"
        "倒数第三章真相大白；除第一章外，各章开头都有一句天气描写。主角今年29岁，月薪8000元。",
        "章",
        50,
        {
            "钥匙": [7],
            "火车": [15, 16, 17],
            "黄猫": range(5, 51, 5),
            "真相大白": [48],
            "天气": range(2, 51),
        },
        ("about", 200),
    ),
    Asked(
        "中文旅行",
        "请安排一个10天的云南自驾行程，10月1日从昆明出发，2025年。每天写150~200字。第1天到大理，第3、4天住在沙溪，"
        "10月6日中秋节在丽江赏月，"
        "最后一天返回昆明。从第2天起隔天吃一次火锅。",
        "天",
        10,
        {
            "大理": [1],
            "沙溪": [3, 4],
            "赏月": [6],
            "返回昆明": [10],
            "火锅": range(2, 11, 2),
        },
        ("between", 150),
    ),
    Asked(
        "中文酒店楼层",
        "一栋45层的酒店，请一层一层地介绍，每层至少写80字。1到3层是商场，第4层是宴会厅，12层、24层、36层是避难层，"
        "40层以上是行政楼层，"
        "第45层是旋转餐厅。每逢尾数为5的楼层设有洗衣房。",
        "层",
        45,
        {
            "商场": [1, 2, 3],
            "宴会厅": [4],
            "避难层": [12, 24, 36],
            "行政": range(40, 46),
            "旋转餐厅": [45],
            "洗衣房": [5, 15, 25, 35, 45],
        },
        ("at_least", 80),
    ),
    Asked(
        "中文课后故事",
        "给小学三年级的孩子写20个睡前故事，每个故事300字左右，编号为故事1、故事2……故事20。故事3讲小河，故事8和故事9讲同一只熊，"
        "每四个故事有一个讲节气（故事4、8、12、16、20），最后一个故事讲告别。",
        "故事",
        20,
        {"小河": [3], "同一只熊": [8, 9], "节气": range(4, 21, 4), "告别": [20]},
        ("about", 300),
    ),
    Asked(
        "中文电台",
        "为校园电台写16期节目稿，每期500到600字。前两期介绍新生，第5期采访食堂师傅，第9期至第11期做毕业特辑，其余各期不要提毕业。"
        "单数期播放民谣，双数期播放摇滚。",
        "期",
        16,
        {
            "新生": [1, 2],
            "食堂师傅": [5],
            "毕业特辑": [9, 10, 11],
            "不要提毕业": [3, 4, 6, 7, 8, 12, 13, 14, 15, 16],
            "民谣": range(1, 17, 2),
            "摇滚": range(2, 17, 2),
        },
        ("between", 500),
    ),
    Asked(
        "中文周报",
        "请代写一家面包店2019年全年的周记，52周，每周一篇，每篇200字以上，用“## 第1周”这样的标题。2月14日推出玫瑰面包。"
        "5月1日至5月5日店里放假。"
        "第30周烤箱坏了，两周后修好。每六周换一次橱窗，第3周第一次换。",
        "周",
        52,
        {
            "玫瑰面包": [7],
            "放假": [18],
            "烤箱坏了": [30],
            "修好": [32],
            "橱窗": range(3, 53, 6),
        },
        ("at_least", 200),
        "## 第1周",
    ),
    Asked(
        "中文实验记录",
        "植物实验记录，共24次观察，每次观察写70字左右。第1次观察播种，第6次观察出芽，第10至13次观察遇到高温，第20次以后改用蓝光。"
        "每3次观察拍一张照片。实验室编号B-204，温度25℃，湿度60%。",
        "次",
        24,
        {
            "播种": [1],
            "出芽": [6],
            "高温": [10, 11, 12, 13],
            "蓝光": range(21, 25),
            "拍一张照片": range(3, 25, 3),
        },
        ("about", 70),
    ),
)
