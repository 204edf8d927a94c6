"""Let `python -m reportlint` do what the command does."""

from __future__ import annotations

import sys

from reportlint.cli import main

sys.exit(main())
