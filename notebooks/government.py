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
# # 几十年的政府工作报告
#
# 数字多了还是少了，句子长了还是短了，套话怎样变化。旁边有 `../shared/data/reports/gov_national`（一年一份 `.txt`）就用它，没有就用
# `examples/` 里的例子，图的样子一样。换成自己的文件夹，改 `FOLDER` 就行。

# %%
import re
from collections import Counter
from pathlib import Path
from statistics import mean, median

import matplotlib.pyplot as plt
from plots import use_chinese_font

import reportlint

use_chinese_font()
FOLDER = Path("../../shared/data/reports/gov_national")
MOST = 24  # 份数，均匀地取，免得久等
paths = sorted(FOLDER.glob("*.txt")) or sorted(Path("../examples").glob("*.*"))
paths = paths[:: -(-len(paths) // MOST)]
years = [re.match(r"\d{4}", path.name) for path in paths]
labels = [year[0] if year else path.stem for year, path in zip(years, paths, strict=True)]
print(f"{len(paths)} 份：{labels[0]} … {labels[-1]}")

# %%
rows = []
for path in paths:
    doc = reportlint.read(path)
    cliches = [hit.span.of(doc.text) for hit in doc.hits("cliches")]
    sentences = [len(sentence.span) for sentence in doc.sentences]
    thousands = len(doc.text) / 1000
    rows.append((len(doc.figures) / thousands, len(cliches) / thousands, median(sentences), mean(sentences), Counter(cliches)))
figures, density, middle, average, words = zip(*rows, strict=True)


# %%
def draw(title, *lines):
    """Draw lines over the reports."""
    fig, ax = plt.subplots()
    for values, name in lines:
        ax.plot(labels, values, marker="o", markersize=3, label=name)
    ax.set_title(title)
    ax.set_ylim(bottom=0)
    ax.tick_params(axis="x", rotation=90)
    ax.legend()
    plt.show()


# %% [markdown]
# ## 数字

# %%
draw("每千字有几个数字", (figures, "数字"))

# %% [markdown]
# ## 套话

# %%
draw("每千字有几处套话", (density, "套话"))
half = len(words) // 2
for name, part in (("前一半", words[:half]), ("后一半", words[half:])):
    print(name, [word for word, _ in sum(part, Counter()).most_common(12)])

# %% [markdown]
# ## 句子

# %%
draw("一句多少字", (middle, "中位数"), (average, "平均"))
