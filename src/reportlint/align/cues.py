"""The words by which reports state problems, causes and measures."""

from __future__ import annotations

import re

# a clause that says that something is not as it should be
PROBLEM = re.compile(
    r"不(?:足|够|高|强|到位|平衡|充分|健全|完善|规范|合理|明显|深入|均衡|稳定|畅|力|紧|实|严|多|快|清|全|大|准|统一|匹配|透明|及时|同步|经常|重视"
    r"|符|相称|相适应|出|上|能|了|愿|会|住|下)|缺乏|缺少|缺失|缺位|欠缺|短缺|匮乏|薄弱|滞后|偏[低高少弱软松大老窄]|困难|难以|难[，。]|短板|问题|没有"
    r"|未(?:能|充分|形成|完全|得到|建立|覆盖|落实)|较[差低少弱]|矛盾|差距|单一|流失|老化|断层|散|乱|重复|低下|迟缓|拖沓|隐患|盲区|漏洞|形式|失衡|空白"
    r"|有待|[尚仍还]需|无法|弱|虚|滥|荒废|浪费|拖"
)
# a topic at the head of a paragraph that is a problem without any word above
COMPLAINT = re.compile(r"多发|屡|拥堵|周期长|时间长|断层|难|大水漫灌|滥|乱|差|慢|老|旧|重|高|少|低|弱|紧|缺|不|未|没")
# what stands before the problem in its sentence
PREFACE = re.compile(
    r"(?:由于|因为|因|近年来|目前|当前|对照|在看到|同时|一方面|经调研|调研发现|但是?|然而|从[^，]{2,20}看|主要(?:表现|体现)在?|回头看|盘点)"
)
# what stands before the cause, which reaches to the end of its sentence …
_AFTER = (
    r"究其(?:原因|根本|根源)[，,]?(?:在于|是)?|归根结底是?|说到底是?|(?:根源|根子|症结|病根|缘由)(?:就?在于|就?出在|是)"
    r"|(?:主要|根本|直接)?原因(?:在于|主要是|是)|主要(?:是因为|是由于|是|由于|在于)|卡在|缘于|源于|这?反映出|(?:这|也)?是因为"
)
CAUSE = re.compile(_AFTER)
# … and what stands before the cause, which reaches to the comma
GROUND = re.compile("由于|因为")
RELATION = re.compile(r"这?[与同和跟](?P<cause>[^。；]{2,60})有(?:很大|直接|一定|密切)的?关系")
CAUSE_LABEL = re.compile(r"(?<![\u4e00-\u9fff])(?:原因(?:分析|剖析)?|成因|问题根源)[：:]")
MEASURE_LABEL = re.compile(r"(?<![\u4e00-\u9fff])(?:整改|改进)?(?:措施|情况|对策)[：:]")
# a list behind one of these holds causes
CAUSE_LEAD = re.compile(r"(?:原因|究其|根源|症结|根子|成因)[^。；\n]{0,14}$")
PROBLEM_LEAD = re.compile("问题(?:及|和|与)")
# a measure does something …
ACTION = re.compile(
    r"建|设|立|开展|推|加|强化|完善|健全|制定|出台|落实|组织|实施|引进|培养|培训|给予|增|提高|提升|优化|整合|改|扩|鼓励|引导|支持|规范|严格|明确|统筹|抓|聘|购"
    r"|补|配|清|查|核|签|上线|开通|启动|完成|投入|安排|争取|协调|推行|打造|构建|加快|促进|发挥|划转|调|减|免|降|统一|取消|宣传|公开|公示|监督|检查|督|评|轮"
    r"|奖|罚|聚|接通|对接|下放|比对|公布|每[周月季年]|定期|搭|运用|利用|采[取用]|借鉴|保障|保证|纳入|列入|编|修|订|办|请"
)
# … a slogan, a pledge, a target, a duty line or an introduction does not
NO_MEASURE = re.compile(
    r"^(?:坚持以|以习近平|认真学习贯彻|深入学习贯彻|努力开创|奋力|不忘初心|牢记|始终|总之|综上)|为[^，]{2,20}(?:作出|做出)(?:新的?)?(?:更大)?贡献|确保.{0,20}圆满"
    r"|再上新台阶|责任(?:科室|单位|岗位|人)[：:]|^(?:完成)?时限|如下[：:]?$|以下.{0,10}$|相信|共同努力"
)
SHORTEST_MEASURE = 8
