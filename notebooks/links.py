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
# # 对应关系怎样学出来、概率怎样校准
#
# 哪条措施针对哪个问题，由逻辑回归判断：每一对有几十样证据（相同的词、同类的事、位置、次序……），学出每样证据值多少。
# 这里用 `data/training` 里为训练写的报告走一遍第一步；真的权重由 `python -m tools.train_links` 训练，存在 `data/weights/links.json`。

# %%
import json
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from plots import use_chinese_font

sys.path.insert(0, "..")
from tools.link_reports import make_cases, read_marked
from tools.link_training import Example, fit, fold

use_chinese_font()
reports = list(read_marked())
cases = [case for report in reports for case in make_cases(report) if case.kind == "measures" and case.evidence and not case.found]
pairs = sum(case.labels.size for case in cases)
print(f"{len(cases)} 份报告，{pairs} 对问题和措施，其中 {int(sum(case.labels.sum() for case in cases))} 对真的对应")

# %% [markdown]
# ## 证据值多少
#
# 权重乘上这样证据变动的幅度，就是它影响有多大。

# %%
model = fit([Example(case.evidence, case.labels) for case in cases], 0.1)
spread = {name: np.std(np.concatenate([case.evidence[name].ravel() for case in cases])) for name in model.weights}
weighed = sorted(((weight * spread[name], name) for name, weight in model.weights.items()), key=lambda pair: -abs(pair[0]))[:12]
fig, ax = plt.subplots(figsize=(7, 3.5))
ax.barh([name for _, name in weighed][::-1], [value for value, _ in weighed][::-1], color="#4878a8")
ax.axvline(0, color="black", linewidth=0.8)
ax.set_title("影响最大的证据（右边赞成，左边反对）")
plt.show()

# %% [markdown]
# ## 说八成的，是不是真有八成对
#
# 每份报告都由没有见过它的权重判断，再按给出的概率分组，看每组里真的对应的有多少。越靠近虚线越诚实。

# %%
chances, truth = [], []
for group in fold([case.report for case in cases], 5):
    learned = fit([Example(case.evidence, case.labels) for case in cases if case.report not in group], 0.1)
    for case in cases:
        if case.report in group:
            chances.append(learned.apply(case.evidence).ravel())
            truth.append(case.labels.ravel())
chances, truth = np.concatenate(chances), np.concatenate(truth)
bins = np.minimum((chances * 8).astype(int), 7)
told = [(chances[bins == n].mean(), truth[bins == n].mean()) for n in range(8) if (bins == n).any()]
fig, ax = plt.subplots(figsize=(4, 4))
ax.plot([0, 1], [0, 1], "--", color="#999999")
ax.plot(*zip(*told, strict=True), marker="o", label="这里学的")
stored = json.loads(Path("../docs/results/links.json").read_text("utf-8"))["reliability"]
ax.plot([chance for chance, *_ in stored], [share for _, share, _ in stored], marker="s", label="随程序带的")
ax.set_xlabel("给出的概率")
ax.set_ylabel("真的对应的比例")
ax.legend()
plt.show()

# %% [markdown]
# ## 学得越多越准

# %%
curve = json.loads(Path("../docs/results/links.json").read_text("utf-8"))["curve"]
fig, ax = plt.subplots()
for layer, name in (("links", "对应"), ("gaps", "缺口")):
    ax.plot(list(curve), [found[layer]["f1"] for found in curve.values()], marker="o", label=name)
ax.set_xlabel("学过的报告")
ax.set_ylabel("F1")
ax.legend()
plt.show()
