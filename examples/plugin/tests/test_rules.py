"""Our rules keep what reportlint promises of all rules."""

from pathlib import Path

from reportlint_example.rules.office.vague_count import vague_count

from reportlint import testing

CASES = Path(__file__).parent / "cases"


def test_vague_count() -> None:
    """Run the examples and the cases of the rule."""
    testing.check_rule(vague_count)
    testing.check_cases(CASES / "office" / "vague-count.toml", vague_count)
