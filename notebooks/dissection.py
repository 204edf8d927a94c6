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
# # 解剖一份报告
#
# 一份述职报告里有什么：提纲、数字、主张，哪个问题有原因、有措施，哪个没有。
# 换成自己的文稿，改 `path` 就行；`.docx`、`.pdf` 也可以。

# %%
from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from plots import use_chinese_font

import reportlint

use_chinese_font()
path = Path("../examples/述职报告.txt")
doc = reportlint.read(path)
print(doc.doc_type, doc.period, f"{len(doc.text)} 字")

# %% [markdown]
# ## 提纲
#
# 每个标题有层次和作用；成效、问题、原因、措施各写了多少字，一看便知。

# %%
for section in doc.sections:
    print("　" * (section.level - 1) + section.heading.of(doc.text), *section.roles)

# %%
NAMES = {"achievements": "成效", "problems": "问题", "causes": "原因", "measures": "措施"}
lengths = Counter()
for section in doc.sections:
    if section.parent is None:
        lengths["、".join(NAMES[role] for role in section.roles) or "其他"] += len(section.span)
fig, ax = plt.subplots()
ax.barh(list(lengths), list(lengths.values()), color="#4878a8")
ax.set_xlabel("字数")
ax.set_title("各部分写了多少")
plt.show()

# %% [markdown]
# ## 数字
#
# 每个可以核对的数字：数的是什么、多少、什么单位。

# %%
for figure in doc.figures[:8]:
    print(f"{figure.span.of(doc.text):>8}  {figure.measure}  {figure.value} {figure.unit}  {figure.bound}")
units = Counter(figure.unit or "（无单位）" for figure in doc.figures)
fig, ax = plt.subplots()
ax.bar(*zip(*units.most_common(12)), color="#4878a8")
ax.set_title(f"{len(doc.figures)} 个数字的单位")
plt.show()

# %% [markdown]
# ## 主张
#
# 说做了什么、得了什么的分句，有没有依据。

# %%
EVIDENCE = {"figure": "有数字", "named": "有名目", "none": "没有依据"}
evidence = Counter(claim.evidence for claim in doc.claims)
fig, ax = plt.subplots()
ax.bar(list(EVIDENCE.values()), [evidence[name] for name in EVIDENCE], color=["#4878a8", "#8fb08c", "#c97b63"])
ax.set_title(f"{len(doc.claims)} 处主张的依据")
plt.show()

# %% [markdown]
# ## 问题和措施
#
# 一行一个问题，一列一条措施，颜色是对应的概率。整行空着的问题没有措施。

# %%
chances = np.zeros((len(doc.problems), len(doc.measures)))
for link in doc.links:
    if link.measure is not None:
        chances[link.problem, link.measure] = link.score
fig, ax = plt.subplots(figsize=(6, 4))
image = ax.imshow(chances, vmin=0, vmax=1, cmap="Blues", aspect="auto")
ax.set_yticks(range(len(doc.problems)), [one.span.of(doc.text)[:12] for one in doc.problems])
ax.set_xticks(range(len(doc.measures)), [f"措施{n}" for n in range(1, len(doc.measures) + 1)], rotation=60)
fig.colorbar(image, label="对应的概率")
plt.show()

# %%
MISSING = {"cause": "原因", "measure": "措施", "problem": "所针对的问题"}
for gap in doc.gaps:
    unit = getattr(doc, gap.layer)[gap.index]
    print(f"{unit.span.of(doc.text)}：没有{MISSING[gap.missing]}（{gap.score:.2f}）", *gap.why)

# %% [markdown]
# ## 查出了什么

# %%
for diagnostic in reportlint.check(doc):
    finding = diagnostic.finding
    print(f"{diagnostic.severity:7} {diagnostic.rule:34} {finding.span.of(doc.text)[:20]}")
