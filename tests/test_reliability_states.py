"""Documents, fixes and baselines in any order of use: what comes out depends on the text alone."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from reportlint.baseline import accept, read_baseline, render_baseline
from reportlint.config import Config
from reportlint.document import Document
from reportlint.engine import check
from reportlint.fix import apply_edits, choose_fixes, fix_document
from reportlint.hits import SCANNED
from reportlint.model import Source

if TYPE_CHECKING:
    import random

LAYERS = (
    *("lines", "paragraphs", "sentences", "sections", "items", "lists", "title", "doc_type", "period", "dates"),
    *("figures", "claims", "words", "problems", "causes", "measures", "links", "gaps", "suspects"),
)
LINES = st.sampled_from(
    [
        "一、成效", "二、存在的问题", "三、下步打算", "（一）作风不实", "（二）学习不够。理论学习不系统。", "一是加强学习，每月集中学习2次。",
        "二是在总结经验的的基础上改进。", "原因是主观重视不够，", "全年完成投资3.5亿元，同比增长12％。", "他说：“好。", "", "　　",
        "工作有序。。", "完成3 5项,占比12 %；", "\ud800\x00", "（" * 9, "涉及到群众200余人左右。", "布署了工作、", "措施：加大督查力度。",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=12).map("\n".join)
MANY = settings(max_examples=40, deadline=None, derandomize=True)
QUICK = Config(
    select=("punctuation", "wording/duplicated-word", "wording/redundant-phrase", "figures", "typos/wrong-word")
)


# --- layers


@MANY
@given(TEXTS, st.permutations(LAYERS), st.permutations(sorted(SCANNED)))
def test_the_order_in_which_layers_are_asked_for_does_not_matter(text, layers, lexicons):
    used = Document(text)
    for layer in layers:
        assert getattr(used, layer) == getattr(Document(text), layer), layer
    for lexicon in lexicons:
        assert used.hits(lexicon) == Document(text).hits(lexicon), lexicon
    # asked for again, and by rules
    before = {layer: getattr(used, layer) for layer in LAYERS}
    assert check(used, QUICK) == check(Document(text), QUICK)
    assert {layer: getattr(used, layer) for layer in LAYERS} == before


@MANY
@given(TEXTS)
def test_layers_lie_in_the_text_in_order(text):
    doc = Document(text)
    for layer in ("paragraphs", "sentences", "sections", "items", "figures", "dates", "claims", "words"):
        spans = [getattr(one, "span", one) for one in getattr(doc, layer)]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans), layer
        assert [span.start for span in spans] == sorted(span.start for span in spans), layer
    for link in doc.links:
        assert link.problem < len(doc.problems)
        assert (link.cause is None) is not (link.measure is None)
        assert (link.cause or 0) < max(len(doc.causes), 1)
        assert (link.measure or 0) < max(len(doc.measures), 1)


# --- fixes


class Fixing(RuleBasedStateMachine):
    """Somebody takes fixes one by one, some of them, or all."""

    @initialize(text=TEXTS)
    def begin(self, text: str) -> None:
        self.text = text

    def offered(self):
        return [one for one in check(Document(self.text), QUICK) if one.finding.fix]

    @precondition(lambda self: self.offered())
    @rule(pick=st.randoms(use_true_random=False))
    def take_one(self, pick: random.Random) -> None:
        fix = pick.choice(self.offered()).finding.fix
        self.text = apply_edits(self.text, fix.edits)

    @precondition(lambda self: self.offered())
    @rule(pick=st.randoms(use_true_random=False))
    def take_some_in_any_order(self, pick: random.Random) -> None:
        offered = self.offered()
        chosen = choose_fixes(pick.sample(offered, pick.randint(1, len(offered))), unsafe=True)
        assert chosen
        edits = [edit for fix in chosen for edit in fix.edits]
        together = apply_edits(self.text, edits)
        # one after the other, from behind, so that places do not move
        one_by_one = self.text
        for edit in sorted(edits, key=attrgetter("span"), reverse=True):
            one_by_one = apply_edits(one_by_one, [edit])
        assert one_by_one == together
        pick.shuffle(edits)
        assert apply_edits(self.text, edits) == together
        self.text = together

    @rule(unsafe=st.booleans())
    def take_all(self, unsafe: bool) -> None:
        fixed = fix_document(Document(self.text), QUICK, unsafe=unsafe)
        again = fix_document(fixed.doc, QUICK, unsafe=unsafe)
        assert (again.count, again.doc.text) == (0, fixed.doc.text)
        assert fixed.diagnostics == check(Document(fixed.doc.text), QUICK)
        self.text = fixed.doc.text

    @rule(line=LINES)
    def write_on(self, line: str) -> None:
        self.text += f"\n{line}"

    @invariant()
    def edits_lie_apart_in_the_text(self) -> None:
        for one in check(Document(self.text), QUICK):
            assert one.rule != "internal/rule-crash", one.finding.message
            position = 0
            for edit in sorted(one.finding.fix.edits, key=attrgetter("span")) if one.finding.fix else ():
                assert position <= edit.span.start <= edit.span.end <= len(self.text)
                position = edit.span.end


# --- baselines

ACCEPTED = Config(select=("wording/duplicated-word", "punctuation/repeated-mark", "wording/redundant-phrase"))
FAULTY = st.sampled_from(
    ["在总结经验的的基础上改进。", "工作有序。。", "涉及到群众切身利益。", "这是我们我们的经验。。"]
)
PLAIN = st.sampled_from(["全年平稳。", "一、成效", "", "　　抓好落实。", "\t完成投资3.5亿元。"])


class Accepting(RuleBasedStateMachine):
    """A report whose faults somebody lets stand, and goes on writing."""

    places = Bundle("places")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "报告.txt"
        self.file = Path(self.folder.name) / "基线.json"
        self.lines: list[str] = []
        self.old: list[str] = []  # the faulty lines that were there when the baseline was written

    def teardown(self) -> None:
        self.folder.cleanup()

    def source(self) -> Source:
        return Source("\n".join(self.lines), path=self.path)

    def found(self):
        return check(Document(self.source()), ACCEPTED)

    @initialize(lines=st.lists(st.one_of(FAULTY, PLAIN), max_size=6))
    def begin(self, lines: list[str]) -> None:
        self.lines = lines
        self.accept()

    @rule()
    def accept(self) -> None:
        found = self.found()
        text = self.source().text
        self.file.write_bytes(render_baseline({"报告.txt": accept(text, found, found, "原有", "甲")}))
        self.old = [*self.lines]

    @rule(line=PLAIN, at=st.integers(0, 9))
    def write_elsewhere(self, line: str, at: int) -> None:
        self.lines.insert(at, line)

    @rule(line=FAULTY)
    def make_a_new_fault(self, line: str) -> None:
        self.lines.append(line)

    @precondition(lambda self: self.lines)
    @rule(at=st.integers(0, 9))
    def delete_a_line(self, at: int) -> None:
        del self.lines[at % len(self.lines)]

    @rule()
    def shuffle(self) -> None:
        self.lines.sort(key=len)

    @invariant()
    def as_many_faults_are_new_as_were_added(self) -> None:
        found = self.found()
        waived = read_baseline(self.file).split(self.source(), found)
        assert len(waived) == len(found)
        new = [one for one, why in zip(found, waived, strict=True) if why is None]
        added = sum(max(0, self.lines.count(line) - self.old.count(line)) * faults(line) for line in {*self.lines})
        assert len(new) == added

    @invariant()
    def pruning_keeps_what_is_still_there(self) -> None:
        found = self.found()
        accepted = read_baseline(self.file).files.get("报告.txt", {})
        now = accept(self.source().text, found, found, "", "")
        kept = {mark: accepted[mark] for mark in now if mark in accepted}
        waived = read_baseline(self.file).split(self.source(), found)
        assert len(kept) == sum(why is not None for why in waived)


def faults(line: str) -> int:
    """Return how many findings a line alone has."""
    return len(check(Document(line), ACCEPTED))


for machine in (Fixing, Accepting):
    machine.TestCase.settings = settings(max_examples=25, stateful_step_count=8, deadline=None, derandomize=True)
TestFixing = Fixing.TestCase
TestAccepting = Accepting.TestCase


def test_the_lines_of_the_machine_are_what_they_are_said_to_be():
    assert all(faults(line) for line in FAULTY.elements)
    assert not any(faults(line) for line in PLAIN.elements)
