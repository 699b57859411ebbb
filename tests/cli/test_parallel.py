"""The engine under `musnad code`: order, any number of jobs, reports that kill their process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.coding.parallel import CHUNK_REPORTS, SMALL, Coded, Input, code_stream
from musnad.coding.pipeline import Knowledge
from musnad.errors import KnowledgeError, ReportError
from musnad.records import CodedReport, Event, Report

MANY = SMALL + 5 * CHUNK_REPORTS + 3


def coder(report: Report, _knowledge: Knowledge) -> CodedReport:
    """Stands in for the pipeline: quick, and struck down by what some texts say."""
    match report.text:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "refuse":
            raise ReportError("nothing in it", report.id)
        case "endless":
            while report.text:
                pass
        case "fault":
            return {}["x"]
    return CodedReport(report.id, (Event(type="strike.air", mentions=((0, len(report.text)),)),))


def given(*texts: str) -> Iterator[Input | ReportError]:
    for line, text in enumerate(texts, start=1):
        if text == "broken":
            yield ReportError("not JSON", "in.jsonl", line)
        else:
            yield Input(Report(id=f"r{line}", text=text), "in.jsonl", line)


def told(results: Iterator[Coded | ReportError]) -> list[str]:
    return [str(r) if isinstance(r, ReportError) else r.coded.id for r in results]


def texts(**special: str) -> list[str]:
    made = ["نص"] * MANY
    for at, text in special.items():
        made[int(at[1:]) - 1] = text
    return made


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_with_errors_in_their_place(jobs: int) -> None:
    wanted = [f"r{number}" for number in range(1, MANY + 1)]
    wanted[4] = "in.jsonl:5: not JSON"
    wanted[69] = "in.jsonl:70: report r70: nothing in it"
    fault = "Musnad failed on it (KeyError in test_parallel.py:32)"
    wanted[99] = f"in.jsonl:100: report r100: {fault}; please send us this report"
    made = given(*texts(n5="broken", n70="refuse", n100="fault"))
    assert told(code_stream(made, jobs, coder=coder)) == wanted


def test_a_report_that_kills_its_worker_costs_only_itself() -> None:
    wanted = [f"r{number}" for number in range(1, MANY + 1)]
    for poison in (3, 90):
        wanted[poison - 1] = (
            f"in.jsonl:{poison}: report r{poison}: the process that worked on it died; please send us this report"
        )
    assert told(code_stream(given(*texts(n3="die", n90="die")), 2, coder=coder)) == wanted


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_takes_for_ever_is_given_up(jobs: int) -> None:
    results = told(code_stream(given(*texts(n60="endless")), jobs, coder=coder, seconds=0.5))
    assert results[58:61] == [
        "r59",
        "in.jsonl:60: report r60: given up after 0.5 seconds; please send us this report",
        "r61",
    ]
    assert len(results) == MANY


def test_a_few_reports_need_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.processes.start_pool", lambda _: pytest.fail("started a worker"))
    assert told(code_stream(given("نص", "نص"), 8, coder=coder)) == ["r1", "r2"]


def test_inputs_are_not_read_far_ahead() -> None:
    read = 0

    def endless() -> Iterator[Input | ReportError]:
        nonlocal read
        while True:
            read += 1
            yield Input(Report(id=f"r{read}", text="نص"), "endless")

    stream = code_stream(endless(), 2, coder=coder)
    for _ in range(100):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert read < 100 + 10 * CHUNK_REPORTS


def test_malformed_knowledge_ends_the_run_plainly(tmp_path: Path) -> None:
    places = tmp_path / "places.sqlite"
    places.write_text("not places")
    for count in (1, MANY):
        with pytest.raises(KnowledgeError):
            list(code_stream(given(*["نص"] * count), 2, places, coder=coder))


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(
        "import itertools, multiprocessing, sys\n"
        "from musnad.coding.parallel import Input, code_stream\n"
        "from musnad.records import Report\n"
        "if __name__ == '__main__':\n"
        "    endless = (Input(Report(id=str(n), text='نص'), 'endless') for n in itertools.count())\n"
        "    for number, _ in enumerate(code_stream(endless, 2)):\n"
        "        if number == 100:\n"
        "            print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
    )
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(workers) == 2
    deadline = time.monotonic() + 20
    while any(_runs(pid) for pid in workers):
        assert time.monotonic() < deadline, "workers still run"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
