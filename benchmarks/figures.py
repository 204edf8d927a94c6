"""How well figures are read, beside other libraries: `python -m benchmarks.figures FOLDER [--json]`.

The folder holds annotated reports, see README.md. A figure found and one annotated belong together where they share at
least half of the characters that either of them covers; exact span, value and unit are counted among these pairs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlint.emit.table import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from benchmarks.readers import Reader

LEAST_OVERLAP = 0.5
PLACES = 6  # of a value that is compared
WARM_UP = "全年培训党员40余次，投入资金1.08亿元，增长25.9%。"
# words of approximation may stand inside an annotated figure or outside
AROUND = re.compile("^(?:至少|不少于|不低于|超过?|近|大?约|突破|接近|不足|达到?|快|跨过|[迈跨]上)+|(?:以[上下内]|左右|上下)+$")
