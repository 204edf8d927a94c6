"""Reports for the tests of `corpus`: made of words of our own, each unlike the others unless it is meant to be."""

import random

# sentences drawn from these have hardly a word in common
CHARACTERS = (
    "春种秋收夏忙冬藏山前屋后水渠桥头田埂果园茶坡鱼塘羊圈柴房磨坊灯火钟声书桌粉笔校门操场铃响队伍旗杆红砖青瓦木窗石阶竹篱菊花梅枝柳絮桃林"
    "工匠锤钉锯刨尺规图纸样板模具炉膛焊枪螺丝齿轮皮带吊车货架标签账册算盘印章信封邮票电话铜线灯泡开关插座水表煤气锅碗瓢盆米面油盐酱醋"
)
PLACES = ("东坡", "柳湾", "石桥", "北塘", "青口", "枫林", "沙河", "竹园", "白马", "双井")
SUBJECTS = ("河道巡查", "校车管理", "窗口服务", "粮食收购", "古树保护", "夜间施工", "供暖改造", "养老驿站")
TEMPLATE = (
    "按照统一下发的提纲要求，本单位对全年各项任务的完成情况作了认真梳理，现将有关情况如实汇报如下，不当之处恳请批评。"
)


def make_sentence(chance):
    words = ["".join(chance.choices(CHARACTERS, k=14)) for _ in range(3)]
    return f"{chance.choice(PLACES)}片区{words[0]}，{words[1]}，前后用了{chance.randrange(20, 300)}天，{words[2]}。"


def make_report(number, *, year=2023, template=True, sentences=8):
    """Return a report that depends on the number alone."""
    chance = random.Random(number)  # noqa: S311 - no secret
    lines = [f"第{number}号工作总结", "", "一、主要做法和成效", *([TEMPLATE] if template else [])]
    lines += [make_sentence(chance) for _ in range(sentences)]
    lines += ["二、存在的问题", f"{chance.choice(PLACES)}片区的{chance.choice(SUBJECTS)}还不够细致。", "三、下一步打算"]
    lines += [f"继续把{chance.choice(SUBJECTS)}抓实。", "", f"{year}年12月3日"]
    return "\n".join(lines) + "\n"


def write_reports(folder, count, *, units=4):
    """Write reports of several units and return their paths below the folder."""
    paths = []
    for number in range(count):
        path = folder / f"单位{number % units}" / f"总结{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_report(number), "utf-8")
        paths.append(path.relative_to(folder).as_posix())
    return sorted(paths)
