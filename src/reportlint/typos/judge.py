"""How sure all the evidence together makes a change: a logistic regression, trained by tools/train_typos.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reportlint.typos.characters import Floats


class Judge(NamedTuple):
    """A weight for each piece of evidence.

    Attributes:
        weights: In the order of `evidence.gather`.
        bias: What is added to their sum.
    """

    weights: Floats
    bias: float

    @classmethod
    def load(cls, stored: Mapping[str, NDArray[np.float32]], name: str) -> Judge:
        """Read one of the judges."""
        *weights, bias = stored[f"judge_{name}"]
        return cls(np.array(weights, np.float32), float(bias))

    def weigh(self, features: Floats) -> Floats:
        """Return the logarithm of the odds of each change: [m, features] → [m]."""
        return np.asarray(features @ self.weights + self.bias)
