"""Reports and sentences that share a band: candidates for copies, and sentences that many units have.

The same queries run over all bands on one machine, or over each part of them on a cluster: a band lies whole in one
part, so that the parts' results put together are those of the whole.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from reportlint.corpus.sketches import SENTENCE

MOST_REPORTS = 20  # in a bucket of which every pair is looked at
ENOUGH = 3  # bands of sentences that two reports share, for a copied passage to be likely
# of a whole report the sentence is -1
BANDS = """
    SELECT id, unit_id, -1 AS sentence, unnest(bands) AS band FROM batches
    UNION ALL
    SELECT id, unit_id, sentence, unnest(one.bands) AS band
    FROM (SELECT id, unit_id, unnest(sentences) AS one, generate_subscripts(sentences, 1) - 1 AS sentence FROM batches)
"""
SHARED = """
    CREATE OR REPLACE TEMP TABLE shared AS
    SELECT bands.*, units, reports, first
    FROM bands JOIN (
        SELECT band, count(DISTINCT unit_id) AS units, count(DISTINCT id) AS reports, min(id) AS first
        FROM bands GROUP BY band HAVING count(DISTINCT id) > 1
    ) USING (band)
"""
# what many share makes no pairs; of many reports that are all alike each is compared with one of them
PAIRS = """
    SELECT one.id AS one, other.id AS other, sum(CASE WHEN one.sentence < 0 THEN $enough ELSE 1 END)::BIGINT AS bands
    FROM (
        SELECT * FROM shared WHERE CASE
            WHEN sentence < 0 THEN reports <= $most OR id = first
            ELSE reports <= $most AND units < $units
        END
    ) AS one JOIN shared AS other USING (band)
    WHERE one.id < other.id
    GROUP BY one.id, other.id
"""
HOT = """
    SELECT id, sentence, count(*) AS bands FROM shared
    WHERE sentence >= 0 AND units >= $units GROUP BY id, sentence
"""
CANDIDATES = "SELECT one, other FROM pairs GROUP BY one, other HAVING sum(bands) >= $enough ORDER BY one, other"
TEMPLATES = "SELECT id, sentence FROM hot GROUP BY id, sentence HAVING sum(bands) >= $least ORDER BY id, sentence"


def join_bands(database: duckdb.DuckDBPyConnection, units: int) -> tuple[pa.Table, pa.Table]:
    """Return what the table `bands` gives: pairs of reports with the bands they share, and sentences with theirs.

    Args:
        database: Has the table `bands`: id, unit_id, sentence, band.
        units: From so many units on what they share is a template.
    """
    database.execute(SHARED)
    pairs = database.sql(PAIRS, params={"most": MOST_REPORTS, "units": units, "enough": ENOUGH}).to_arrow_table()
    return pairs, database.sql(HOT, params={"units": units}).to_arrow_table()


def find_bucketed(database: duckdb.DuckDBPyConnection, units: int) -> tuple[pa.Table, pa.Table]:
    """Return pairs of reports that may be copies, and the sentences of templates: id and sentence."""
    database.execute(f"CREATE OR REPLACE TEMP TABLE bands AS {BANDS}")
    return merge_parts([join_bands(database, units)])


def merge_parts(parts: list[tuple[pa.Table, pa.Table]]) -> tuple[pa.Table, pa.Table]:
    """Return the pairs that share enough in all parts together, and the sentences of which half of the bands are."""
    pairs, hot = (pa.concat_tables(tables) for tables in zip(*parts, strict=True))
    with duckdb.connect() as database:
        database.register("pairs", pairs)
        database.register("hot", hot)
        candidates = database.sql(CANDIDATES, params={"enough": ENOUGH}).to_arrow_table()
        templates = database.sql(TEMPLATES, params={"least": SENTENCE[0] / 2}).to_arrow_table()
    return candidates, templates
