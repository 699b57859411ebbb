"""The quality gate fails where it must, and only there."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quality_gate", ROOT / "tools" / "quality_gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORED = {
    "detection (family)": {"f1": 0.8},
    "detection (type)": {"f1": 0.701},
    "fields": {"place": {"accuracy": 0.6}, "date": {"accuracy": 0.9}},
    "record": {"f1": 0.25},
}


def test_scores_are_found_in_the_scorer_s_report(gate: ModuleType) -> None:
    scores = gate.scores_of(SCORED)
    assert scores.keys() == gate.MEASURES.keys()
    assert scores["events by type, F1"] == 0.701
    assert scores["date"] == 0.9
    assert scores["killed"] == 0.0


def test_a_score_below_its_floor_fails_one_at_it_does_not(gate: ModuleType) -> None:
    assert gate.fallen({"place": 0.6, "date": 0.9}, {"place": 0.6, "date": 0.9}) == []
    (fault,) = gate.fallen({"place": 0.599, "date": 0.9}, {"place": 0.6, "date": 0.9})
    assert "place" in fault


def test_a_floor_may_be_raised_but_not_lowered_or_dropped(gate: ModuleType) -> None:
    before = {"place": 0.5, "date": 0.5}
    assert gate.lowered(before, {"place": 0.5, "date": 0.6, "killed": 0.1}, "HEAD") == []
    assert len(gate.lowered(before, {"place": 0.49, "date": 0.5}, "HEAD")) == 1
    assert len(gate.lowered(before, {"place": 0.5}, "HEAD")) == 1
    assert gate.lowered({}, {"place": 0.5}, "origin/main") == []


def test_floors_are_lifted_to_what_was_measured_and_never_down(gate: ModuleType) -> None:
    lifted = gate.lifted({"place": 0.5, "date": 0.95}, {"place": 0.618, "date": 0.9})
    assert lifted == {"place": 0.61, "date": 0.95}


def test_floors_of_no_commit_are_none(gate: ModuleType) -> None:
    assert gate.floors_at("no-such-commit") == {}


def test_the_floors_hold_every_measure(gate: ModuleType) -> None:
    assert json.loads(gate.FLOORS.read_text()).keys() == gate.MEASURES.keys()


def test_without_the_hand_coded_reports_it_is_skipped_with_a_word(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "quality_gate.py"), "--shared", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "skipped" in done.stdout


def test_it_codes_scores_and_fails(gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold, scorer = tmp_path / "data" / "gold" / "dev.jsonl", tmp_path / "score" / "score_events.py"
    gold.parent.mkdir(parents=True)
    scorer.parent.mkdir()
    gold.write_text(json.dumps({"id": "a", "text": "غارة على إدلب", "events": []}) + "\n")
    scorer.write_text(
        "import json, sys\n"
        "coded = [json.loads(line)['id'] for line in open(sys.argv[2])]\n"
        f"print(json.dumps({SCORED!r} if coded == ['a'] else {{}}))\n"
    )
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"place": 0.6, "date": 0.91}))
    monkeypatch.setattr(gate, "FLOORS", floors)
    monkeypatch.setattr(gate, "EARLIER", ())
    monkeypatch.setattr(sys, "argv", ["quality_gate.py", "--shared", str(tmp_path)])
    assert gate.main() == 1
    floors.write_text(json.dumps({"place": 0.6, "date": 0.9}))
    assert gate.main() == 0
