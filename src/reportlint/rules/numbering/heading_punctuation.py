"""标题末尾的标点。"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from reportlint import Edit, Example, Finding, Fix, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint import Document, Section

MARKS = "。：:；;"
