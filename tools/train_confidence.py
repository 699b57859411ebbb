"""Learn how likely a value is right, from how it was found; or measure how well that was learned.

    train_confidence.py GOLD.jsonl TABLE.tsv [--people FILE.jsonl] [--network NETWORK.onnx] [--scorer FILE]
    train_confidence.py GOLD.jsonl --judge [--no-model] [--scorer FILE]

GOLD lines follow the event record. What is right is what the scorer (`../shared/score/score_events.py`) takes for
right. Reports that people coded (`--people`) count for as much as all those that a language model coded: it codes a
little otherwise, and what a person would have coded is asked. With `--network` the reports are coded in folds with
tables of merging and selection that were not learned from them; without it by the rules, whose tables must not have
been learned from GOLD. `--judge` codes GOLD as the program does and prints the expected calibration error of each
field: how far, in the mean, what was said to be right at some tenth was from being so often right.
"""

import argparse
import json
import runpy
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import msgspec
from train_merging import Example, Told, learn, learn_both, told_reports, write

from musnad.coding.assembly import assemble
from musnad.coding.confidence import Found, field_signs
from musnad.coding.groups import Group
from musnad.coding.merging import merge
from musnad.coding.pipeline import code_report, load_knowledge
from musnad.coding.selection import select
from musnad.knowledge.weights import sign_weights
from musnad.records import Confidence, Event, Report

SCORER = Path(__file__).resolve().parents[2] / "shared/score/score_events.py"
_FOLDS, _L2, _BINS = 4, 0.03, 10
Judged = Iterator[tuple[str, bool]]


class Made(NamedTuple):
    """The events of one report, with the groups of tellings of which they were made."""

    told: Told
    groups: tuple[Group, ...]
    events: tuple[Event, ...]


def made_by_rules(reports: Sequence[Told]) -> Iterator[Made]:
    """The events of each report with the tables that ship."""
    merging, selection = sign_weights("merging"), sign_weights("selection")
    for told in reports:
        groups = select(told.scene, merge(told.tellings, merging), selection)
        yield Made(told, groups, assemble(told.scene, groups, {}))


def made_in_folds(reports: Sequence[Told]) -> Iterator[Made]:
    """The events of each report with tables learned from the other folds."""
    rules = sign_weights("selection")
    for fold in range(_FOLDS):
        merging, selection = learn_both([r for at, r in enumerate(reports) if at % _FOLDS != fold])
        for told in reports[fold::_FOLDS]:
            groups = select(told.scene, merge(told.tellings, merging, told.scene.encoded), selection, rules)
            yield Made(told, groups, assemble(told.scene, groups, {}))


def examples(made: Made, scorer: SimpleNamespace, weight: float) -> Iterator[Example]:
    """The signs of every value, each with whether the value is right."""
    coded = [msgspec.to_builtins(event) for event in made.events]
    gold = made.told.gold
    for group, event, said, true in zip(made.groups, made.events, coded, partners(gold, coded, scorer), strict=True):
        signs = field_signs(Found(made.told.scene, group, event))
        for field, right in judged(true, said, scorer):
            named = tuple(f"{field}:{sign}" for sign in ("bias", *signs[field]))
            yield Example(named, right, weight)


def partners(
    gold: Mapping[str, Any], coded: Sequence[Mapping[str, Any]], scorer: SimpleNamespace
) -> list[dict[str, Any] | None]:
    """For each event coded, the event of the gold that it matches, or None."""
    match = {j: i for i, j in scorer.match(gold["events"], coded, gold["text"])}
    return [gold["events"][match[at]] if at in match else None for at in range(len(coded))]


def judged(true: dict[str, Any] | None, said: dict[str, Any], scorer: SimpleNamespace) -> Judged:
    """Each field of `Confidence` that can be judged, with whether it is right."""
    yield "event", true is not None
    if true is None:
        yield "record", False
        return
    right = {
        "type": true["type"] == said["type"],
        "actors": _same_words(true.get("actors"), said["actors"], scorer),
        "targets": _same_words(true.get("targets"), said["targets"], scorer),
        "weapon": _same_words([true.get("weapon")], [said["weapon"]], scorer),
        "place": scorer.place_right(true.get("place"), said["place"]),
        "time": all((true.get("time") or {}).get(end) == (said["time"] or {}).get(end) for end in ("start", "end")),
        **{
            what: scorer.count_right(true.get(what), said[what])
            for what in ("killed", "injured", "captured", "displaced")
        },
        "modality": true.get("modality") == said["modality"],
        "background": bool(true.get("background")) == said["background"],
        "stance": true.get("stance") == said["stance"],
        "isnad": _same_origin(true, said, scorer),
    }
    yield from right.items()
    yield "record", all(right[field] for field in ("type", "place", "time", "killed", "modality", "isnad"))


def _same_words(true: list[Any] | None, said: list[Any], scorer: SimpleNamespace) -> bool:
    """Whether as many are named, by words that overlap."""
    spans = ([one["span"] for one in some or () if one] for some in (true, said))
    hits, coded, known = scorer.span_set_counts(*spans)
    return bool(hits == coded == known)


def _same_origin(true: dict[str, Any], said: dict[str, Any], scorer: SimpleNamespace) -> bool:
    known, coded = scorer.origins(true), scorer.origins(said)
    if not known or not coded:
        return not known and not coded
    return any(scorer.overlap(a.get("span"), b.get("span")) for a in known for b in coded)


def calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error over ten bins of equal width (Guo et al. 2017, section 2)."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for likely, right in said:
        bins[min(int(likely * _BINS), _BINS - 1)].append((likely, right))
    return sum(abs(sum(p for p, _ in some) - sum(r for _, r in some)) for some in bins.values()) / max(len(said), 1)


def judge(gold: Path, scorer: SimpleNamespace, *, model: bool) -> None:
    """Print, for each field, how often it is right, how sure the program is in the mean, and the error."""
    knowledge = load_knowledge(model=model)
    said: dict[str, list[tuple[float, bool]]] = {field: [] for field in Confidence.__struct_fields__}
    for line in gold.read_text(encoding="utf-8").splitlines():
        true = json.loads(line)
        report = msgspec.convert({key: true[key] for key in Report.__struct_fields__ if key in true}, Report)
        coded: list[Mapping[str, Any]] = msgspec.to_builtins(code_report(report, knowledge).events)
        for event, other in zip(coded, partners(true, coded, scorer), strict=True):
            for field, right in judged(other, dict(event), scorer):
                said[field].append((event["confidence"][field], right))
    print(f"{'':12}{'n':>6}{'right':>8}{'said':>8}{'error':>8}")
    for field, pairs in said.items():
        n = max(len(pairs), 1)
        right, likely = sum(r for _, r in pairs) / n, sum(p for p, _ in pairs) / n
        print(f"{field:12}{len(pairs):6}{right:8.3f}{likely:8.3f}{calibration_error(pairs):8.3f}")
    everything = [pair for pairs in said.values() for pair in pairs]
    print(f"{'all':12}{len(everything):6}{'':16}{calibration_error(everything):8.3f}")


def main() -> None:
    """Learn and write, or judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("table", type=Path, nargs="?")
    parser.add_argument("--people", type=Path, help="further reports, coded by people")
    parser.add_argument("--network", type=Path, help="an encoder, beside which the reports are coded")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--judge", action="store_true", help="measure what ships; write nothing")
    parser.add_argument("--model", action=argparse.BooleanOptionalAction, default=True, help="with --judge")
    args = parser.parse_args()
    # the scorer is no part of this repository
    scorer = SimpleNamespace(**runpy.run_path(str(args.scorer)))
    if args.judge:
        judge(args.gold, scorer, model=args.model)
        return
    if args.table is None:
        parser.error("name the table to write")
    reports = told_reports(args.gold, args.network)
    others = len(reports)
    reports += told_reports(args.people, args.network) if args.people else []
    people = {id(report) for report in reports[others:]}
    made = made_by_rules(reports) if args.network is None else made_in_folds(reports)
    even = others / max(len(people), 1)
    weighed = ((one, even if id(one.told) in people else 1.0) for one in made)
    found = [example for one, weight in weighed for example in examples(one, scorer, weight)]
    write(learn(found, _L2), args.table, "train_confidence.py")
    print(f"{len(reports)} reports, {len(found)} values")


if __name__ == "__main__":
    main()
