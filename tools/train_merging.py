"""Learn what the signs of merging and of selection are worth, from reports coded by hand.

    train_merging.py GOLD.jsonl DATA_FOLDER [--network NETWORK.onnx]

GOLD lines follow the event record; DATA_FOLDER takes `merging_weights.tsv` and `selection_weights.tsv`. With
`--network`, the signs of that encoder are weighed too, and the tables are those for coding with the model: GOLD must
then hold only reports that the network was not trained on, or the tables would trust it too much.
"""

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from musnad.coding.document import prepare
from musnad.coding.groups import Group
from musnad.coding.merging import merge
from musnad.coding.merging_signs import families_of, signs_of
from musnad.coding.pipeline import Knowledge, find, load_knowledge
from musnad.coding.scene import Scene, Telling, family_of
from musnad.coding.selection import select, selection_signs
from musnad.coding.telling import tell
from musnad.knowledge.weights import BIAS
from musnad.model.encoder import load_encoder
from musnad.records import Report

_ROUNDS, _RATE, _L2, _LEAST = 20, 0.2, 0.05, 10
# few reports are unknown to the network, and its signs are strong: the others must not learn them by heart
_L2_WITH_MODEL = 0.4
_NOISE_WEIGHT = 0.2
Table = dict[str, float]


class Example(NamedTuple):
    """Signs, whether they hold what is asked, and how much the example counts."""

    signs: tuple[str, ...]
    true: bool
    weight: float = 1.0


class Told(NamedTuple):
    """The tellings of one report, and for each the gold event that it tells, or None."""

    gold: dict[str, Any]
    scene: Scene
    tellings: tuple[Telling, ...]
    events: tuple[int | None, ...]


def told_reports(path: Path, network: Path | None = None) -> list[Told]:
    """All reports, told by the stages before merging."""
    knowledge = knowledge_with(network)
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        report = Report(
            id=gold["id"],
            text=gold["text"],
            title=gold["title"],
            published_at=gold["published_at"],
            outlet=gold["outlet"],
        )
        scene = find(prepare(report), knowledge)
        tellings = tell(scene, knowledge.roles, knowledge.parts, knowledge.status, knowledge.kinds)
        found.append(Told(gold, scene, tellings, tuple(_event_of(t, gold["events"]) for t in tellings)))
    return found


def knowledge_with(network: Path | None) -> Knowledge:
    """The shipped knowledge, with another encoder than the shipped one, or with none."""
    if network is None:
        return load_knowledge(model=False)
    return msgspec.structs.replace(load_knowledge(), encoder=load_encoder(network))


def _event_of(telling: Telling, events: list[dict[str, Any]]) -> int | None:
    start, end = telling.trigger.span
    families = families_of(telling)
    for index, event in enumerate(events):
        if family_of(event["type"]) not in families and telling.trigger.type not in ("hurt", "operation"):
            continue
        if any(start < b and a < end for a, b in event["mentions"]):
            return index
    return None


def merging_examples(report: Told) -> list[Example]:
    """Each telling against each event told before it, grouped as the gold groups them."""
    groups: list[tuple[int | None, Group]] = []
    latest = -1
    found = []
    for telling, event in zip(report.tellings, report.events, strict=True):
        home = -1
        for index, (other, group) in enumerate(groups):
            signs = signs_of(group, telling, index == latest, report.scene.encoded)
            same = event is not None and other == event
            if signs is not None:
                known = event is not None and other is not None
                found.append(Example(signs, same, 1.0 if known else _NOISE_WEIGHT))
            if same:
                home = index
        if home >= 0:
            groups[home] = (event, Group((*groups[home][1].tellings, telling)))
            latest = home
        elif not telling.passing:
            groups.append((event, Group((telling,))))
            latest = len(groups) - 1
    return found


def selection_examples(report: Told, weights: Table) -> list[Example]:
    """Each event as merged, and whether the gold has one for it (the first of duplicates counts)."""
    found = []
    groups = merge(report.tellings, weights, report.scene.encoded)
    for index, (group, event) in enumerate(zip(groups, owned(report, groups), strict=True)):
        signs = selection_signs(report.scene, group, groups[:index])
        found.append(Example(signs, event is not None))
    return found


def owned(report: Told, groups: tuple[Group, ...]) -> list[int | None]:
    """The gold event of each group; of several groups that tell one, the first has it."""
    events_of = dict(zip(map(id, report.tellings), report.events, strict=True))
    taken: set[int] = set()
    found: list[int | None] = []
    for group in groups:
        told = Counter(e for t in group.tellings if (e := events_of.get(id(t))) is not None)
        best = next((event for event, _ in told.most_common() if event not in taken), None)
        if best is not None:
            taken.add(best)
        found.append(best)
    return found


def learn(examples: Sequence[Example], l2: float = _L2) -> Table:
    """Logistic regression by AdaGrad with L2, averaged over the later half of the rounds."""
    counts = Counter(sign for example in examples for sign in example.signs)
    data = [([s for s in e.signs if counts[s] >= _LEAST] + [BIAS], e.true, e.weight) for e in examples]
    weights: Table = defaultdict(float)
    squares: Table = defaultdict(lambda: 1.0)
    total: Table = defaultdict(float)
    for turn in range(_ROUNDS):
        random.Random(turn).shuffle(data)  # noqa: S311 - order of training, not a secret
        for signs, true, weight in data:
            odds = sum(weights[s] for s in signs)
            slope = weight * (1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - true)
            for sign in signs:
                grade = slope + l2 * weights[sign]
                squares[sign] += grade * grade
                weights[sign] -= _RATE * grade / math.sqrt(squares[sign])
        if turn >= _ROUNDS // 2:
            for sign, held in weights.items():
                total[sign] += held
    return {sign: sum_ / (_ROUNDS - _ROUNDS // 2) for sign, sum_ in total.items()}


def write(table: Table, file: Path, by: str = "train_merging.py") -> None:
    """Write a table of weights, leaving out what is worth next to nothing."""
    rows = [f"{sign}\t{weight:.2f}" for sign, weight in sorted(table.items()) if abs(weight) >= 0.02]
    head = f"# What each sign adds to the log-odds; learned by tools/{by}.\nsign\tweight"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Learn both tables and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="judge by outlets held out; write nothing")
    parser.add_argument("--network", type=Path, help="an encoder, whose signs are weighed too")
    args = parser.parse_args()
    reports = told_reports(args.gold, args.network)
    if args.folds:
        judge(reports, args.folds)
        return
    merging, selection = learn_both(reports)
    learned = "" if args.network is None else "_with_model"
    write(merging, args.folder / f"merging{learned}_weights.tsv")
    write(selection, args.folder / f"selection{learned}_weights.tsv")
    print(f"{len(reports)} reports, {len(merging)} and {len(selection)} signs")


def learn_both(reports: Sequence[Told]) -> tuple[Table, Table]:
    """The tables of merging and of selection."""
    l2 = _L2_WITH_MODEL if any(report.scene.encoded for report in reports) else _L2
    merging = learn([example for report in reports for example in merging_examples(report)], l2)
    return merging, learn([e for report in reports for e in selection_examples(report, merging)], l2)


def judge(reports: Sequence[Told], folds: int) -> None:
    """Print precision, recall and F1 of events on outlets that the tables were not learned from."""
    outlets = sorted({report.gold["outlet"] or "" for report in reports})
    fold_of = {outlet: index % folds for index, outlet in enumerate(outlets)}
    right = coded = known = 0
    for fold in range(folds):
        inside = [r for r in reports if fold_of[r.gold["outlet"] or ""] == fold]
        merging, selection = learn_both([r for r in reports if fold_of[r.gold["outlet"] or ""] != fold])
        for report in inside:
            groups = select(report.scene, merge(report.tellings, merging, report.scene.encoded), selection)
            right += sum(event is not None for event in owned(report, groups))
            coded += len(groups)
            known += len(report.gold["events"])
    precision, recall = right / coded, right / known
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{folds} folds by outlet: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
