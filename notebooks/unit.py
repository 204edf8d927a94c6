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
# # 给自己单位写一个检查程序
#
# 收齐各科室的报告以后，一次查完，按科室汇总，挑出要退回的，写一张回执。三十行的事。

# %%
from collections import Counter
from pathlib import Path

import matplotlib.pyplot as plt
from plots import use_chinese_font

import reportlint
from reportlint import Config, Severity

use_chinese_font()
FOLDER = Path("../examples")
CONFIG = Config(
    ignore=("wording/variant-form",),  # 本单位不要求
    options={"terms/wrong-name": {"names": ("云岭县水利局",)}},
)
reports = {path.stem: reportlint.read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in (".txt", ".md", ".docx")}
found = {name: reportlint.check(doc, CONFIG) for name, doc in reports.items()}

# %% [markdown]
# ## 本单位的要求
#
# 规则查不到的，自己看模型：述职报告不能超过三千字，每个问题都要有措施，下一步打算里至少三处写明数量。


# %%
def demand(doc):
    """Yield a sentence for each demand of our unit that a report does not meet."""
    if len(doc.text) > 3000:
        yield f"全文 {len(doc.text)} 字，不能超过 3000 字。"
    for gap in doc.gaps:
        if gap.layer == "problems" and gap.missing == "measure" and gap.score > 0.7:
            yield f"“{doc.problems[gap.index].span.of(doc.text)}”没有写怎么改。"
    plans = [section.span for section in doc.sections if "measures" in section.roles]
    counted = {figure.span for figure in doc.figures if any(plan.covers(figure.span) for plan in plans)}
    if len(counted) < 3:
        yield f"打算里只有 {len(counted)} 处写明数量，请补到三处以上。"


for name, doc in reports.items():
    print(name, *demand(doc), sep="\n  ")

# %% [markdown]
# ## 汇总

# %%
grades = {name: Counter(one.severity for one in all_found) for name, all_found in found.items()}
bottom = [0] * len(grades)
fig, ax = plt.subplots()
for severity, label, color in zip(Severity, ("必错", "疑似", "提示"), ("#c0504d", "#e0a050", "#8fb0d0"), strict=True):
    counts = [grade[severity] for grade in grades.values()]
    ax.bar(list(grades), counts, bottom=bottom, label=label, color=color)
    bottom = [below + count for below, count in zip(bottom, counts, strict=True)]
ax.margins(y=0.25)
ax.legend(ncols=3)
ax.set_title("各份报告查出的问题")
plt.show()

# %% [markdown]
# ## 回执
#
# 有必错的退回，附上每一处在第几行、怎么办。

# %%
for name, all_found in found.items():
    wrong = [one for one in all_found if one.severity is Severity.ERROR]
    print(f"《{name}》", f"退回，{len(wrong)} 处必须改：" if wrong else "收到，没有必须改的。")
    for one in wrong[:3]:
        line, _ = reports[name].lines.place(one.finding.span.start)
        print(f"  第{line}行：{one.finding.message}")
