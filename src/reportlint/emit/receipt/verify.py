"""What of a receipt still holds: it is as it was made, and the report, the program and the findings are the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint import __version__
from reportlint.emit.receipt import find_renderer
from reportlint.emit.receipt.digest import canonical, is_whole
from reportlint.emit.receipt.sheet import SHORT, count
from reportlint.read import decode_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint.emit.receipt.digest import Receipt
    from reportlint.read.limits import Limits

RESULTS = {"findings": "检查结果", "waived": "已忽略的问题", "matrix": "对应表", "figures": "数字台账"}
AGAIN = "重新出单"
# what a receipt that no program has made may lead to
FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something holds, and the same in a sentence."""

    holds: bool
    message: str


def verify(old: Receipt, new: Receipt) -> Iterator[Verdict]:
    """Yield what holds of a receipt.

    Args:
        old: The receipt.
        new: What would be written today of the report beside it.

    Raises:
        FAILURES: The receipt is not what a program has made.
    """
    yield judge_whole(old)
    yield judge_document(old, new)
    yield judge_program(old, new)
    yield judge_settings(old, new)
    yield judge_results(old, new)


def judge_whole(old: Receipt) -> Verdict:
    """Judge whether the data are as they were made."""
    if is_whole(old):
        return Verdict(True, "检查单的数据与它的校验和相符。")
    return Verdict(False, f"检查单的数据与它的校验和不符，出单以后改动过，不能再作依据，请{AGAIN}。")


def judge_document(old: Receipt, new: Receipt) -> Verdict:
    """Judge whether it is the same report."""
    before, now = (one["document"]["sha256"] for one in (old, new))
    if before == now:
        return Verdict(True, f"文稿就是出单时的那一份（SHA-256 以 {now[:SHORT]} 开头）。")
    told = f"出单时的 SHA-256 以 {before[:SHORT]} 开头，现在以 {now[:SHORT]} 开头"
    return Verdict(False, f"文稿不是出单时的那一份：{told}，请找出原稿核对，或对这一份{AGAIN}。")


def judge_program(old: Receipt, new: Receipt) -> Verdict:
    """Judge whether the same program with the same rules and words would check it."""
    before, now = (f"reportlint {one['version']}、规则集 {one['rules']['sha256'][:SHORT]}" for one in (old, new))
    if before == now:
        return Verdict(True, f"检查工具和规则没有变（{now}）。")
    return Verdict(False, f"检查工具或规则变了：出单时是 {before}，现在是 {now}，请用出单时的版本核对，或{AGAIN}。")


def judge_settings(old: Receipt, new: Receipt) -> Verdict:
    """Judge whether it would be checked with the same settings."""
    before, now = (f"{one['profile'] or '不分文种'}，{one['configuration']['sha256'][:SHORT]}" for one in (old, new))
    if before == now:
        return Verdict(True, f"文种和配置没有变（{now}）。")
    told = f"出单时是 {before}，现在是 {now}"
    return Verdict(False, f"文种或配置变了：{told}，请用出单时的 --profile、--config 核对，或{AGAIN}。")


def judge_results(old: Receipt, new: Receipt) -> Verdict:
    """Judge whether the same is found."""
    other = [name for part, name in RESULTS.items() if canonical(old[part]) != canonical(new[part])]
    if not other:
        return Verdict(True, f"重新检查，结果相同：{count(new)}。")
    told = f"出单时{count(old)}，现在{count(new)}"
    return Verdict(False, f"重新检查，{'、'.join(other)}与出单时不同：{told}，请逐条核对后{AGAIN}。")


def judge_looks(old: Receipt, form: str, data: bytes, limits: Limits) -> Verdict:
    """Judge whether what a page or a Word document shows is what its data say; what was filled in does not count.

    Args:
        old: The data.
        form: html or docx.
        data: The file that carries them.
        limits: Those with which it is read.

    Raises:
        FAILURES: The receipt is not what a program has made.
        ReadError: The file cannot be read.
    """
    if old["version"] != __version__:
        told = f"检查单是 reportlint {old['version']} 出的，这里是 {__version__}"
        return Verdict(False, f"{told}，没有核对它看得见的内容，请用出单时的版本核对。")
    shown = iter(read_words(data, form, limits))
    lost = next((word for word in read_words(find_renderer(form)(old), form, limits) if word not in shown), None)
    if lost is None:
        return Verdict(True, "检查单看得见的内容与它的数据一致。")
    told = f"检查单看得见的内容改动过，出单时的“{lost[:SHORT]}”不在原处"
    return Verdict(False, f"{told}，不能再作依据，请{AGAIN}。")


def read_words(data: bytes, form: str, limits: Limits) -> list[str]:
    """Return the words that a file shows, in order."""
    return decode_source(data, Path(f"receipt.{form}"), limits=limits).text.split()
