"""The words by which reports give causes."""

from __future__ import annotations

import re

# what stands before a cause that reaches to the end of its sentence
BEFORE = re.compile(
    r"究其(?:原因|根本|根源)[，,]?(?:在于|是)?|(?:归根结底|说到底)[，,]?是?|(?:根源|根子|症结|病根|缘由)(?:就?在于|就?出在|是)"
    r"|(?:主要|根本|直接)?原因(?:在于|主要是|是)|(?:^|(?<=[，,。；;：:、\s]))主要(?:是因为|是由于|是|由于|在于)"
    r"|卡在|缘于|(?<!来)源于|这?反映出|(?:这|也)?是因为"
)
# what stands behind a cause that opens its sentence
BEHIND = re.compile(
    r"(?:才|正|或许|也|都|就)?是[^。；;，,\n]{0,20}(?:根源|原因|主因|症结)(?:之一|所在)?(?=[。；;\n]|$)"
)
AROUND = re.compile(r"这?[与同和跟][^。；]{2,60}有(?:(?:很大|直接|一定|密切)的?关系|关(?=[。；\n]))")
_BECAUSE = (  # 因 as a word of its own, and not in 因企业排放造成的污染
    r"(?:^|(?<=[，；。、是多要时有也大往均系但]))因(?!此|而|素|地|人|材|时|果|为|子|公|病|故|势|[^，；。]{0,3}制宜"
    r"|[^，；。]{1,20}(?:造成|引起|导致|被[^，；。]{0,20})的)|因(?=其|缺|没|涉及|[^，；。]{2,40}原因)"
)
# what opens a cause that reaches to its effect
GROUND = re.compile(
    rf"由于|因为|鉴于|{_BECAUSE}|(?:^|(?<=[，；。、]))在(?=[^，；。]{{4,30}}(?:情况|前提|背景|压力|任务|影响)下)"
    r"|(?<=[，；。、是多])受(?=[^，；。]{2,30}(?:影响|限制|制约|约束|冲击|束缚))"
)
# a clause that states what follows from the one before
EFFECT = re.compile(
    r"(?:但|也|并|这|还|就|又|而|既|且|一定程度上|直接|极易|容易|最终|必然|客观上)*"
    r"(?:从而|进而|导致|造成|致使|使得?(?!用)|引发|引起|以致|以至|影响|制约|限制了|加剧|增加了|挤占|所以|因此|因而)"
)
# what joins a second cause to the first
JOINT = re.compile(
    r"[，,；;](?:另一方面(?:是|则是)?|再?加[之上][，,]?|(?=[^，；。]{1,10}又(?!好|快|一次))|而(?![是且不言]))"
)
# what opens the causes of all problems together, behind the last of them
TOGETHER = re.compile(
    r"(?<=[。；\n\r])[ \t\u3000]*(?:产生|造成|存在|导致|出现)?(?:以上|上述|这些|前述)[^，。：:\n\r]{0,12}(?:问题|不足|现象|差距|短板)"
)
# in a section on causes: a lead or a question, which give none
NONE = re.compile(r"以下|如下|[几二三四五六七八九两](?:个|条|点|方面)|原因$|为(?:啥|什么|何)|怎么办")
LABEL = re.compile(r"(?<![\u4e00-\u9fff])(?:原因(?:分析|剖析)?|成因|问题根源)[：:]")
# what stands before a list of causes, and before one of problems
LEAD = re.compile(r"(?:原因|究其|根源|症结|根子|成因)[^。；\n]{0,14}$")
PROBLEM_LEAD = re.compile("问题(?:及|和|与)")

_MEANS = (
    "机制|体系|制度|标准|法规|规划|监管|考核|意识|观念|认识|重视|投入|经费|资金|人员|编制|队伍|宣传|能动性|主动性|积极性|激励"
    "|额度|力量|能力"
)
_LACKING = "不(?:健全|完善|够|足|强|高|到位|合理|匹配|明确)|有限|薄弱|落后|滞后|较[少小弱]|缺乏|缺失|匮乏|单一|弱"
_GIVEN = "机制|体系|制度|标准|规划|监管|考核|意识|观念|培训|投入|经费|专业|手段|平台|激励|引导"
_BIAS = r"重[^，、]{2,10}轻|盲目|片面|视同|等同|忽视|忽略|满足于|仅凭|出于|应付|顾虑|担心|过度强调|过于|功利|趋利|逐利|各自为政|独立管理"
_MAKE_UP = r"流动性大|手续[^，]{0,4}繁|大多(?:是|为|由|兼)|多[为兼由](?![0-9０-９])|缺[^，]{2,14}，缺"
# what explains a problem without saying so: a want of means or sense, a bias, what people and procedures are like …
UNMARKED = re.compile(
    rf"(?:缺乏|缺少|缺失|没有|尚未|并未|未能|未)[^，]{{0,30}}(?:{_GIVEN})|(?:{_MEANS})[^，]{{0,6}}(?:{_LACKING})|{_BIAS}|{_MAKE_UP}"
)
# … but no call, no figure and no single case
NOT_UNMARKED = re.compile(r"[尚仍还]需|有待|亟[待需]|应|必须|[0-9０-９]|^(?:有的|有些|有?一些|个别)")
EXAMPLE = re.compile(r"可见|如|例如|比如|据|以[^，。]{2,12}为例")
