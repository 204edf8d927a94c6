"""The words round findings, in Chinese or English; what the rules themselves say stays Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.model import Severity

if TYPE_CHECKING:
    from reportlint.emit import View

LANGUAGES = ("zh", "en")

WORDS = {
    Severity.ERROR: ("必错", "error"),
    Severity.WARNING: ("疑似", "warning"),
    Severity.NOTE: ("提示", "note"),
    "separator": ("，", ", "),
    "found": (
        "检查了 {checked} 份文稿，发现 {count} 处问题：{counts}。",
        "Checked {checked} report(s), found {count} problem(s): {counts}.",
    ),
    "clean": ("没有发现问题（检查了 {checked} 份文稿）。", "No problems found (checked {checked} report(s))."),
    "waived": (
        "另有 {count} 处按忽略注释、忽略清单、词表或基线没有列出。",
        "{count} more not shown: ignored by a comment, the ignore file, the vocabulary or the baseline.",
    ),
    "safe": ("{count} 处可用 --fix 修正。", "{count} can be fixed with --fix."),
    "unsafe": (
        "{count} 处核对后可用 --fix --unsafe-fixes 修正。",
        "{count} can be fixed with --fix --unsafe-fixes, to be reviewed.",
    ),
    "failed": (
        "有 {count} 份没能检查，原因见标有“错误”的各行。",
        "{count} report(s) could not be checked; see the lines marked “error”.",
    ),
    "places": ("（{count} 处）", " ({count})"),
    "fixable": ("（{count} 处可修正）", " ({count} fixable)"),
    "related": ("相关的还有 {count} 处", "{count} more related places"),
    "fix": ("可修正：{title}（{option}）", "fix: {title} ({option})"),
    "review": ("核对后用 --fix --unsafe-fixes", "review, then --fix --unsafe-fixes"),
    "fixed": ("已修正 {count} 处，改写 {files} 份文稿。", "Fixed {count}, rewrote {files} report(s)."),
    "unfixed": ("没有可以修正的。", "Nothing to fix."),
    "trouble": ("错误：{message}", "error: {message}"),
    "unchecked": ("没能检查", "not checked"),
    "over": (
        "规则 {rule} 有 {count} 处，超过 --max-findings 允许的 {most} 处。",
        "{rule}: {count} findings, more than the {most} that --max-findings allows.",
    ),
}


def say(view: View, key: str, **values: object) -> str:
    """Return words in the language of a view; a severity is a key too."""
    return WORDS[key][LANGUAGES.index(view.lang)].format(**values)
