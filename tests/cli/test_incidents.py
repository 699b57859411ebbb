"""Incidents on the command line, from reports to decisions, as processes."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

SHELLED = (
    "قصف على {town}\n\nقُتل {killed} مدنيين اليوم الأحد بقصف مدفعي لقوات النظام على مدينة {town} {of}، وفق {source}."
)
TOLD = (
    ("r0", "سرمين", "شرق إدلب", "ثلاثة", "الدفاع المدني"),
    ("r1", "سرمين", "شرق إدلب", "خمسة", "المرصد السوري لحقوق الإنسان"),
    ("r2", "نوى", "غرب درعا", "ثلاثة", "الدفاع المدني"),
)


@pytest.fixture
def filled(musnad: Run, tmp_path: Path) -> Run:
    lines = [
        json.dumps(
            {
                "id": name,
                "text": SHELLED.format(town=town, of=of, killed=killed, source=source),
                "published_at": "2031-05-04",
                "outlet": f"outlet {name}",
            }
        )
        for name, town, of, killed, source in TOLD
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    assert musnad("add", "war.desk", "in.jsonl").returncode == 0
    return musnad


def incidents(musnad: Run, *wanted: str) -> list[dict[str, object]]:
    done = musnad("incidents", "war.desk", "--json", *wanted)
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_incidents_are_listed_in_both_languages_and_filtered(filled: Run) -> None:
    listed = filled("incidents", "war.desk")
    assert listed.returncode == 0
    assert "disputed" in listed.stdout
    assert "متنازع فيه" in filled("incidents", "war.desk", "--lang", "ar").stdout
    (sarmin,) = incidents(filled, "--place", "سرمين")
    assert sarmin["reports"] == ["r0", "r1"]
    assert sarmin["killed"]["min"] == 3  # type: ignore[index]
    (lowest,) = incidents(filled, "--place", "سرمين", "--toll", "lowest")
    assert lowest["killed"]["max"] == 3  # type: ignore[index]
    assert len(incidents(filled, "--origins", "2")) == 1
    assert len(incidents(filled, "--country", "sy")) == 2
    assert incidents(filled, "--country", "LB") == []
    assert len(incidents(filled, "--source", "الخوذ البيضاء")) == 2
    assert len(incidents(filled, "--source", "outlet r1")) == 1
    assert "Idlib, Syria" in listed.stdout
    assert filled("incidents", "war.desk", "--until", "2030-01-01").stderr == "no such incidents\n"
    assert filled("incidents", "war.desk", "--type", "strike.moon").returncode == 2


def test_an_incident_shows_whose_each_figure_is_and_the_words(filled: Run) -> None:
    (sarmin,) = incidents(filled, "--place", "سرمين")
    shown = filled("incident", "war.desk", str(sarmin["id"])).stdout
    for told in ("Syria Civil Defence", "Where they disagree", "Killed: 3", "r0#0", "قصف على سرمين"):
        assert told in shown
    arabic = filled("incident", "war.desk", str(sarmin["id"]), "--lang", "ar").stdout
    for told in ("الأصول", "الدفاع المدني", "سرمين"):
        assert told in arabic
    assert "Sarmin" not in arabic
    missing = filled("incident", "war.desk", "in-nothing")
    assert (missing.returncode, missing.stderr) == (2, "war.desk: there is no incident in-nothing\n")


def test_related_reports_stand_beside_a_report(filled: Run) -> None:
    beside = filled("related", "war.desk", "r0").stdout
    assert "Of the same incident:" in beside
    assert "r1" in beside
    assert filled("related", "war.desk", "nobody").returncode == 2


def test_what_is_decided_is_told_kept_listed_and_undone(filled: Run) -> None:
    first, second = (str(one["id"]) for one in incidents(filled))
    same = filled("decide", "same", "war.desk", first, second).stdout
    assert same == f"decision 1\n{first} rests on r0#0 r1#0 r2#0\n"
    (whole,) = incidents(filled)
    assert whole["reports"] == ["r0", "r1", "r2"]
    assert "merged into" in filled("incident", "war.desk", second).stdout
    assert filled("decide", "correct", "war.desk", first, "killed", "4-6").stdout.startswith("decision 2\n")
    assert incidents(filled)[0]["corrected"] == ["killed"]
    listed = filled("decide", "list", "war.desk").stdout
    assert "Killed = 4-6" in listed
    assert f"the same as {second}" in listed
    assert filled("decide", "undo", "war.desk", "1").stdout == "decision 1 undone\n"
    assert len(incidents(filled)) == 2
    assert "undone" in filled("decide", "list", "war.desk").stdout
    apart = filled("decide", "apart", "war.desk", first, "r1#0")
    assert f"{first} rests on r0#0\n" in apart.stdout
    assert "rests on r1#0\n" in apart.stdout
    assert filled("decide", "correct", "war.desk", first, "place", "سرمين").returncode == 0
    assert len(incidents(filled)) == 3
    for wrong in (("undo", "war.desk", "9"), ("apart", "war.desk", first, "r1"), ("same", "war.desk", first)):
        refused = filled("decide", *wrong)
        assert refused.returncode == 2
        assert refused.stderr.strip()
