"""The kinds of series that the generator asks for: labels, tasks and happenings as data, English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Domain:
    """One kind of series. `one` and `many` name the unit; `tasks` hold {count}; `happenings` are noun phrases."""

    name: str
    language: str
    one: str
    many: str
    tasks: tuple[str, ...]
    happenings: tuple[str, ...]
    distractors: tuple[str, ...]
    counts: tuple[int, ...]
    year: int | None = None
    """The year of a series of weeks or days; its demands then also stand under dates."""
    unit_days: int = 0
    columns: int = 0
    """The columns of a grid; its demands then also stand under cells, rows and columns."""


_LIFE = (
    "a pottery class;a family reunion;a dental appointment;a chess tournament;a charity bake sale;a house concert;a bicycle repair;"
    "a piano recital;a job interview;a museum visit;a camping trip;a blood donation;a parenting "
    "workshop;a fashion week;a flea market;"
    "a wedding rehearsal;a surfing lesson;a book launch;a neighbourhood picnic;a driving test;an art auction;a yoga retreat;"
    "a power outage;a school play;a mushroom hunt"
)
_BUILDING = (
    "a public library;an art gallery;a sky garden;a data centre;a dental clinic;a rooftop pool;a prayer room;a chess club;a bakery;"
    "a law office;a boutique hotel;a fitness studio;a concert hall;a fire refuge;a toy museum;a language school;a wine cellar;"
    "a television studio;a children's nursery;an insurance archive;a botanical nursery;a tailor shop;a robotics laboratory"
)
_FOOD = (
    "mushroom risotto;lentil soup;a salad bar;fish pie;apple crumble;a taco buffet;pumpkin curry;a barbecue;sushi platters;"
    "beetroot hummus;cheese fondue;a pancake breakfast;goulash stew;ratatouille;dumpling soup;rhubarb cake;a paella evening;"
    "falafel wraps;cabbage rolls;chocolate mousse;gazpacho;a waffle stand"
)
_CITY = (
    "a fire station;a water tower;a tram depot;a flower market;a police post;a skate park;a recycling yard;a mosque;a bus terminal;"
    "a chess pavilion;a public bath;a veterinary clinic;a puppet theatre;a solar plant;a rose garden;a hardware store;a brewery;"
    "a post office;a bicycle garage;an observatory;a canal bridge;a community kitchen"
)
_TEACHING = (
    "a vocabulary quiz;a guest lecture;a group presentation;a laboratory visit;a peer review;a mock examination;a film screening;"
    "a debate round;a portfolio check;a drawing exercise;a field excursion;a listening test;a poster session;a coding sprint;"
    "a history timeline;a translation drill;a statistics refresher;an ethics discussion;a pronunciation clinic;a reading circle"
)
_STORY = (
    "a forged letter;a sea storm;a secret marriage;a stolen violin;a court hearing;a snowed-in inn;a "
    "duel;a lost dog;a blackmail note;"
    "a train robbery;a masked ball;a burning barn;a hidden staircase;a false confession;a lighthouse signal;a poisoned well;"
    "a carnival parade;an inheritance dispute;a missing ledger;a midnight burial"
)
_WORK = (
    "a bearing replacement;an oil change;a blade inspection;a sensor calibration;a brake test;a filter swap;a software update;"
    "a coolant leak;a vibration alarm;a safety drill;a paint repair;a cable splice;a pressure test;a "
    "lightning strike;a valve overhaul;"
    "a noise measurement;a battery failure;a crane visit;a rust treatment;a torque check"
)
_TRAVEL = (
    "a cooking lesson;a ferry crossing;a desert camp;a silk market;a glacier walk;a rafting tour;a temple visit;a vineyard lunch;"
    "a folk dance;a cable car ride;a night train;a whale watch;a carpet workshop;a hot spring;a bird hide;a tea ceremony;"
    "a canyon hike;a puppet show;a balloon flight;a fishing trip"
)
_LIFE_ZH = (
    "陶艺课;家庭聚会;象棋比赛;钢琴演奏会;牙医预约;义卖活动;读书会;献血活动;露营旅行;"
    "育儿讲座;时装周;跳蚤市场;婚礼彩排;冲浪课程;新书发布会;瑜伽静修;停电事故;校园话剧"
)
_BUILDING_ZH = (
    "图书馆;美术馆;空中花园;数据中心;牙科诊所;祈祷室;棋牌俱乐部;面包房;律师事务所"
    ";精品酒店;健身房;音乐厅;避难间;玩具博物馆;语言学校;葡萄酒窖;电视演播室;托儿所"
)
_STORY_ZH = (
    "伪造的遗书;海上风暴;秘密婚礼;失窃的古琴;法庭审判;雪夜客栈;剑术决斗"
    ";走失的小狗;火车劫案;化装舞会;灯塔信号;狂欢游行;失踪的账本;午夜葬礼"
)
_TRAVEL_ZH = (
    "烹饪课;渡轮之旅;沙漠露营;丝绸市场;冰川徒步;漂流活动;寺庙参观;葡"
    "萄园午餐;民族舞蹈;缆车观光;观鲸活动;温泉体验;茶艺表演;热气球飞行"
)
_CITY_ZH = (
    "消防站;水塔;电车车库;花卉市场;派出所;滑板公园;回收站;公交总站;"
    "公共浴室;宠物医院;木偶剧院;太阳能电站;玫瑰园;五金店;邮局;天文台"
)
_WORK_ZH = (
    "轴承更换;润滑油更换;叶片检查;传感器校准;刹车测试;滤芯更换;软件升级;冷却液泄漏;震动警报;安全演练;防锈处理;压力测试"
)


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


DOMAINS: tuple[Domain, ...] = (
    Domain(
        "diary",
        "en",
        "week",
        "weeks",
        (
            "Write {count} weekly diary entries for the year {year} in the voice of a nurse from Bristol.",
            "Keep a diary for {year} with one entry for each week, {count} entries in all.",
            "I need the weekly journal of a violin maker for {year}: {count} weeks.",
        ),
        _list(_LIFE),
        (
            "She is 34 years old and has 2 children.",
            "The family lives at 17 Mill Lane.",
            "Her first marathon took 5 hours in 2009.",
        ),
        (52,),
        year=2018,
        unit_days=7,
    ),
    Domain(
        "daily log",
        "en",
        "day",
        "days",
        (
            "Write the log of a research station for {count} days starting on 1 March {year}, one entry per day.",
            "Draft a {count}-day field journal that begins on 1 March {year}.",
        ),
        _list(_LIFE),
        ("The station houses 12 people.", "It stands 2,300 m above the sea."),
        (30, 45, 60, 90, 120, 365),
        year=2023,
        unit_days=1,
    ),
    Domain(
        "menu",
        "en",
        "week",
        "weeks",
        (
            "Plan the canteen menus of a school for {count} weeks, week by week.",
            "Create {count} weekly menus for a retirement home.",
        ),
        _list(_FOOD),
        ("The kitchen serves 240 meals at noon.", "Each meal may cost 4 euros."),
        (20, 30, 40, 52),
    ),
    Domain(
        "tower",
        "en",
        "floor",
        "floors",
        (
            "Describe a tower with {count} floors, floor by floor.",
            "Design a {count}-floor skyscraper and describe each floor.",
            "Write the guide to a high-rise of {count} floors.",
        ),
        _list(_BUILDING),
        ("The tower is 412 metres tall.", "It cost 2.1 billion dollars and has 36 lifts."),
        (40, 60, 80, 100, 150),
    ),
    Domain(
        "city",
        "en",
        "block",
        "blocks",
        (
            "Plan a town of {count} blocks in a grid of {rows} rows and {columns} columns, numbered row by row from the top left.",
            "Describe a {rows} x {columns} grid of blocks, numbered 1 to {count} row by row from the top left corner.",
        ),
        _list(_CITY),
        ("About 48,000 people will live there.", "The river is 90 metres wide."),
        (36, 48, 64, 100),
        columns=8,
    ),
    Domain(
        "course",
        "en",
        "lesson",
        "lessons",
        (
            "Develop a course of {count} lessons on the history of maps.",
            "Write a textbook on beekeeping in {count} lessons.",
        ),
        _list(_TEACHING),
        ("The class has 18 students.", "The exam lasts 90 minutes."),
        (12, 20, 24, 36),
    ),
    Domain(
        "podcast",
        "en",
        "episode",
        "episodes",
        (
            "Script a podcast of {count} episodes about old trades.",
            "Write the outline of a radio drama with {count} episodes.",
        ),
        _list(_STORY),
        ("It is broadcast at 8 in the evening.", "The first season had 14,000 listeners."),
        (12, 24, 36, 60),
    ),
    Domain(
        "novel",
        "en",
        "chapter",
        "chapters",
        (
            "Write a novel in {count} chapters about a river pilot.",
            "I want a crime story told in {count} chapters.",
        ),
        _list(_STORY),
        ("The hero is 51 and has 3 brothers.", "It is set in 1911."),
        (15, 24, 30, 48),
    ),
    Domain(
        "itinerary",
        "en",
        "day",
        "days",
        (
            "Put together a {count}-day itinerary through the Caucasus.",
            "Plan a journey of {count} days along the Danube, day by day.",
        ),
        _list(_TRAVEL),
        ("The group has 11 travellers.", "Luggage is limited to 15 kg."),
        (14, 21, 30),
    ),
    Domain(
        "maintenance",
        "en",
        "record",
        "records",
        (
            "Produce {count} maintenance records for a wind farm, numbered Record 1 to Record {count}.",
            "Write the maintenance log of a mountain railway: {count} records.",
        ),
        _list(_WORK),
        ("The turbine delivers 3.2 MW.", "The line climbs 870 metres."),
        (24, 48, 72, 120),
    ),
    Domain(
        "ferry",
        "en",
        "stop",
        "stops",
        (
            "Write an audio guide to the {count} stops of a harbour ferry.",
            "For each of the {count} stops of a canal boat, write a short note.",
        ),
        _list(_CITY),
        ("The boat carries 60 passengers.", "It has run since 1923."),
        (16, 24, 40),
    ),
    Domain(
        "周记",
        "zh",
        "周",
        "周",
        (
            "请写一份{year}年的周记，共{count}周。",
            "以一位护士的口吻撰写{year}年全年的周记，一共{count}周，每周一篇。",
        ),
        _list(_LIFE_ZH),
        ("她今年34岁，有2个孩子。", "全家住在长江路17号。"),
        (52,),
        year=2018,
        unit_days=7,
    ),
    Domain(
        "高楼",
        "zh",
        "层",
        "层",
        ("设计一座{count}层的摩天大楼，逐层描述。", "请为一栋共{count}层的高楼写导览，每层一段。"),
        _list(_BUILDING_ZH),
        ("大楼高412米。", "总造价为21亿元，共有36部电梯。"),
        (40, 60, 80, 100),
    ),
    Domain(
        "广播剧",
        "zh",
        "集",
        "集",
        ("写一部{count}集的广播剧大纲。", "请创作一部共{count}集的悬疑剧，每集一段。"),
        _list(_STORY_ZH),
        ("故事发生在1911年。", "主角有3个弟弟。"),
        (12, 24, 36, 60),
    ),
    Domain(
        "行程",
        "zh",
        "天",
        "天",
        ("请制定一份{count}天的高加索旅行计划，逐天描述。", "写一份沿江旅行的日程，共{count}天，每天一段。"),
        _list(_TRAVEL_ZH),
        ("团队共有11人。", "行李限重15公斤。"),
        (14, 21, 30),
    ),
    Domain(
        "街区",
        "zh",
        "街区",
        "街区",
        ("规划一个{rows}行{columns}列的街区网格，共{count}个街区，从左上角起逐行编号。",),
        _list(_CITY_ZH),
        ("城区将有48000名居民。",),
        (36, 48, 64),
        columns=6,
    ),
    Domain(
        "维护",
        "zh",
        "期",
        "期",
        ("写一份风电场维护记录，共{count}期，每期一段。",),
        _list(_WORK_ZH),
        ("风机功率为3.2兆瓦。",),
        (24, 36, 48),
    ),
)
