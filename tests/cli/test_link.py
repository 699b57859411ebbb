"""`musnad link`, as a process."""

import json
from pathlib import Path

from tests.cli.conftest import Run

TEXT = "قصف على سرمين\n\nقُتل ثلاثة مدنيين اليوم الأحد بقصف مدفعي لقوات النظام على مدينة سرمين شرق إدلب، وفق {source}."


def _reports(folder: Path) -> None:
    sources = ("الدفاع المدني", "المرصد السوري لحقوق الإنسان")
    lines = [
        json.dumps({"id": f"r{n}", "text": TEXT.format(source=source), "published_at": "2031-05-04", "outlet": f"o{n}"})
        for n, source in enumerate(sources)
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n")


def test_reports_of_one_shelling_are_one_incident(musnad: Run, tmp_path: Path) -> None:
    _reports(tmp_path)
    assert musnad("code", "reports.jsonl", "-o", "events.jsonl", "--no-model").returncode == 0
    done = musnad("link", "reports.jsonl", "events.jsonl", "-o", "incidents.jsonl")
    assert (done.returncode, done.stderr) == (0, "linked 2 reports, 0 failed\n")
    (line,) = (tmp_path / "incidents.jsonl").read_text().splitlines()
    incident = json.loads(line)
    assert incident["status"] == "corroborated"
    assert incident["reports"] == ["r0", "r1"]
    assert incident["killed"]["min"] == 3


def test_lines_that_cannot_be_linked_are_told_with_their_place_and_the_rest_is_linked(
    musnad: Run, tmp_path: Path
) -> None:
    _reports(tmp_path)
    musnad("code", "reports.jsonl", "-o", "events.jsonl", "--no-model")
    first, second = (tmp_path / "events.jsonl").read_text().splitlines()
    outside = json.loads(second)
    outside["events"][0]["mentions"] = [[5, 9000]]
    lines = [first, first, json.dumps(outside), '{"id": "nobody", "events": []}', "{broken"]
    (tmp_path / "events.jsonl").write_text("\n".join(lines) + "\n")
    done = musnad("link", "reports.jsonl", "events.jsonl")
    told = done.stderr.splitlines()
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in told[:-1]] == [f"events.jsonl:{n}" for n in (2, 3, 4, 5)]
    assert "lies outside" in told[1]
    assert told[-1] == "linked 1 reports, 4 failed" or told[-1] == "linked 1 report, 4 failed"
    assert len(done.stdout.splitlines()) == 1
