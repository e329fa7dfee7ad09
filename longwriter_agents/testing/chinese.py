"""Plain Chinese sentences from a seed: every seed its own."""

from __future__ import annotations

import random
from collections.abc import Iterator

_PEOPLE = (
    "面包师 老师 水手 护士 农夫 画家 园丁 裁缝 铁匠 渔夫 医生 学徒 木匠 船长 店主 邮差 厨师 诗人 猎人 石匠".split()
)
_THINGS = (
    "灯笼 账本 石桥 水壶 果园 罗盘 铁锤 书信 地图 提琴 竹篮 梯子 港湾 窗户 花园 高塔 火炉 "
    "马鞍 镜子 铜钟 马车 瓷瓶 毛毯 地窖 木桶 烟囱 抽屉 篱笆 大门 日记 厨房 湖面 集市 笔记 "
    "小路 河岸 书架 车站 隧道 山谷 水井 院子 磨坊 长椅 运河 小屋 堤坝 田野 森林 冰川 "
).split()
_QUALITIES = (
    "安静的 狭窄的 古老的 明亮的 弯曲的 遥远的 褪色的 温和的 空荡的 "
    "潮湿的 沉重的 孤单的 朴素的 泥泞的 陡峭的 结实的 温暖的 崭新的"
).split()
_DID = (
    "搬走了 修好了 量过了 记住了 描述了 跟随了 卖掉了 买下了 打开了 关上了 "
    "数清了 借走了 归还了 研究了 擦亮了 找到了 藏起了 画下了 穿过了 守护了"
).split()
_WHEN = (
    "日出之前 初霜之后 深秋时节 集市那天 黄昏时分 那年冬天 三周以后 "
    "旱季里 雨停之后 烛光下 六月末 第二个傍晚 整个夏天 清晨时分"
).split()
_WHY = (
    "因为没有别人敢做 虽然价钱翻了一倍 由于时间不多 好让工作继续 "
    "尽管帮助不大 为了一个旧约定 虽然疑虑渐增 按照老规矩 直到耐心耗尽"
).split()


def chinese_sentences(seed: str) -> Iterator[str]:
    """Sentences without end, hardly two alike."""
    dice = random.Random(seed)
    while True:
        who = f"{dice.choice(_QUALITIES)}{dice.choice(_PEOPLE)}"
        what = f"{dice.choice(_QUALITIES)}{dice.choice(_THINGS)}"
        form = dice.randrange(3)
        if form == 0:
            yield f"{dice.choice(_WHEN)}，{who}在{dice.choice(_THINGS)}旁{dice.choice(_DID)}{what}。"
        elif form == 1:
            yield f"{who}{dice.choice(_DID)}{what}，{dice.choice(_WHY)}。"
        else:
            yield f"{what}在{dice.choice(_THINGS)}后面，{who}{dice.choice(_WHEN)}{dice.choice(_DID)}它。"
