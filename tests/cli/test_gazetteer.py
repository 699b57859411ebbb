"""`musnad gazetteer add`."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.corpus import line

PLACES = (
    "names\tname\tkind\tcountry\tadmin1\tlat\tlon\n"
    "تل الزنبقطان|الزنبقطان\tTall Zanbaqtan\tsettlement\tSY\tHama\t35.25\t36.5\n"
)
REPORT = line("z", "غارة على الزنبقطان\n\nقُتل ثلاثة مدنيين في غارة جوية على قرية الزنبقطان، اليوم.")


def test_runs_know_the_places_that_the_user_added(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text(PLACES)
    added = musnad("gazetteer", "add", "places.tsv")
    assert (added.returncode, added.stdout) == (0, f"places added to {tmp_path / 'places.sqlite'}: 1\n")
    musnad("gazetteer", "add", "places.tsv")
    (record,) = map(json.loads, musnad("code", "-", given=REPORT).stdout.splitlines())
    places = [event["place"] for event in record["events"]]
    assert [(place["name"], place["lat"]) for place in places] == [("Tall Zanbaqtan", 35.25)]


def test_a_table_that_is_none_is_refused_with_its_line(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("قرية\n")
    done = musnad("gazetteer", "add", "places.tsv")
    assert done.returncode == 2
    assert done.stderr.startswith("places.tsv:1: ")
    assert musnad("gazetteer", "add", "none.tsv").returncode == 2


def test_a_file_that_is_no_gazetteer_is_told_of(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "places.sqlite").write_text("not places")
    done = musnad("code", "-", given=REPORT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "places.sqlite" in done.stderr
