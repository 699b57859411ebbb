"""Reports coded to the event record, as pieces with what is to be learned of each."""

import json
from pathlib import Path
from typing import Any

import msgspec
from tokenizers import Tokenizer

from musnad.arabic.words import sentence_bounds
from musnad.model.labels import MODALITIES, RELATIONS, STANCES, TYPES
from musnad.model.pieces import cut
from musnad.model.windows import Window, windows_of


class Trigger(msgspec.Struct, frozen=True):
    """One mention of an event: its pieces, and the pieces related to it, by relation."""

    pieces: tuple[int, ...]
    event: int
    background: int
    modality: int
    stance: int
    related: dict[int, frozenset[int]]


class Example(msgspec.Struct, frozen=True):
    """One report: its pieces, windows over them, the type told at each piece, and the triggers."""

    id: str
    outlet: str
    pieces: list[int]
    offsets: list[tuple[int, int]]
    windows: tuple[Window, ...]
    types: list[int]
    triggers: tuple[Trigger, ...]


def read_examples(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """The reports of a file of the gold's format."""
    return [example(json.loads(line), tokenizer) for line in path.read_text(encoding="utf-8").splitlines()]


def example(report: dict[str, Any], tokenizer: Tokenizer) -> Example:
    """One report as pieces and what is to be learned of them."""
    text = report["text"]
    numbers, offsets = cut(tokenizer, text)
    types = [0] * len(offsets)
    triggers = []
    for number, event in enumerate(report["events"]):
        kind = TYPES.index(event["type"])
        related = _related(event, offsets)
        for mention in event["mentions"]:
            pieces = _inside(offsets, mention)
            for piece in pieces:
                types[piece] = kind
            if pieces:
                triggers.append(
                    Trigger(
                        tuple(pieces),
                        number,
                        int(event.get("background", False)),
                        MODALITIES.index(event.get("modality", "asserted")),
                        STANCES.index(event.get("stance", "states")),
                        related,
                    )
                )
    windows = windows_of(offsets, sentence_bounds(text), len(report.get("title") or ""))
    return Example(str(report["id"]), report.get("outlet") or "", numbers, offsets, windows, types, tuple(triggers))


def _related(event: dict[str, Any], offsets: list[tuple[int, int]]) -> dict[int, frozenset[int]]:
    chains = [chain for chain in event.get("isnad") or [] if chain]
    spans = {
        "same": event["mentions"],
        "actor": [party["span"] for party in event.get("actors") or []],
        "target": [party["span"] for party in event.get("targets") or []],
        "weapon": [(event.get("weapon") or {}).get("span")],
        "place": [(event.get("place") or {}).get("span")],
        "time": [(event.get("time") or {}).get("span")],
        **{what: (event.get(what) or {}).get("spans") for what in ("killed", "injured", "captured", "displaced")},
        "origin": [chain[-1].get("span") for chain in chains],
        "carrier": [node.get("span") for chain in chains for node in chain[:-1]],
    }
    return {
        RELATIONS.index(name): frozenset(p for span in found or () if span for p in _inside(offsets, span))
        for name, found in spans.items()
    }


def _inside(offsets: list[tuple[int, int]], span: tuple[int, int]) -> list[int]:
    start, end = span
    return [i for i, (a, b) in enumerate(offsets) if a < end and b > start and b > a]
