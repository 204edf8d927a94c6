"""The corpus in numbers: rules by frequency, units by density, words and set phrases, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlint.corpus.themes import Problem, find_themes

if TYPE_CHECKING:
    import duckdb

MOST_WORDS, MOST_THEMES = 100, 100
# each gives rows of the summary
QUERIES = {
    "severities": """
        SELECT severity, count(*) AS findings FROM findings GROUP BY severity
        ORDER BY list_position(['error', 'warning', 'note'], severity)
    """,
    "rules": """
        SELECT rule, any_value(severity ORDER BY severity) AS severity, count(*) AS findings, count(DISTINCT path) AS reports
        FROM findings GROUP BY rule ORDER BY findings DESC, rule
    """,
    "units": """
        SELECT unit, count(*) AS reports, sum(characters)::BIGINT AS characters, sum(n)::BIGINT AS findings,
            round(sum(n) * 10000 / nullif(sum(characters), 0), 2) AS density
        FROM (SELECT unit, characters, len(findings) AS n FROM batches WHERE error IS NULL)
        GROUP BY unit ORDER BY density DESC NULLS LAST, unit
    """,
    "types": """
        SELECT doc_type, count(*) AS reports, sum(characters)::BIGINT AS characters
        FROM batches WHERE error IS NULL GROUP BY doc_type ORDER BY reports DESC, doc_type
    """,
    "words": """
        SELECT one.word AS word, one.tag AS tag, sum(one.count)::BIGINT AS count, count(*) AS reports
        FROM (SELECT unnest(words) AS one FROM batches) GROUP BY ALL ORDER BY count DESC, word, tag
    """,
    "cliches": """
        SELECT one.word AS word, sum(one.count)::BIGINT AS count, count(*) AS reports,
            round(sum(one.count) * 1e6 / (SELECT nullif(sum(characters), 0) FROM batches), 1) AS per_million
        FROM (SELECT unnest(cliches) AS one FROM batches) GROUP BY ALL ORDER BY count DESC, word
    """,
    "errors": "SELECT path, error FROM batches WHERE error IS NOT NULL",
}
TOTALS = """
    SELECT count(*) AS reports, count(error) AS errors, count(DISTINCT unit) AS units,
        coalesce(sum(characters), 0)::BIGINT AS characters,
        coalesce(sum(len(findings)), 0)::BIGINT AS findings,
        coalesce(sum(len(figures)), 0)::BIGINT AS figures,
        coalesce(sum(len(problems)), 0)::BIGINT AS problems
    FROM batches
"""
PROBLEMS = "SELECT path, unit, one.text AS text FROM (SELECT path, unit, unnest(problems) AS one FROM batches)"
FINDINGS = """
    CREATE OR REPLACE TEMP TABLE findings AS
    SELECT path, one.rule AS rule, one.severity AS severity FROM (SELECT path, unnest(findings) AS one FROM batches)
"""


def summarise(database: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the summary of all batches, schema reportlint/corpus/1 without its head."""
    database.execute(FINDINGS)
    tables = {name: fetch(database, query) for name, query in QUERIES.items()}
    themes = find_themes([Problem(**row) for row in fetch(database, PROBLEMS)])[:MOST_THEMES]
    named = [
        {
            "words": list(theme.words),
            "example": theme.example,
            "reports": theme.reports,
            "units": theme.units,
            "problems": theme.problems,
        }
        for theme in themes
    ]
    return {"totals": fetch(database, TOTALS)[0], **tables, "words": tables["words"][:MOST_WORDS], "themes": named}


def fetch(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query by column name."""
    found: list[dict[str, Any]] = database.sql(query).to_arrow_table().to_pylist()
    return found
