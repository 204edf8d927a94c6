"""The check sum of a receipt: it tells that something was changed, but it is no signature."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

DIGEST = "digest"
DECIMALS = 3

# a receipt as JSON holds it: schema reportlint/receipt/1
Receipt = dict[str, Any]


def settle(value: object) -> Any:
    """Return a value as it is after a way through JSON; fractions are rounded, so that every machine has the same."""
    return json.loads(json.dumps(value), parse_float=lambda digits: round(float(digits), DECIMALS))


def canonical(value: object) -> bytes:
    """Return the one way to write a value as JSON: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def find_digest(value: object) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()


def seal(receipt: Receipt) -> Receipt:
    """Return a receipt with its check sum."""
    return {**receipt, DIGEST: {"algorithm": "sha256", "value": find_digest(receipt)}}


def is_whole(receipt: Receipt) -> bool:
    """Tell whether a receipt fits its check sum."""
    rest = {key: value for key, value in receipt.items() if key != DIGEST}
    return bool(seal(rest)[DIGEST] == receipt.get(DIGEST))
