"""The words by which reports state problems."""

from __future__ import annotations

import re

_NEGATED = (
    r"不(?:足|够|高|强|到位|平衡|充分|健全|完善|规范|合理|明显|深入|均衡|稳定|畅|力|紧|实|严|多|快|清|全|大|准|齐|及"
    r"|统一|匹配|透明|及时|同步|经常|重视|符|相称|相适应|出|上|能|了|愿|会|住|下|均|具备)"
    r"|未(?:能|充分|形成|完全|得到|建立|覆盖|落实)|没有|没落实|无法|无序"
)
_WANT = (
    r"缺乏|缺少|缺失|缺位|欠缺|短缺|匮乏|空缺|残缺|薄弱(?!村|户|地区|县|校|学校)|(?<!由)弱(?!村|势|化|项|地区|校)"
    r"|短板|差距|空白|盲区|漏洞|有待|[尚仍还]需"
)
_DEGREE = (
    r"偏[低高少弱软松大老窄]|较[差低少弱]|过[高低重长大多少快慢]|低下|(?:较大|明显)的?差[别异]|单一|重复|参差不齐|失衡"
)
_TROUBLE = (
    r"问题|矛盾|隐患|困难(?!群众|家庭|户|职工|人员|群体|学生|老人|企业|地区)|难以|难[，。]|仍(?:然|旧)?存在|滞后|迟缓|拖|被动"
    r"|流失|老化|断层|散(?!户|装|居|步)|乱|拥堵|堵塞|形式|虚(?!拟|心)|滥|违规|违停|屡|闲置|荒废|浪费"
)
# a clause that says that something is not as it should be
STATED = re.compile(f"{_NEGATED}|{_WANT}|{_DEGREE}|{_TROUBLE}")
# a topic at the head of a paragraph that is a problem without any word above
COMPLAINT = re.compile(
    r"多发|屡|拥堵|断层|大水漫灌|难|滥|缺|不(?![断仅但同])|未(?!来)|没|(?<!由)[长乱差慢旧重高少低弱紧松软贵散](?=严重|突出|$)"
)
# a clause that speaks of problems and states none: a lead, a call, an effect
NOT_STATED = re.compile(
    r"(?:有|存在|遇到|面临)[^，]{0,6}(?:诸多|不少|一些|许多|若干|很多)[^，]{0,12}(?:问题|困难|不足|短板|环节|差距|矛盾)[”。]?$"
    r"|^这|不是|原因|以下|如下|几[个点]|建议|密不可分|必不可少|不可或缺|刻不容缓|不容"
    r"|(?:解决|破解|化解|应对|关注|针对|重视|研究|处理|妥善|面对|克服|整治|整改|纠正|查处|排查)[^，]{0,20}(?:问题|矛盾|困难)"
    r"|^(?:也|还|更|并)?(?:直接|极易|容易|必然|势必)?(?:导致|造成|影响|致使|从而|使得?|引发|增加|制约)"
)
# what stands before the problem in its sentence
PREFACE = re.compile(
    r"(?:但是?|然而|同时|而)?(?:由于|因为|因|如果|所以|那么|虽然|尽管|比如|例如|据|对照|在看到|同时|一方面|经调研|调研发现|从[^，]{2,20}看|主要(?:表现|体现)在?|回头看|盘点)"
)
# an opening behind which only the plain words state a problem
OPENING = re.compile(r"近年来|目前|当前|但是?|然而|不过")
# a heading that promises problems
HEADING = re.compile(r"问题|不足|短板|差距|困难|薄弱|欠缺|难点|痛点|症结|矛盾|瓶颈|制约")
# a head that praises, and the head of an item that plans
PRAISE = re.compile(r"越来越(?![少低差难慢])|有助于|有利于|较好|良好|可行|既需要")
PLAN = re.compile(
    r"要(?![求素点])|应(?![急付对届用])|把|建议|加强|加大|强化|完善|健全|建立|制定|提高|推进|推动|规范|丰富|优化|加快|开展|明确|落实|培育"
)
# where an account of what is well turns to what is not: inside a sentence, and at its beginning
TURN = re.compile(r"但是?(?!凡)|然而|不过(?!分)|仍然?(?:有|存)|还存在|与此相伴")
TURNING = re.compile(r"(?<=[。！？!?：:\n])[ \t\u3000\xa0]*(?:但是?(?!凡)|然而|不过|可是|与此(?:同时|相伴))")
# an enumeration of problems: what opens it, in a section on problems and elsewhere, a member, what closes it
ADMITTED = re.compile(r"(?:还|仍|尚|依然|也)[^，。；]{0,6}(?:存在着?|面临)")
PRESENT = re.compile(r"存在着?|表现[为在]|出现了?|面临")
MEMBER = re.compile(r"[^、，；：]+")
ENUMERATED = re.compile(
    r"等[^，。；、等]{0,8}(?:乱象|问题|现象|情况|情形|弊端|矛盾|行为|困难|不足|短板)|的(?:问题|矛盾|现象|情况)[^，。；]{0,4}存在"
)
