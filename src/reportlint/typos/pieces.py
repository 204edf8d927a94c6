"""A text in pieces that are searched on their own: what was searched before need not be searched again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Found = TypeVar("Found")

# characters of a piece: at least, up to the end of a line, and at most; as many are searched at once
FEWEST, MOST = 1_000, 20_000
KEPT = 64  # while one types, nearly all pieces come again


def cut(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a text, at ends of lines where there are any, with their starts."""
    start = 0
    while start < len(text):
        line_end = text.find("\n", start + FEWEST, start + MOST) + 1
        end = line_end or start + MOST
        yield start, text[start:end]
        start = end


class Memory(Generic[Found]):
    """What was found in the pieces that were searched last."""

    def __init__(self, search: Callable[[Sequence[str]], Sequence[Found]]) -> None:
        self._search = search
        self._found: OrderedDict[str, Found] = OrderedDict()
        self._lock = Lock()

    def search(self, pieces: Sequence[str]) -> list[Found]:
        """Return what is found in each of some pieces."""
        with self._lock:
            known = {piece: self._found[piece] for piece in pieces if piece in self._found}
        for batch in together(piece for piece in dict.fromkeys(pieces) if piece not in known):
            known.update(zip(batch, self._search(batch), strict=True))
        self._keep(known)
        return [known[piece] for piece in pieces]

    def forget(self) -> None:
        """Search everything anew."""
        with self._lock:
            self._found.clear()

    def _keep(self, known: dict[str, Found]) -> None:
        with self._lock:
            for piece, found in known.items():
                self._found[piece] = found
                self._found.move_to_end(piece)
            while len(self._found) > KEPT:
                self._found.popitem(last=False)


def together(pieces: Iterable[str]) -> Iterator[list[str]]:
    """Yield pieces in batches that are not much longer than the longest piece."""
    batch: list[str] = []
    for piece in pieces:
        batch.append(piece)
        if sum(map(len, batch)) >= MOST:
            yield batch
            batch = []
    if batch:
        yield batch
