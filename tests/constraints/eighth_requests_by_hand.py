"""An eighth set, written blind: half of it as a judge would vary the known task, half as people ask for their own."""

from __future__ import annotations

from requests_by_hand import Asked

EIGHTH_BY_HAND = (
    Asked(
        "judge's diary with a recurring visit",
        "Generate a diary of the year 2018, written by Hugo Marsh, a lighthouse engineer. The diary consists of 52 weekly "
        "entries "
        "and no entry may have fewer than 200 words. Hugo's daughter celebrates her birthday on July 9 and his mother hers on "
        "January 25. He goes sailing in week 22. He attends an electronics fair in weeks 43 and 44. He gets his hearing tested "
        "every 9 weeks, starting from week 7. Start each entry with '#*# Week 1 (January 1st - January 7th):', "
        "'#*# Week 2 (January 8th - January 14th):' and so on. When all is done, write '*** finished ***'.",
        "Week",
        52,
        {
            "daughter": [28],
            "mother": [4],
            "sailing": [22],
            "electronics fair": [43, 44],
            "hearing tested": range(7, 53, 9),
        },
        ("at_least", 200),
        "#*# Week 1 (January 1st - January 7th):",
        "*** finished ***",
    ),
    Asked(
        "judge's tower with a list of uses",
        "Design a building of 100 floors. For every floor give its use, layout and atmosphere in 150 words or more.\n"
        "Requirements:\n"
        "* Floor 5 - post office\n"
        "* Floor 23 - language school\n"
        "* Floors 36 to 39 - co-working spaces\n"
        "* Floors 70-72 - spa\n"
        "* Every 20 floors from floor 15 - fire assembly area\n"
        "* Topmost floor - helicopter pad\n"
        "Write '#*# Floor 1' before the first floor, '#*# Floor 2' before the second, etc. End: '*** finished ***'",
        "Floor",
        100,
        {
            "post office": [5],
            "language school": [23],
            "co-working": [36, 37, 38, 39],
            "spa": [70, 71, 72],
            "fire assembly": range(15, 101, 20),
            "helicopter pad": [100],
        },
        ("at_least", 150),
        "#*# Floor 1",
        "*** finished ***",
    ),
    Asked(
        "judge's canteen",
        "Write the weekly canteen menu of a shipyard for 2018 (52 weeks), min 150 words a week. The lobster week is week 31. In "
        "weeks 2 through 5 everything is low in salt. On December 6 the children of the workers are invited, on March 8 the "
        "women "
        "get flowers. Starting in week 6 and repeating every 11 weeks, there is a barbecue on the quay.",
        "Week",
        52,
        {
            "lobster": [31],
            "low in salt": [2, 3, 4, 5],
            "children of the workers": [49],
            "women get flowers": [10],
            "barbecue": range(6, 53, 11),
        },
        ("at_least", 150),
    ),
    Asked(
        "judge's city on a grid",
        "Lay out a new town as 8 rows by 8 columns of blocks (64 in total, numbered row by row from the north-west). Describe "
        "every "
        "block in 90-110 words. Block 1 contains the customs house. Blocks 10, 28 and 46 have a mosque. Row 8 runs along the "
        "shore. "
        "At intervals of 6 blocks, beginning with block 3, there is a bicycle workshop. Block (2, 7) is an open-air cinema.",
        "Block",
        64,
        {
            "customs house": [1],
            "mosque": [10, 28, 46],
            "shore": range(57, 65),
            "bicycle workshop": range(3, 65, 6),
            "open-air cinema": [15],
        },
        ("between", 90),
    ),
    Asked(
        "sewing course",
        "12-part sewing course for complete beginners. ~200 words per part. Part 1 covers the machine. Parts 2 & 3: straight "
        "seams. "
        "Parts 5, 8 and 11 end with a small project to take home. Parts nine and ten are about zips. The last part is a "
        "fashion show "
        "for the family. My students are 10 to 14 years old; 6 machines available.",
        "Part",
        12,
        {
            "machine": [1],
            "straight seams": [2, 3],
            "small project": [5, 8, 11],
            "zips": [9, 10],
            "fashion show": [12],
        },
        ("about", 200),
    ),
    Asked(
        "prison chaplain's sermons",
        "Sermons for a prison chapel: 18 of them, 300 words each at most. The 1st sermon is on hope. Sermons 4-6 form a series "
        "on "
        "forgiveness. Each third sermon refers to a psalm. The 13th avoids the number thirteen as a joke — it must not contain "
        "the "
        "word 'thirteen'. The 17th and 18th sermons are for Advent.",
        "Sermon",
        18,
        {
            "hope": [1],
            "forgiveness": [4, 5, 6],
            "psalm": range(3, 19, 3),
            "thirteen": [13],
            "Advent": [17, 18],
        },
        ("at_most", 300),
    ),
    Asked(
        "zoo signs",
        "Text for 40 signs in a small zoo. A sign has 60 to 75 words. Signs 1 to 10: Africa; 11 to 20: South America; 21 to "
        "30: Asia; "
        "31 to 40: farm animals. Sign 14 is about the anteater Paulo, born in 2019. Every eighth sign asks a question for "
        "children. "
        "The last sign thanks the donors, who gave 25,000 francs.",
        "Sign",
        40,
        {
            "Africa": range(1, 11),
            "South America": range(11, 21),
            "Asia": range(21, 31),
            "farm animals": range(31, 41),
            "anteater": [14],
            "question for children": range(8, 41, 8),
            "donors": [40],
        },
        ("between", 60),
    ),
    Asked(
        "film scenes",
        "Treatment of a silent film in 35 scenes. 80 words a scene. Scene 1 shows the harbour at dawn, scene 35 the same "
        "harbour at "
        "night. Scenes 12–14 are a dream. The cat is seen in every sixth scene. Between scenes 20 and 24 it rains. Scenes 3, 9 "
        "and "
        "27 have an intertitle. In the scene after the dream Lotte wakes up.",
        "Scene",
        35,
        {
            "harbour at dawn": [1],
            "harbour at night": [35],
            "dream": [12, 13, 14],
            "cat": range(6, 36, 6),
            "rains": range(20, 25),
            "intertitle": [3, 9, 27],
            "Lotte wakes up": [15],
        },
        ("about", 80),
    ),
    Asked(
        "month of meditations",
        "A meditation for each day of November 2024, thirty in all, 70-90 words. Nov 1: All Saints. On Nov 11 lanterns. "
        "Thursdays are "
        "for gratitude. From the 24th to the 30th: advent is near. The one for November 17 is for the dead of the wars. On the "
        "10th, 20th and 30th, a breathing exercise.",
        "Day",
        30,
        {
            "All Saints": [1],
            "lanterns": [11],
            "gratitude": [7, 14, 21, 28],
            "advent is near": range(24, 31),
            "dead of the wars": [17],
            "breathing exercise": [10, 20, 30],
        },
        ("between", 70),
    ),
    Asked(
        "rules of a card game",
        "Flavour texts for a deck of 54 cards: fifty words on each card, no more. Cards 1-13 are knights, 14-26 monks, 27-39 "
        "merchants, 40-52 peasants. Cards 53 and 54 are jokers. Card 7 is the Knight of Wells. Cards 10, 23, 36 and 49 show a "
        "feast.",
        "Card",
        54,
        {
            "knights": range(1, 14),
            "monks": range(14, 27),
            "merchants": range(27, 40),
            "peasants": range(40, 53),
            "jokers": [53, 54],
            "Knight of Wells": [7],
            "feast": [10, 23, 36, 49],
        },
        ("at_most", 50),
    ),
    Asked(
        "trainee's onboarding",
        "Onboarding handbook for trainees, 10 weeks, one chapter per week (chapter length 400 words, tolerance 40). Week 1: "
        "badges, "
        "keys, canteen. Week 2: data protection. Weeks 3–5: rotation through the departments. Week 6 contains the first feedback "
        "talk, week 10 the second one. From week 7, trainees work on their own project.",
        "Week",
        10,
        {
            "badges": [1],
            "data protection": [2],
            "rotation": [3, 4, 5],
            "first feedback": [6],
            "second feedback": [10],
            "own project": range(7, 11),
        },
    ),
    Asked(
        "stations of a pilgrimage",
        "Write a pilgrim's booklet with 33 stations and one text per station, each of 110 words (more or less). At station 1 the "
        "pilgrim receives a shell. Stations 10 and 20 offer a bed. Station 16 is the pass, 1,430 m above the sea; after that "
        "the path "
        "goes downhill (stations 17 to 33). A blessing is given at all stations whose number ends in 3.",
        "Station",
        33,
        {
            "shell": [1],
            "bed": [10, 20],
            "pass": [16],
            "downhill": range(17, 34),
            "blessing": [3, 13, 23, 33],
        },
        ("about", 110),
    ),
    Asked(
        "interviews with neighbours",
        "21 short interviews with the neighbours of a closed coal mine, numbered Interview 1 to Interview 21. Between 200 and "
        "220 "
        "words. Interviews 1-7 with miners, 8-14 with their wives and 15-21 with their grandchildren. Interview 11 is with the "
        "baker "
        "Frau Schulte (88). Interviews 5 and 19 mention the accident of 1962. Each interview ends with a favourite dish.",
        "Interview",
        21,
        {
            "miners": range(1, 8),
            "wives": range(8, 15),
            "grandchildren": range(15, 22),
            "Schulte": [11],
            "accident": [5, 19],
        },
        ("between", 200),
    ),
    Asked(
        "sailing lessons for the blind, with nested bullets",
        "Course: sailing by ear\n"
        "Lessons: 20\n"
        "Words per lesson: at least 140\n"
        "Content:\n"
        "- lesson 1: the sound of the boat\n"
        "- lessons 4-7: knots\n"
        "- lesson 12: night sail\n"
        "- lessons 18, 19: regatta training\n"
        "Recurring:\n"
        "- every 5 lessons: a safety drill\n"
        "- every other lesson from lesson 3: steering by wind on the cheek",
        "Lesson",
        20,
        {
            "sound of the boat": [1],
            "knots": [4, 5, 6, 7],
            "night sail": [12],
            "regatta training": [18, 19],
            "safety drill": [5, 10, 15, 20],
            "steering by wind": range(3, 21, 2),
        },
        ("at_least", 140),
    ),
    Asked(
        "beekeeper's half-year",
        "keep a beekeeper's log from april to september 2025, one entry a week, 26 weeks, starting monday 31 march 2025. each "
        "entry "
        "90 words plus minus 10. week 4: first swarm. weeks 10-12: linden honey. mite treatment in week 18 and again in week "
        "22. the "
        "queen is replaced 3 weeks after the first swarm. last week: feeding for the winter.",
        "Week",
        26,
        {
            "first swarm": [4],
            "linden honey": [10, 11, 12],
            "mite treatment": [18, 22],
            "queen is replaced": [7],
            "feeding for the winter": [26],
        },
        ("between", 80),
    ),
    Asked(
        "dialogues for a phrasebook",
        "Forty-five dialogues for a Greek phrasebook, at most 100 words apiece. Dialogues one to five take place at the airport, "
        "dialogues six to twelve in the hotel. The thirteenth dialogue is with a policeman. In the 20th, 30th and 40th dialogue "
        "someone is late. Each ninth dialogue contains a misunderstanding. Only the final dialogue is about saying goodbye.",
        "Dialogue",
        45,
        {
            "airport": range(1, 6),
            "hotel": range(6, 13),
            "policeman": [13],
            "someone is late": [20, 30, 40],
            "misunderstanding": range(9, 46, 9),
            "goodbye": [45],
        },
        ("at_most", 100),
    ),
    Asked(
        "中文评测式周记",
        "为一位名叫沈舟的天文馆讲解员写一整年的周记（2018年，共52周），每周的内容至少200字。要求：第3周搬家；"
        "第19周至第20周带学生去观星营；"
        "从第8周起，每10周给父母打一次视频电话；母亲的生日是4月12日，弟弟的生日是10月8日，都要写进当周的日记。"
        "每周以“#*#”开头，写完后注明“*** 完成 ***”。",
        "周",
        52,
        {
            "搬家": [3],
            "观星营": [19, 20],
            "视频电话": range(8, 53, 10),
            "母亲的生日": [15],
            "弟弟的生日": [41],
        },
        ("at_least", 200),
        ending="*** 完成 ***",
    ),
    Asked(
        "中文评测式大楼",
        "请描述一栋60层的综合楼，自下而上每层一段，每段不低于100字。第6层：牙科诊所。第17层和第18层：影院。"
        "第25层到第29层：律师事务所。"
        "以第4层为起点，每隔8层设置一处休息平台。顶楼：露天餐厅。第13层不对外开放。",
        "层",
        60,
        {
            "牙科诊所": [6],
            "影院": [17, 18],
            "律师事务所": range(25, 30),
            "休息平台": range(4, 61, 8),
            "露天餐厅": [60],
            "对外开放": [13],
        },
        ("at_least", 100),
    ),
    Asked(
        "中文讲座系列",
        "我们图书馆今年办二十二场讲座，请为每场讲座写一段120字的预告。第1场讲敦煌，第2场讲泉州，第9场和第17场请青年作家对谈。"
        "从第5场到第8场是儿童文学月。每逢第6的倍数场有签售。最后一场是读者见面会。",
        "场",
        22,
        {
            "敦煌": [1],
            "泉州": [2],
            "青年作家": [9, 17],
            "儿童文学": [5, 6, 7, 8],
            "签售": [6, 12, 18],
            "读者见面会": [22],
        },
        ("about", 120),
    ),
    Asked(
        "中文减重日记",
        "写28天减重打卡日记，从2026年3月2日开始，每天不超过80字。每周日可以吃一顿火锅。第1天和第28天要写体重。"
        "第10天到第14天出差。"
        "3月8日妇女节收到花。第20天之后加练跳绳。体重从72公斤起。",
        "天",
        28,
        {
            "火锅": [7, 14, 21, 28],
            "写体重": [1, 28],
            "出差": range(10, 15),
            "收到花": [7],
            "跳绳": range(21, 29),
        },
        ("at_most", 80),
    ),
    Asked(
        "中文车站",
        "一条地铁线共有31站，请逐站写介绍，每站不少于70字、不多于90字。第1站是机场，第31站是港口。第8站、第16站、第24站可换乘。"
        "第11至13站在老城区。单数站有壁画。倒数第三站正在装修。票价6元，全长42公里。",
        "站",
        31,
        {
            "机场": [1],
            "港口": [31],
            "换乘": [8, 16, 24],
            "老城区": [11, 12, 13],
            "壁画": range(1, 32, 2),
            "装修": [29],
        },
        ("between", 70),
    ),
    Asked(
        "中文月历文案",
        "为花店写2027年的月历文案，12个月，每月一段，每段大约150字。二月写郁金香，五月写康乃馨，十二月写一品红。"
        "六月到八月提醒多浇水。"
        "每个季度的第一个月有一次插花课。店主今年41岁，店面20平方米。",
        "月",
        12,
        {
            "郁金香": [2],
            "康乃馨": [5],
            "一品红": [12],
            "多浇水": [6, 7, 8],
            "插花课": [1, 4, 7, 10],
        },
        ("about", 150),
    ),
    Asked(
        "中文练习册",
        "编一本作文练习册，共30个练习，每个练习的说明100字以内。练习1：自我介绍。练习5至练习8：写景。练习15：写一封信。"
        "每五个练习后有一个复习（即练习5、10、15……）。练习30：写给未来的自己。适合9到11岁的孩子。",
        "练习",
        30,
        {
            "自我介绍": [1],
            "写景": [5, 6, 7, 8],
            "写一封信": [15],
            "复习": range(5, 31, 5),
            "未来的自己": [30],
        },
        ("at_most", 100),
    ),
    Asked(
        "中文电影拉片",
        "拉片笔记：一部老电影的26个镜头段落，按段落写，每段落90到110字。段落1介绍小镇。第5段落和第6段落是追逐戏。"
        "从第10段落往后不再出现父亲。每4个段落写一次音乐。最后一个段落分析结尾。",
        "段落",
        26,
        {
            "小镇": [1],
            "追逐戏": [5, 6],
            "父亲": range(10, 27),
            "音乐": range(4, 27, 4),
            "结尾": [26],
        },
        ("between", 90),
    ),
)
