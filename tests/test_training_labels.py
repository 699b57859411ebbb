"""The labels made for training follow the event record, hold no text, and join to the news they were made on."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import musnad
from musnad.knowledge.ontology import event_types

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "data" / "news"
_SENTENCE = re.compile(r"(?:[\u0621-\u064a]+\s+){4}")


@pytest.fixture(scope="module")
def labels() -> list[dict[str, Any]]:
    text = (ROOT / "training" / "labels" / "news.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_no_label_holds_a_sentence(labels: list[dict[str, Any]]) -> None:
    assert not [label["id"] for label in labels if _SENTENCE.search(json.dumps(label, ensure_ascii=False))]


def test_each_report_is_labelled_once_with_known_types(labels: list[dict[str, Any]]) -> None:
    assert len({label["id"] for label in labels}) == len(labels)
    assert {event["type"] for label in labels for event in label["events"]} <= set(event_types())


@pytest.mark.skipif(not NEWS.exists(), reason="the news is not part of the repository and does not stand beside it")
def test_joined_labels_are_event_records_whose_spans_lie_in_the_text(tmp_path: Path, labels: list[Any]) -> None:
    gold = tmp_path / "gold.jsonl"
    subprocess.run([sys.executable, ROOT / "training" / "join_labels.py", NEWS, gold], check=True)
    joined = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    assert len(joined) == len(labels)
    for report in joined:
        for event in msgspec.convert(report["events"], tuple[musnad.Event, ...]):
            for start, end in event.mentions:
                assert 0 <= start < end <= len(report["text"])
