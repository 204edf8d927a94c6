"""Plots with Chinese text, on whatever machine: a font that is there, else the one that the extra brings."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib import font_manager

INSTALLED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "SimHei",
)
SHIPPED = "manimgx_fonts_cjk"
MISSING = "没有找到中文字体，图里的汉字会显示成方框，请运行 pip install 'reportlint[notebooks]' 后重新打开。"


def use_chinese_font() -> str:
    """Set the font of all plots to a Chinese one and return its name; empty, with a sentence printed, if there is none."""
    name = find_installed() or add_shipped()
    if not name:
        print(MISSING)
        return ""
    plt.rcParams |= {"font.family": name, "axes.unicode_minus": False, "figure.figsize": (7, 3), "figure.dpi": 72}
    return name


def find_installed() -> str:
    """Return the first font of ours that the system has; empty for none."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in INSTALLED if name in known), "")


def add_shipped() -> str:
    """Make the font of the extra known and return its name; empty if the extra is not installed."""
    spec = find_spec(SHIPPED)
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in Path(folder).glob("*.ttc"):
            font_manager.fontManager.addfont(path)
            return font_manager.FontProperties(fname=path).get_name()
    return ""
