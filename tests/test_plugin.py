"""The example plug-in, installed apart, runs as the built-in rules do; what `reportlint.testing` tells plug-in authors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pytest

from reportlint import Edit, Example, Finding, Fix, Related, Severity, Span, testing
from reportlint.registry import Rule, find_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlint import Document

PLUGIN = Path(__file__).parents[1] / "examples" / "plugin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plug-in installed in it."""
    folder = tmp_path_factory.mktemp("site")
    options = ["-q", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(folder)]
    command = [sys.executable, "-m", "pip", "install", *options, str(PLUGIN)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def run(site: Path, *command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, encoding="utf-8", check=False, cwd=cwd, env=env
    )


def test_the_plug_in_takes_part(site: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("工作总结\n全年走访企业若干次。\n", "utf-8")
    (tmp_path / ".reportlint.toml").write_text('[severity]\n"office/vague-count" = "error"\n', "utf-8")
    done = run(site, "reportlint", "check", "--select", "office", "draft.txt", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "office/vague-count 必错" in done.stdout
    assert "“若干次”没有数目，请写明是多少。" in done.stdout
    assert "office/vague-count" in run(site, "reportlint", "rules", cwd=tmp_path).stdout
    assert "counters" in run(site, "reportlint", "explain", "office/vague-count", cwd=tmp_path).stdout


def test_the_plug_in_passes_its_own_tests(site: Path, tmp_path: Path) -> None:
    done = run(
        site, "pytest", "-q", "-p", "no:cacheprovider", str(PLUGIN / "tests"), "--rootdir", str(PLUGIN), cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout


def twice(doc: Document, *, word: Annotated[str, "要找的词"] = "再") -> Iterator[Finding]:
    for match in re.finditer(f"(?:{word}){{2}}", doc.text):
        span = Span(*match.span())
        yield Finding(span, f"“{word}”写了两遍，请删去一个。", Fix(f"删去“{word}”", (Edit(span, word),), safe=True))


def make_rule(check=twice, *, good="请再说一遍。", summary="一个词写了两遍。") -> Rule:
    examples = (Example("请⟦再再⟧说一遍。", good),)
    return Rule("office/twice", Severity.WARNING, summary, "", check, examples, tuple(find_options(check)))


def test_a_good_rule_passes(tmp_path: Path) -> None:
    testing.check_rule(make_rule())
    path = tmp_path / "twice.toml"
    path.write_text(
        """
        [[case]]
        name = "两遍"
        text = "此事⟦再再⟧研究。"
        fixed = "此事再研究。"
        [[case]]
        name = "一遍"
        text = "此事再研究。"
        [[case]]
        name = "别的词"
        text = "此事再再研究。"
        options = { word = "又" }
        """,
        "utf-8",
    )
    testing.check_cases(path, make_rule())


def test_cases_of_an_installed_rule() -> None:
    testing.check_cases(Path(__file__).parent / "rules" / "figures" / "percent-point.toml")


def off_the_end(doc: Document) -> Iterator[Finding]:
    for one in twice(doc):
        yield Finding(one.span, one.message, related=(Related(Span(0, len(doc.text) + 1), "这里也有"),))


def in_english(doc: Document) -> Iterator[Finding]:
    yield from (Finding(one.span, "bad word") for one in twice(doc))


def in_vain(doc: Document) -> Iterator[Finding]:
    for one in twice(doc):
        yield Finding(one.span, one.message, Fix("改写这里", (Edit(one.span, one.span.of(doc.text)),)))


def endless(doc: Document) -> Iterator[Finding]:
    for one in twice(doc):
        yield Finding(one.span, one.message, Fix("加一个字", (Edit(one.span, "再再再"),)))


def falls(doc: Document) -> Iterator[Finding]:
    yield from twice(doc)
    raise ZeroDivisionError("除以零")


def renumber(doc: Document) -> Iterator[Finding]:
    for one in twice(doc):
        yield Finding(one.span, one.message, Fix("改为数字", (Edit(one.span, "3次"),), safe=True))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (make_rule(summary="没有句号"), "以句号结尾"),
        (make_rule(good="请再再说一遍。"), "第 1 个例子的 good”：该报 空，报出的是 “再再”（1–3）"),
        (make_rule(good="请⟦再⟧说一遍。"), "请去掉"),
        (make_rule(off_the_end), "超出了文稿"),
        (make_rule(in_english), "完整的中文句子"),
        (make_rule(in_vain), "什么也没有改"),
        (make_rule(endless), "修正没有尽头"),
        (make_rule(falls), "office/twice 运行时出错"),
        (make_rule(renumber), "改变了数字"),
    ],
)
def test_what_does_not_hold_is_told(rule: Rule, told: str) -> None:
    with pytest.raises(AssertionError) as failure:
        testing.check_rule(rule)
    assert told in str(failure.value)


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ('[[case]]\nname = "两遍"\ntext = "⟦再再⟧来。"', "只有 0 个"),
        ('[[case]]\nname = "一遍"\ntext = "再来。"\n' * 2, "重名的案例：一遍"),
        ('[[case]]\nname = "一遍"\ntxt = "再来。"', "没有 txt 这一项"),
        ('[[case]]\nname = "漏了"\ntext = "再再来。"', "该报 空，报出的是 “再再”（0–2）"),
    ],
)
def test_bad_files_of_cases(tmp_path: Path, cases: str, told: str) -> None:
    path = tmp_path / "twice.toml"
    path.write_text(cases, "utf-8")
    with pytest.raises(AssertionError) as failure:
        testing.check_cases(path, make_rule())
    assert told in str(failure.value)


def test_cases_of_an_unknown_rule(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="没有安装"):
        testing.check_cases(tmp_path / "nothing.toml")
