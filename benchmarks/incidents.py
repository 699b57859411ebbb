"""Linking on the incidents of Airwars, by `../shared/score/score_incidents.py`, in two parts.

    python benchmarks/incidents.py [--no-model]

A third, the incidents whose code has a SHA-256 divisible by three, is what linking was tuned on; the others measure.
All reports are coded and linked together, as they would be on a desk.
"""

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from musnad.coding.pipeline import code_report, load_knowledge
from musnad.linking import link
from musnad.records import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
_TUNED = 3
Row = dict[str, Any]


def main() -> int:
    """Code, link, score, print a Markdown table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-model", action="store_true", help="code by rules alone")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"incidents: skipped, for there is no {SHARED}")
        return 0
    rows, gold = (_read(SHARED / "data/airwars" / name) for name in ("reports.jsonl", "incidents.jsonl"))
    knowledge = load_knowledge(model=not args.no_model)
    reports = [msgspec.convert({name: row.get(name) for name in Report.__struct_fields__}, Report) for row in rows]
    made = [msgspec.to_builtins(one) for one in link((report, code_report(report, knowledge)) for report in reports)]
    score = _scorer()
    parts = [score(*_part(rows, gold, tuned=tuned), made) for tuned in (True, False)]
    print("| | tuned on | the others |")
    print("|---|---|---|")
    for name in parts[0]:
        print(f"| {name} | {' | '.join(_shown(part[name]) for part in parts)} |")
    return 0


def is_tuned_on(code: str) -> bool:
    """Whether an incident is of the third that linking was tuned on."""
    return int(hashlib.sha256(code.encode()).hexdigest(), 16) % _TUNED == 0


def _part(rows: list[Row], gold: list[Row], *, tuned: bool) -> tuple[list[Row], list[Row]]:
    codes = {one["code"] for one in gold if is_tuned_on(one["code"]) == tuned}
    told = [{**row, "incidents": [code for code in row["incidents"] if code in codes]} for row in rows]
    return told, [one for one in gold if one["code"] in codes]


def _scorer() -> Callable[[list[Row], list[Row], list[Row]], dict[str, float]]:
    spec = importlib.util.spec_from_file_location("score_incidents", SHARED / "score/score_incidents.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer under {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scorer: Callable[[list[Row], list[Row], list[Row]], dict[str, float]] = module.score
    return scorer


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _shown(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
