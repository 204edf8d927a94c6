"""The component in spaCy's pipelines."""

from __future__ import annotations

import importlib.util
import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlint
from reportlint import Config, ConfigError

pytestmark = pytest.mark.skipif(not importlib.util.find_spec("spacy"), reason="needs the extra spacy")

TEXT = """述职报告
一、主要成效
一是抓实培训。全年举办培训班12期，培训干部300余人次，群众满意度达96.5%的的水平。
二是修建道路三五公里。
二、存在问题
（一）调查研究不深入。下基层次数少。
三、原因分析
调查研究不深入，主要是思想上不重视。
四、整改措施
（一）深入开展调查研究。每季度下基层调研不少于2次。
"""
EXAMPLES = Path(__file__).parents[1] / "examples"


def make_nlp(segmenter: str = "char", **config: object):
    import spacy

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("reportlint", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return make_nlp()


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_a_group_for_each_layer(doc) -> None:
    report = reportlint.Document(TEXT)
    for group in ("sections", "items", "figures", "claims", "problems", "causes", "measures"):
        layer = getattr(report, group)
        assert layer, group
        assert [span.text for span in doc.spans[group]] == [one.span.of(TEXT).rstrip(" ") for one in layer]
        assert {f"{span.label_}s" for span in doc.spans[group]} == {group}
    assert [span.label_ for span in doc.spans["findings"]] == [one.rule for one in reportlint.check(report)]


def test_attributes_of_figures(doc) -> None:
    courses, people, share, roads, times = doc.spans["figures"]
    assert (courses._.value, courses._.unit, courses._.bound, courses._.measure) == (
        Decimal(12),
        "期",
        "exact",
        "培训班",
    )
    assert (people._.value, people._.unit, people._.bound) == (Decimal(300), "人次", "more")
    assert (share._.value, share._.unit) == (Decimal("96.5"), "%")
    assert roads._.value == (Decimal(3), Decimal(5))
    assert roads._.reportlint["text"] == "三五公里"
    assert times._.rule is None


def test_attributes_of_other_layers(doc) -> None:
    assert [span._.roles for span in doc.spans["sections"] if span._.level == 1] == [
        *(("achievements",), ("problems",), ("causes",), ("measures",))
    ]
    assert [(span._.marker, span._.ordinal) for span in doc.spans["items"]][:2] == [("一是", 1), ("二是", 2)]
    assert {span._.evidence for span in doc.spans["claims"]} <= {"figure", "named", "none"}
    finding = next(span for span in doc.spans["findings"] if span._.rule == "wording/duplicated-word")
    assert (finding.text, finding._.severity) == ("的的", "error")
    assert finding._.message == "“的”连写了两遍，请删去多余的一个。"
    assert finding._.fix["safe"]


def test_the_document_is_ours(doc) -> None:
    report = doc._.reportlint
    assert report.text == TEXT
    assert report.doc_type == "述职报告"
    assert len(report.problems) == len(doc.spans["problems"])
    assert doc.spans["problems"][report.links[0].problem].text == report.problems[0].span.of(TEXT)


def test_spans_of_others_have_no_attributes(doc) -> None:
    from spacy.tokens import Span

    for name in ("", "figures", "figures-99", "figures-x", "others-0", "-1"):
        span = Span(doc, 0, 1, span_id=name)
        assert span._.value is None
        assert span._.reportlint == {}


@pytest.mark.parametrize(("segmenter", "taken"), [("char", "事处于"), ("jieba", "办事处于")])
def test_spans_take_every_token_that_they_touch(segmenter: str, taken: str) -> None:
    nlp = make_nlp(segmenter, settings={"rule": [{"id": "office/a", "message": "请改写。", "phrases": ["事处于"]}]})
    doc = nlp("办事处于去年底搬迁，培训12期。")
    span = next(span for span in doc.spans["findings"] if span.label_ == "office/a")
    assert span.text == taken
    assert span._.reportlint["excerpt"] == "事处于"
    assert doc.spans["figures"][0].text == "12期"


def test_an_empty_place_takes_a_token() -> None:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from reportlint.spacy import find_spans

    doc = Doc(Vocab(), words=["甲乙", "丙"], spaces=[True, False])
    starts = [token.idx for token in doc]

    def find(start: int, end: int) -> str:
        return next(find_spans(doc, starts, "findings", [{"start": start, "end": end, "rule": "a/b"}])).text

    assert [find(0, 0), find(1, 1), find(3, 3), find(4, 4)] == ["甲乙", "甲乙", "丙", "丙"]
    assert [find(1, 2), find(2, 3), find(1, 4), find(0, 4)] == ["甲乙", "甲乙", "甲乙 丙", "甲乙 丙"]


@settings(max_examples=60)
@given(st.text(alphabet="一二是、。的第（） \t\n\r\u3000\u200b12.%期问题a𠮷😀", max_size=60))
def test_any_text_keeps_its_places(text: str) -> None:
    doc = load()(text)
    assert doc.text == text
    for group in doc.spans.values():
        for span in group:
            record = span._.reportlint
            assert span.start_char <= record["start"] <= record["end"] <= max(span.end_char + 1, record["start"])


def load(cache: list = []):  # noqa: B006  # hypothesis and fixtures do not go together
    if not cache:
        cache.append(make_nlp())
    return cache[0]


@pytest.mark.parametrize("text", ["", " ", "\n", "。"])
def test_texts_without_anything(nlp, text: str) -> None:
    doc = nlp(text)
    assert not [span for group, spans in doc.spans.items() if group != "findings" for span in spans]


def same(one, other) -> bool:
    def describe(doc) -> list:
        return [
            (group, span.start, span.end, span.label_, span._.reportlint)
            for group in doc.spans
            for span in doc.spans[group]
        ]

    return describe(one) == describe(other) and bool(describe(one))


def test_a_doc_bin_keeps_all(doc) -> None:
    import spacy
    from spacy.tokens import DocBin

    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert same(again, doc)
    assert again.spans["figures"][2]._.value == Decimal("96.5")
    assert again._.reportlint.text == TEXT


def test_a_doc_bin_without_user_data_keeps_places_and_document(doc) -> None:
    import spacy
    from spacy.tokens import DocBin

    (again,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("zh").vocab)
    assert [span.text for span in again.spans["figures"]] == [span.text for span in doc.spans["figures"]]
    assert again.spans["figures"][0]._.value is None
    assert again._.reportlint.figures == reportlint.Document(TEXT).figures


def test_a_pickled_document_keeps_all(doc) -> None:
    assert same(pickle.loads(pickle.dumps(doc)), doc)  # noqa: S301


def test_several_processes(nlp) -> None:
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    several = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert all(same(one, other) for one, other in zip(several, nlp.pipe(texts), strict=True))


RULE = {"id": "office/old-name", "message": "“{text}”已经更名。", "phrases": {"水利站": "水利服务中心"}}


def test_a_pipeline_is_saved_with_its_settings(tmp_path: Path) -> None:
    import spacy

    table = {
        "profile": "整改报告",
        "ignore": ["wording"],
        "severity": {"office/old-name": "error"},
        "rules": {"figures/wrong-sum": {}},
        "rule": [RULE],
    }
    make_nlp(groups=["findings"], settings=table).to_disk(tmp_path / "pipeline")
    nlp = spacy.load(tmp_path / "pipeline")
    doc = nlp("由水利站负责负责。")
    assert [(span.text, span._.rule, span._.severity) for span in doc.spans["findings"] if span._.fix] == [
        ("水利站", "office/old-name", "error")
    ]
    assert list(doc.spans) == ["findings"]
    assert nlp.from_bytes(nlp.to_bytes()).config == nlp.config


def test_without_findings_nothing_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.spacy.check", None)
    doc = make_nlp(groups=["figures"])(TEXT)
    assert len(doc.spans["figures"]) == 5
    assert list(doc.spans) == ["figures"]


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"settings": {"selct": []}}, "是不是“select”"),
        ({"settings": {"select": ["nothing"]}}, "“nothing”既不是规则也不是类别"),
        ({"groups": ["figure"]}, "groups 里的“figure”写得不对"),
    ],
)
def test_bad_settings(config: dict, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        make_nlp(**config)


def test_displacy_shows_spans_in_colours(doc) -> None:
    from spacy import displacy

    from reportlint.spacy import GROUPS, find_colors

    colors = find_colors(doc)
    for group in GROUPS:
        page = displacy.render(doc, style="span", options={"spans_key": group, "colors": colors}, jupyter=False)
        for span in doc.spans[group]:
            assert span.label_ in page
            assert colors[span.label_] in page


def test_attributes_of_another_program_are_left_alone() -> None:
    code = (
        "from spacy.tokens import Span\nSpan.set_extension('value', default=7)\n"
        "import spacy\nnlp = spacy.blank('zh')\nnlp.add_pipe('reportlint')\n"
        "doc = nlp('办理三十件。')\nspan = doc.spans['figures'][0]\n"
        "assert (span._.value, span._.unit, span._.reportlint['value']) == (7, '件', '30')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_spacy_a_sentence_tells(tmp_path: Path) -> None:
    code = "import sys\nsys.modules['spacy'] = None\nsys.modules['spacy.language'] = None\nimport reportlint.spacy"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert "请先运行 pip install 'reportlint[spacy]'。" in done.stderr


def test_the_configuration_is_that_of_reportlint(nlp) -> None:
    assert nlp.get_pipe("reportlint").config == Config()
    assert nlp.analyze_pipes()["problems"] == {"reportlint": []}
