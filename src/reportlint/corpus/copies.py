"""Near-duplicates of a corpus: candidates from the engine, compared in chunks that read only the batches they need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import compute, parquet

from reportlint.corpus.child import Bounds
from reportlint.corpus.lanes import run_apart
from reportlint.corpus.likeness import Paper, compare, find_templates
from reportlint.corpus.store import NUMBER, REAL, TEXT, save_query

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from reportlint.corpus.engines import Engine

    Row = dict[str, Any]

CHUNK = 100  # pairs that are compared in one go
BOUNDS = Bounds(seconds=1800, megabytes=4096)  # of a chunk: large documents are slow, none is hostile any more
COLUMNS = ["id", "path", "unit", "period", "date", "text", "sentences"]
PASSAGE = dict.fromkeys(("source_start", "source_end", "copy_start", "copy_end"), NUMBER)
PASSAGE |= {"source_text": TEXT, "copy_text": TEXT, "likeness": REAL, "own": NUMBER}
PAIR = {"source": TEXT, "copy": TEXT, "source_unit": TEXT, "copy_unit": TEXT, "direction_known": pa.bool_()}
PAIR |= {"whole": pa.bool_(), "likeness": REAL, "own_likeness": REAL, "share": REAL, "copied": NUMBER}
SCHEMA = pa.schema({**PAIR, "passages": pa.list_(pa.struct(PASSAGE))})
TABLES = {
    "copies": f"SELECT {', '.join(PAIR)}, len(passages) AS passages FROM pairs",  # noqa: S608 - our own names
    "passages": "SELECT source, copy, unnest(one) FROM (SELECT source, copy, unnest(passages) AS one FROM pairs)",
    "templates": """
        SELECT any_value(words ORDER BY path) AS text, count(DISTINCT unit_id) AS units, count(DISTINCT id) AS reports,
            min(path) AS example
        FROM (
            SELECT id, unit_id, path, trim(substring(text, one.start + 1, one.end - one.start)) AS words
            FROM (SELECT id, unit_id, path, text, sentences[sentence + 1] AS one FROM batches JOIN hot USING (id))
        )
        GROUP BY regexp_replace(words, '[^\u4e00-\u9fff]', '', 'g') ORDER BY units DESC, reports DESC, text
    """,
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pairs to compare.

    Attributes:
        pairs: Numbers of reports.
        files: The batches that they are in.
        templates: The sentences of each report that are templates.
    """

    pairs: tuple[tuple[int, int], ...]
    files: tuple[str, ...]
    templates: Mapping[int, tuple[int, ...]] = field(repr=False)


def find_copies(engine: Engine, files: Sequence[Path], units: int, database: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the pairs of reports of which one copied from the other, the most alike first.

    Args:
        engine: Does the work.
        files: The batches.
        units: From so many units on what they share is a template.
        database: The same batches; it gets the tables `hot` and `pairs`.
    """
    pairs, hot = engine.find_bucketed(files, units)
    database.register("hot", hot)
    found = [
        row
        for _, rows in engine.map(compare_apart, make_chunks(pairs, hot, find_files(database)))
        for row in rows.to_pylist()
    ]
    found.sort(key=lambda row: (-row["own_likeness"], -row["copied"], row["source"], row["copy"]))
    database.register("pairs", pa.Table.from_pylist(found, SCHEMA))
    return found


def save_copies(database: duckdb.DuckDBPyConnection, output: Path) -> None:
    """Write the tables of copies and templates."""
    for name, query in TABLES.items():
        save_query(database, query, output / f"{name}.parquet")


def find_files(database: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Return the batch of each report."""
    return dict(database.sql("SELECT id, filename FROM batches").fetchall())


def make_chunks(pairs: pa.Table, hot: pa.Table, files: Mapping[int, str]) -> Iterator[Chunk]:
    """Yield the pairs in chunks, those of the same batches together."""
    templates: defaultdict[int, list[int]] = defaultdict(list)
    for row in hot.to_pylist():
        templates[row["id"]].append(row["sentence"])
    ordered = sorted(
        ((row["one"], row["other"]) for row in pairs.to_pylist()),
        key=lambda pair: (files[pair[0]], files[pair[1]], pair),
    )
    for start in range(0, len(ordered), CHUNK):
        part = tuple(ordered[start : start + CHUNK])
        ids = {number for pair in part for number in pair}
        yield Chunk(part, tuple(sorted({files[one] for one in ids})), {one: tuple(templates[one]) for one in ids})


def compare_apart(chunk: Chunk) -> pa.Table:
    """Compare the pairs of a chunk in the lane of this thread."""
    return run_apart(compare_chunk, chunk, BOUNDS)


def compare_chunk(chunk: Chunk) -> pa.Table:
    """Return the pairs of a chunk that have something in common."""
    papers = read_papers(chunk)
    compared = (compare(papers[one], papers[other]) for one, other in chunk.pairs)
    return pa.Table.from_pylist([row for row in compared if row], SCHEMA)


def read_papers(chunk: Chunk) -> dict[int, Paper]:
    """Return the reports of a chunk."""
    wanted = compute.field("id").isin(list(chunk.templates))
    return {
        row["id"]: Paper(
            row["path"],
            row["unit"],
            row["period"],
            row["date"],
            row["text"],
            find_templates(row["sentences"], chunk.templates[row["id"]]),
        )
        for file in chunk.files
        for row in parquet.read_table(file, columns=COLUMNS, filters=wanted).to_pylist()
    }
