"""Train a small network that says which character fits a place that it cannot see, for `benchmarks/typos_masked.py`.

    python tools/train_masked.py TEXT… --held TEXT --minutes 50 --target masked.onnx

TEXT: files in UTF-8, also compressed (.xz); one that is named twice counts twice. One recurrent network reads up to a place
and one reads back to it, so that all places of a text are masked from themselves at once; some characters of what they read
are slips made on purpose, so that one slip does not hide the next. The rate of learning follows the clock: the same seed
gives the same order of lessons, a faster machine more of them. Prints the loss, keeps a checkpoint every ten minutes
(TARGET.pt) and exports whatever is learned when the time is up, quantised to eight bits. Needs torch, onnx and onnxruntime;
one core and 3 GB of memory.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from masked_lessons import BATCH, CHUNK, SEED, UNKNOWN, VOCABULARY, Lessons, as_rows, choose, number, read
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from reportlint.typos import load

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS, STATES = 192, 448  # numbers that stand for a character, and for what was read
ASKED = CHUNK * BATCH // 4  # places; to compare all characters at more of them costs more than it teaches
HELD = 8 * BATCH  # rows
RATE, WARM_UP, CLIP = 3e-3, 0.02, 1.0
KEEP_EVERY = 600.0  # seconds


class Masked(nn.Module):
    """Says how likely characters are at places of which it sees all but the place itself."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = nn.Embedding(VOCABULARY, LETTERS)
        self.bias = nn.Parameter(torch.zeros(VOCABULARY))
        self.before = nn.LSTM(LETTERS, STATES, batch_first=True)
        self.behind = nn.LSTM(LETTERS, STATES, batch_first=True)
        self.join = nn.Sequential(
            nn.Linear(2 * STATES, STATES), nn.GELU(), nn.Linear(STATES, LETTERS), nn.LayerNorm(LETTERS)
        )
        nn.init.normal_(self.letters.weight, std=LETTERS**-0.5)

    def sense(self, codes: torch.Tensor) -> torch.Tensor:
        """Return what the surroundings of each place say: [n, t] → [n, t, LETTERS]."""
        letters = self.letters(codes)
        before, _ = self.before(letters)
        behind, _ = self.behind(letters.flip(1))
        left = nn.functional.pad(before[:, :-1], (0, 0, 1, 0))
        right = nn.functional.pad(behind.flip(1)[:, 1:], (0, 0, 0, 1))
        joined: torch.Tensor = self.join(torch.cat([left, right], dim=2))
        return joined

    def forward(
        self, codes: torch.Tensor, rows: torch.Tensor, columns: torch.Tensor, candidates: torch.Tensor
    ) -> torch.Tensor:
        """Return the logarithms of probabilities of candidates at some places: [m, k] → [m, k]."""
        sensed = self.sense(codes)[rows, columns]
        scores = sensed @ self.letters.weight.T + self.bias
        return scores.gather(1, candidates) - scores.logsumexp(1, keepdim=True)

    def loss(self, written: torch.Tensor, meant: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Return the mean surprise at the characters that are meant at some places, counted through all rows."""
        sensed = self.sense(written).flatten(0, 1)[places]
        scores = sensed @ self.letters.weight.T + self.bias
        return nn.functional.cross_entropy(scores.float(), meant.flatten()[places], ignore_index=UNKNOWN)


def main() -> None:
    """Read the command line, train and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--held", type=Path, required=True, help="text to measure the loss on, never learned")
    parser.add_argument("--minutes", type=float, default=50.0)
    parser.add_argument("--target", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    codes = np.concatenate([read(path) for path in options.texts])
    vocabulary = choose(codes)
    lessons = Lessons(number(codes, vocabulary), vocabulary, load().confusions)
    held = torch.from_numpy(as_rows(number(read(options.held), vocabulary), 0)[:HELD])
    model = Masked()
    train(model, lessons, held, options)
    export(model, vocabulary, options.target)


def train(model: Masked, lessons: Lessons, held: torch.Tensor, options: argparse.Namespace) -> None:
    """Learn until the time is up."""
    optimizer = torch.optim.AdamW(model.parameters(), RATE, betas=(0.9, 0.98), weight_decay=0.01)
    kept = options.target.with_suffix(".pt")
    begun = last = time.monotonic()
    for step, lesson in enumerate(lessons):
        done = (time.monotonic() - begun) / (60 * options.minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = RATE * rate(done)
        loss = learn(model, optimizer, *map(torch.from_numpy, lesson))
        if step % 100 == 0:
            print(f"{step} steps, {done:.1%} of the time: loss {loss:.3f}", flush=True)
        if time.monotonic() - last > KEEP_EVERY:
            last = time.monotonic()
            torch.save(model.state_dict(), kept)
            print(f"{step} steps: surprise at the text held out {surprise(model, held):.4f}", flush=True)
    torch.save(model.state_dict(), kept)
    print(f"{step} steps: surprise at the text held out {surprise(model, held):.4f}", flush=True)


def rate(done: float) -> float:
    """Return the rate of learning as a share of the highest: it rises for a moment, then falls as a cosine does."""
    return min(done / WARM_UP, 0.5 + 0.5 * math.cos(math.pi * done)) + 1e-3


def learn(model: Masked, optimizer: torch.optim.Optimizer, written: torch.Tensor, meant: torch.Tensor) -> float:
    """Take one step and return the loss."""
    with torch.autocast("cpu", torch.bfloat16):
        loss = model.loss(written, meant, torch.randperm(meant.numel())[:ASKED])
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimizer.step()
    return loss.item()


def surprise(model: Masked, rows: torch.Tensor) -> float:
    """Return the mean surprise at the characters of a text."""
    with torch.no_grad():
        parts = rows.split(BATCH // 4)
        return sum(model.loss(part, part, torch.arange(part.numel())).item() for part in parts) / len(parts)


def export(model: Masked, vocabulary: Iterable[int], target: Path) -> None:
    """Write a network, quantised, with its vocabulary."""
    codes, places = torch.zeros((1, 8), dtype=torch.int64), torch.zeros(3, dtype=torch.int64)
    candidates = torch.zeros((3, 4), dtype=torch.int64)
    whole = target.with_suffix(".float.onnx")
    axes = {"codes": {0: "n", 1: "t"}, "rows": {0: "m"}, "columns": {0: "m"}, "candidates": {0: "m", 1: "k"}}
    torch.onnx.export(
        model.eval(), (codes, places, places, candidates), str(whole),
        input_names=list(axes), output_names=["likely"], dynamic_axes=axes, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, target, weight_type=QuantType.QInt8)
    written = onnx.load(target)
    onnx.helper.set_model_props(written, {"vocabulary": " ".join(map(str, vocabulary))})
    onnx.save(written, target)
    whole.unlink()


if __name__ == "__main__":
    main()
