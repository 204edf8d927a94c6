"""What is raised when a file cannot be read or written."""

from __future__ import annotations


class ReadError(Exception):
    """A file cannot be read, or its text cannot be written back.

    The message is one Chinese sentence: which file, what is wrong, where, and what to do.

    Args:
        name: The path as the user gave it, or what stands for it.
        problem: The rest of the sentence.
    """

    def __init__(self, name: object, problem: str) -> None:
        # a file name that is no UTF-8 holds lone surrogates, which no terminal prints
        printable = str(name).encode("utf-8", "replace").decode()
        super().__init__(f"{printable}：{problem}")
        self.problem = problem
