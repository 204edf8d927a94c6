"""What last year's report promised, and the words of this year's that tell what became of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint.align import clauses
from reportlint.align.sides import find_content
from reportlint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlint.document import Document
