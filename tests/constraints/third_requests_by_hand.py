"""A third set of requests by hand, written after the grammar had met the first two."""

from __future__ import annotations

from requests_by_hand import Asked

THIRD_BY_HAND = (
    Asked(
        "weekly diary with persona fields",
        "Name: Leon. Age: 41. Job: tram driver. Task: write Leon's weekly diary of 2018, one entry per "
        "week, 52 entries, 200 words at "
        "minimum for every entry.\nHere are the events that should occur in the diary:\nWeek 17: attending a photography workshop\n"
        "Week 33 - 34: hiking in the Dolomites\nEvery 6 weeks, beginning from week 9: visiting the blood "
        "bank\nLeon's wife was born on "
        "March 30, his son on August 2. Mention these birthdays in the respective weeks.\nEach entry starts with '#*# Week X (date "
        "range)' and the diary ends with '*** finished ***'.",
        "Week",
        52,
        {
            "photography workshop": [17],
            "Dolomites": [33, 34],
            "blood bank": range(9, 53, 6),
            "wife": [13],
            "son": [31],
        },
        ("at_least", 200),
        "#*# Week 1 (January 1st - January 7th)",
        "*** finished ***",
    ),
    Asked(
        "floors by allocation",
        "Imagine a vertical city of 90 floors. Allocate the floors as follows: floors 2-6 shopping mall; "
        "floor 15 medical centre; floors "
        "30-34 university campus; a security checkpoint on each tenth floor beginning at floor 10. For "
        "every floor write a description of "
        "130 words or more.",
        "Floor",
        90,
        {
            "shopping mall": range(2, 7),
            "medical centre": [15],
            "university campus": range(30, 35),
            "security checkpoint": range(10, 91, 10),
        },
        ("at_least", 130),
    ),
    Asked(
        "blocks with numbers and coordinates",
        "You are a city planner and have to describe a 6x6 grid of city blocks, numbered from 1 (top "
        "left) to 36 (bottom right), left to "
        "right and top to bottom. Use at least 70 words per block. Block 8 holds a hospital; blocks 13 to "
        "15 form a market; all blocks "
        "in row 6 are harbour warehouses; in every fifth block, starting with block 5, there is a charging station.",
        "Block",
        36,
        {
            "hospital": [8],
            "market": [13, 14, 15],
            "harbour warehouses": range(31, 37),
            "charging station": range(5, 37, 5),
        },
        ("at_least", 70),
    ),
    Asked(
        "menu rotation",
        "A catering firm needs menus for 48 weeks. Each weekly menu must be described in 100 to 130 "
        "words. The menus in weeks 10–12 are "
        "purely Mediterranean. A chocolate fountain is offered in the 24th and the 48th week. From week 7 "
        "on, gluten-free bread is served "
        "every third week. Roast goose appears in the week of 11 November 2024 (the first week begins on 1 January 2024).",
        "Week",
        48,
        {
            "Mediterranean": [10, 11, 12],
            "chocolate fountain": [24, 48],
            "gluten-free bread": range(7, 49, 3),
            "Roast goose": [46],
        },
        ("between", 100),
    ),
    Asked(
        "lighthouse watches",
        "Record 36 watches kept at a lighthouse. Length: 80 to 100 words per watch. During watch 4 a "
        "whale is seen, during watches 12 "
        "and 13 fog covers everything, and at the end of watch 36 the keeper is relieved. The lamp is "
        "cleaned on every ninth watch. "
        "Apart from watches 12 and 13, a ship passes in each watch.",
        "Watch",
        36,
        {
            "whale": [4],
            "fog": [12, 13],
            "keeper is relieved": [36],
            "lamp is cleaned": [9, 18, 27, 36],
            "ship passes": [*range(1, 12), *range(14, 37)],
        },
        ("between", 80),
    ),
    Asked(
        "podcast season by list",
        "Season plan, 18 episodes, each one 140 words.\n* Ep. 1: why we sleep\n* Ep. 2-4: dreams\n* "
        "Episode 10: interview with a nurse\n"
        "* Episodes 12, 15, 18: listener questions",
        "Episode",
        18,
        {"why we sleep": [1], "dreams": [2, 3, 4], "interview with a nurse": [10], "listener questions": [12, 15, 18]},
        ("about", 140),
    ),
    Asked(
        "museum audio stations",
        "Please write the texts for 22 audio stations in a clock museum - 60 to 80 words for every "
        "station. Stations 1 through 5 tell of "
        "sundials. At station 9 visitors hear a cuckoo. A puzzle for children closes stations 6, 12 and "
        "18. The station before the last "
        "one is about quartz.",
        "Station",
        22,
        {"sundials": range(1, 6), "cuckoo": [9], "puzzle for children": [6, 12, 18], "quartz": [21]},
        ("between", 60),
    ),
    Asked(
        "advent calendar",
        "24 advent stories, one for each day from December 1 to December 24, at most 120 words each. On "
        "December 6 Saint Nicholas knocks. "
        "Snow falls on the 10th, 11th and 12th of December. The story for 24 December ends with bells.",
        "Day",
        24,
        {"Saint Nicholas": [6], "Snow": [10, 11, 12], "bells": [24]},
        ("at_most", 120),
    ),
    Asked(
        "Chinese city blocks",
        "请描述一座由8行8列共64个街区组成的新城，街区从左上角开始逐行编号，每个街区至少60字。第5行第2列设医院，第1列全部为绿化带，"
        "第40街区是体育馆，第50到52街区为大学城，自第3街区起每7个街区设一个便利店。",
        "街区",
        64,
        {
            "医院": [34],
            "绿化带": range(1, 65, 8),
            "体育馆": [40],
            "大学城": [50, 51, 52],
            "便利店": range(3, 65, 7),
        },
        ("at_least", 60),
    ),
    Asked(
        "Chinese menus",
        "为一所小学制定30周的午餐菜单，每周用100字左右介绍。第6周为素食周，第11周和第12周供应川菜，第二十周有水饺。"
        "每逢第5周的倍数供应蛋糕，即第5、10、15、20、25、30周供应蛋糕。最后一周举办告别餐会。",
        "周",
        30,
        {"素食": [6], "川菜": [11, 12], "水饺": [20], "蛋糕": range(5, 31, 5), "告别餐会": [30]},
        ("about", 100),
    ),
    Asked(
        "Chinese itinerary",
        "请写一份20天的云南旅行日记，每天150字以内。第1天抵达昆明，第3天到第5天住在大理。第9天上午参观玉龙雪山，"
        "两天后前往泸沽湖。从第12天起，每隔3天写一张明信片。",
        "天",
        20,
        {"抵达昆明": [1], "大理": [3, 4, 5], "玉龙雪山": [9], "泸沽湖": [11], "明信片": range(12, 21, 3)},
        ("at_most", 150),
    ),
    Asked(
        "logbook with a mixed list",
        "Compose the logbook of an airship in 50 entries (each entry 70–90 words). Entry 5 reports engine "
        "trouble, entry 6 its repair. "
        "Entries 20 to 25: crossing the Atlantic. Every 10th entry contains the fuel balance. In the "
        "first and last entries the captain "
        "signs with his full name. No entry may mention passengers.",
        "Entry",
        50,
        {
            "engine trouble": [5],
            "repair": [6],
            "Atlantic": range(20, 26),
            "fuel balance": range(10, 51, 10),
            "captain": [1, 50],
        },
        ("between", 70),
    ),
)
