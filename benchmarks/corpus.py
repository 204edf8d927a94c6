"""Thousands of reports: `python -m benchmarks.corpus --data FOLDER --output FOLDER [--size N] [--planted N] [--jobs N …]`.

Makes a corpus, checks it with one process and with several, and says how fast that went, how much memory it took, and
which of the planted copies were found.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import psutil

from benchmarks.corpus_reports import make_corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

PAUSE = 0.5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--planted", type=int, default=50)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    folder = arguments.output / "reports"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    planted = make_corpus(arguments.data, folder, arguments.size, arguments.planted)
    for jobs in arguments.jobs:
        output = arguments.output / f"jobs-{jobs}"
        shutil.rmtree(output, ignore_errors=True)
        print(json.dumps(measure(folder, output, jobs), ensure_ascii=False), flush=True)
    print(json.dumps(score(output, planted), ensure_ascii=False, indent=1))


def measure(folder: Path, output: Path, jobs: int) -> dict[str, Any]:
    """Run the command and return rate and memory; the rate is that of checking, the rest is told apart."""
    command = [sys.executable, "-m", "reportlint", "corpus", str(folder), "--output", str(output), "--no-config"]
    started, before = time.monotonic(), os.times()
    process = subprocess.Popen([*command, "--jobs", str(jobs)])
    seen: dict[str, float] = {"peak": 0.0}
    watcher = threading.Thread(target=watch, args=(process.pid, output, seen))
    watcher.start()
    process.wait()
    watcher.join()
    spent = os.times()
    seconds = time.monotonic() - started
    characters = json.loads((output / "summary.json").read_text("utf-8"))["totals"]["characters"]
    checking = seen.get("checked", time.monotonic()) - started
    return {
        "jobs": jobs,
        "checking_seconds": round(checking, 1),
        "characters_per_second": round(characters / checking),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(
            spent.children_user + spent.children_system - before.children_user - before.children_system, 1
        ),
        "peak_megabytes": round(seen["peak"] / 2**20),
        "load": psutil.getloadavg()[0],
        "characters": characters,
    }


def watch(number: int, output: Path, seen: dict[str, float]) -> None:
    """Note the most memory that a process and its children take, and when the first table is written."""
    while psutil.pid_exists(number):
        try:
            process = psutil.Process(number)
            if process.status() == psutil.STATUS_ZOMBIE:
                return
            family = [process, *process.children(recursive=True)]
            seen["peak"] = max(seen["peak"], sum(one.memory_info().rss for one in family))
        except psutil.NoSuchProcess:
            continue
        if "checked" not in seen and (output / "reports.parquet").exists():
            seen["checked"] = time.monotonic()
        time.sleep(PAUSE)


def score(output: Path, planted: dict[str, list[list[str]]]) -> dict[str, Any]:
    """Return how many of the planted pairs were found, and what else was."""
    rows = duckdb.sql(f"SELECT source, copy, whole FROM '{output}/copies.parquet'").fetchall()
    whole = {frozenset(row[:2]) for row in rows if row[2]}
    found = {frozenset(row[:2]) for row in rows}
    wanted = {frozenset(pair) for pair in planted["whole"]}
    passages = {frozenset(pair) for pair in planted["passages"]}
    return {
        "whole": {"found": len(whole), **rate(whole, wanted)},
        "direction_right": count_directions(rows, planted["whole"]),
        "passages": {"recall": len(found & passages) / len(passages), "other_pairs": len(found - wanted - passages)},
        "not_planted": sorted(sorted(pair) for pair in whole - wanted),
        "missed": sorted(sorted(pair) for pair in wanted - whole),
    }


def rate(found: set[frozenset[str]], wanted: set[frozenset[str]]) -> dict[str, float]:
    right = len(found & wanted)
    return {"recall": round(right / len(wanted), 3), "precision": round(right / max(len(found), 1), 3)}


def count_directions(rows: Sequence[Any], pairs: Sequence[Sequence[str]]) -> int:
    told = {tuple(row[:2]) for row in rows}
    return sum(tuple(pair) in told for pair in pairs)


if __name__ == "__main__":
    main()
