#!/usr/bin/env python3
"""The quality gate: code the hand-coded reports, score the result, fail where a score is below its floor.

The reports and the scorer stand beside the repository, in ../shared, and are no part of it; without
them the gate says so and passes. Floors stand in tools/floors.json and may only be raised: the gate fails
where one is lower than in an earlier commit. --raise lifts each floor to what was measured, less a hair.
Standard library only.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tools" / "floors.json"
# Where floors may have stood before: what is published, and the commits just before this one.
EARLIER = ("origin/main", "origin/HEAD", "HEAD~1", "HEAD")
# What is held, by its place in the scorer's report.
MEASURES = {
    "events by family, F1": ("detection (family)", "f1"),
    "events by type, F1": ("detection (type)", "f1"),
    "place": ("fields", "place", "accuracy"),
    "date": ("fields", "date", "accuracy"),
    "killed": ("fields", "killed", "accuracy"),
    "modality": ("fields", "modality", "accuracy"),
    "isnad origin": ("fields", "isnad origin", "accuracy"),
    "whole record, F1": ("record", "f1"),
}
Scores = dict[str, float]


def main() -> int:
    """Run the gate; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", metavar="DIR")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    arguments = parser.parse_args()
    floors: Scores = json.loads(FLOORS.read_text(encoding="utf-8"))
    faults = [fault for ref in EARLIER for fault in lowered(floors_at(ref), floors, ref)]
    gold, scorer = arguments.shared / "data/gold/dev.jsonl", arguments.shared / "score/score_events.py"
    if gold.is_file() and scorer.is_file():
        scores = measured(gold, scorer)
        print(table(scores, floors))
        if arguments.lift:
            FLOORS.write_text(json.dumps(lifted(floors, scores), indent=2) + "\n", encoding="utf-8")
        faults += fallen(scores, floors)
    else:
        print(f"quality gate: skipped, for there are no hand-coded reports at {gold}")
    for fault in faults:
        print(f"quality gate: {fault}", file=sys.stderr)
    return 1 if faults else 0


def measured(gold: Path, scorer: Path) -> Scores:
    """Code the reports in `gold` with this Python's `musnad`, and score the events.

    Raises:
        CalledProcessError: `musnad` or the scorer failed. A report that could not be coded is such a failure.
    """
    with tempfile.TemporaryDirectory() as folder:
        coded = Path(folder) / "coded.jsonl"
        command = [sys.executable, "-m", "musnad", "code", str(gold), "-o", str(coded)]
        subprocess.run(command, check=True)  # noqa: S603
        command = [sys.executable, str(scorer), str(gold), str(coded), "--json"]
        scored = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return scores_of(json.loads(scored.stdout))


def scores_of(report: dict[str, Any]) -> Scores:
    """The measures in the scorer's report. What it does not hold (no such field in the reports) is 0."""
    found: Scores = {}
    for name, path in MEASURES.items():
        value: Any = report
        for key in path:
            value = value.get(key, {})
        found[name] = float(value or 0.0)
    return found


def fallen(scores: Scores, floors: Scores) -> list[str]:
    """The scores that are below their floor, in words."""
    return [
        f"{name} is {scores[name]:.3f}, below its floor of {floor:.3f}"
        for name, floor in floors.items()
        if scores[name] < floor
    ]


def lowered(earlier: Scores, floors: Scores, ref: str) -> list[str]:
    """The floors that are lower than they were at `ref`, or gone, in words."""
    return [
        f"the floor of {name} was {floor:.3f} at {ref} and may not be lowered"
        for name, floor in earlier.items()
        if floors.get(name, -1.0) < floor
    ]


def lifted(floors: Scores, scores: Scores) -> Scores:
    """Floors at what was measured, to two places; none lower than before."""
    return {name: max(floors.get(name, 0.0), math.floor(score * 100) / 100) for name, score in scores.items()}


def floors_at(ref: str) -> Scores:
    """The floors in the commit `ref`; none where there is no such commit, or no such file in it."""
    command = ["git", "-C", str(ROOT), "show", f"{ref}:tools/floors.json"]
    shown = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if shown.returncode != 0:
        return {}
    floors: Scores = json.loads(shown.stdout)
    return floors


def table(scores: Scores, floors: Scores) -> str:
    """Scores beside their floors."""
    rows = [f"{'':24}{'measured':>10}{'floor':>8}"]
    for name, score in scores.items():
        floor = floors.get(name, 0.0)
        rows.append(f"{name:24}{score:10.3f}{floor:8.2f}{'  BELOW' if score < floor else ''}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
