"""How sure all the evidence together makes a change: a small network, trained by tools/train_typos.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reportlint.typos.characters import Floats

FIELDS = ("mean", "scale", "inner", "inner_bias", "outer", "outer_bias")


class Judge(NamedTuple):
    """A network of one hidden layer.

    Attributes:
        mean: Of each feature in training.
        scale: Their standard deviations.
        inner: Weights of the hidden layer: [features, hidden].
        inner_bias: Its biases.
        outer: Weights of the result: [hidden].
        outer_bias: Its bias.
    """

    mean: Floats
    scale: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    @classmethod
    def load(cls, stored: Mapping[str, NDArray[np.float32]], name: str) -> Judge:
        """Read one of the networks."""
        return cls(*(stored[f"{name}_{field}"].astype(np.float32) for field in FIELDS))

    def weigh(self, features: Floats) -> Floats:
        """Return the logarithm of the odds of each change: [m]."""
        if not len(features):
            return np.zeros(0, np.float32)
        hidden = np.maximum((features - self.mean) / self.scale @ self.inner + self.inner_bias, 0)
        return np.asarray(hidden @ self.outer + self.outer_bias)
