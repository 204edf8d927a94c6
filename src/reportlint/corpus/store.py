"""The tables of a corpus: what each batch of reports gave, written whole or not at all, and what they make together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import duckdb
import pyarrow as pa
from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BATCHES = "batches"
TEXT, NUMBER, REAL = pa.string(), pa.int64(), pa.float64()
TEXTS, BANDS = pa.list_(pa.string()), pa.list_(pa.int64())
PLACE = {"start": NUMBER, "end": NUMBER}


def columns(names: str, kind: pa.DataType = TEXT) -> dict[str, pa.DataType]:
    """Return columns of one type."""
    return dict.fromkeys(names.split(), kind)


# one row a report; what a report has many of stands in lists
THINGS = {
    "findings": {
        **columns("rule family severity message"),
        **columns("start end line column", NUMBER),
        **columns("excerpt"),
        "fixable": pa.bool_(),
    },
    "figures": {
        **columns("start end line", NUMBER),
        **columns("text measure"),
        **columns("value high", REAL),
        **columns("unit_of_measure bound period basis direction"),
    },
    "problems": {**PLACE, **columns("text section"), **columns("causes measures", TEXTS)},
    "sections": {
        **columns("start end level number", NUMBER),
        **columns("marker title"),
        "roles": TEXTS,
        "parent": NUMBER,
    },
}
REPORT = {**columns("path unit sha256 doc_type period date"), "characters": NUMBER, "error": TEXT}
INNER = {
    "id": NUMBER,
    "unit_id": NUMBER,
    "words": pa.list_(pa.struct({"word": TEXT, "tag": TEXT, "count": NUMBER})),
    "cliches": pa.list_(pa.struct({"word": TEXT, "count": NUMBER})),
    "text": TEXT,
    "bands": BANDS,
    "sentences": pa.list_(pa.struct({**PLACE, "bands": BANDS})),
}
SCHEMA = pa.schema({**REPORT, **{name: pa.list_(pa.struct(thing)) for name, thing in THINGS.items()}, **INNER})
TABLES = {
    "reports": f"SELECT {', '.join(REPORT)} FROM batches",  # noqa: S608 - our own names
    **{
        name: f"SELECT path, unit, unnest(one) FROM (SELECT path, unit, unnest({name}) one FROM batches)"  # noqa: S608 - the same
        for name in THINGS
    },
}


def make_table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Return the rows of reports as a table."""
    return pa.Table.from_pylist([escape(row) for row in rows], SCHEMA)


def escape(value: Any) -> Any:
    """Return a value in which what no encoding knows is written out."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {name: escape(one) for name, one in value.items()}
    return [escape(one) for one in value] if isinstance(value, list) else value


def batch_file(output: Path, key: str) -> Path:
    """Return where a batch is kept."""
    return output / BATCHES / f"{key}.parquet"


def save_table(table: pa.Table, path: Path) -> None:
    """Write a table, whole or not at all."""
    draft = path.with_name(f"{uuid4().hex}.tmp")
    try:
        parquet.write_table(table, draft, compression="zstd")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def clear_drafts(folder: Path) -> None:
    """Remove what a run that was killed left half written."""
    for draft in folder.glob("*.tmp"):
        draft.unlink(missing_ok=True)


def connect(files: Sequence[Path], threads: int = 1) -> duckdb.DuckDBPyConnection:
    """Return a database with the view `batches`: the rows of all reports in their order, with their `filename`.

    One thread keeps the order, and so the bytes of what is written. What the memory cannot hold goes beside the files.
    """
    spill = str(files[0].with_name("spill"))
    database = duckdb.connect(config={"threads": threads, "memory_limit": "1GB", "temp_directory": spill})
    database.read_parquet([str(file) for file in files], filename=True).create_view("batches")
    return database


def save_tables(database: duckdb.DuckDBPyConnection, output: Path) -> None:
    """Write the tables that people read."""
    for name, query in TABLES.items():
        save_query(database, query, output / f"{name}.parquet")


def save_query(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write what a query gives, whole or not at all."""
    draft = path.with_name(f"{uuid4().hex}.tmp")
    try:
        database.sql(query).write_parquet(str(draft), compression="zstd")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
