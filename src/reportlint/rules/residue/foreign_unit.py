"""别的单位的名称。"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint import Example, Finding, Related, Span, rule
from reportlint.rules.residue._places import SUFFIX, Place, find_places, head_of, is_partner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document
