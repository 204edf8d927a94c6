# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: -all
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 加一条规则和一份词表
#
# 一条规则是一个函数：收一个 `Document`，逐个给出 `Finding`。这里写一条“会议名称前后不一”，再把只是找词的规则写成数据。

# %%
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

import reportlint
from reportlint import Config, Document, Example, Finding, Pattern, Related, Span, rule, testing
from reportlint.config import parse_config

# %% [markdown]
# ## 规则
#
# 可调的设置是只能按名传递的参数：名称、类型、默认值、说明写在一处，配置、文档和测试都从这里来。


# %%
@rule(
    "note",
    Example(bad="上半年召开调度会。下半年又开⟦调度会议⟧。", good="上半年召开调度会。下半年又开调度会。"),
)
def meeting_name(
    doc: Document, *, names: Annotated[tuple[str, ...], "会议名称的前半"] = ("调度", "推进", "分析研判")
) -> Iterator[Finding]:
    """同一种会，有时叫“会”，有时叫“会议”。

    一份报告里名称要一致，汇编和检索才对得上。
    """
    found = defaultdict(list)
    for match in re.finditer(f"({'|'.join(map(re.escape, names))})会(?:议)?", doc.text) if names else ():
        found[match[1]].append(Span(*match.span()))
    for spans in found.values():
        first = spans[0]
        for span in spans[1:]:
            if span.of(doc.text) != first.of(doc.text):
                told = f"前面叫“{first.of(doc.text)}”，这里叫“{span.of(doc.text)}”，请统一。"
                yield Finding(span, told, related=(Related(first, "前面的叫法"),))


# %% [markdown]
# 例子和所有规则共同的约定，一句话就能测；不报的案例要比报的多。

# %%
testing.check_rule(meeting_name)
for silent in ("召开调度会3次。", "调度会上决定，推进会议另开。", "会议室已经装修。"):
    assert not list(meeting_name(Document(silent)))

# %%
config = Config(select=(meeting_name.id,), own_rules=(meeting_name,))
for one in reportlint.check(Document("3月召开推进会，9月召开推进会议。"), config):
    print(one.finding.message)

# %% [markdown]
# ## 词表：规则写成数据
#
# 只是找词、换词，不必写 Python，写在 `.reportlint.toml` 里就行。

# %%
TOML = """
[[rule]]
id = "office/old-name"
message = "“{text}”已经改名，请改为“{fix}”。"
phrases = { "政务中心" = "政务服务中心", "信访办" = "信访局" }
except = ["信访办法"]
safe = true
"""
config = parse_config(tomllib.loads(TOML))
doc = Document("政务中心受理5件，信访办转来2件。《信访办法》另行印发。")
for one in reportlint.check(doc, config):
    print(one.finding.message)
print(reportlint.fix(doc, config))

# %% [markdown]
# 词语模式按词和词性找：`加强|强化` 后面隔至多三个词是“力度”。

# %%
doc = Document("我们加强巡查的力度，强化了监管力度，但没有加大投入。")
for words in Pattern.parse("加强|强化 …3 力度").find(doc.words):
    print("".join(word.text for word in words))
