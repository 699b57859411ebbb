"""`musnad sources`: the outlets that are known, as a table, as JSON, and as a list of feeds to begin with."""

import json
from pathlib import Path

import pytest
import yaml
from lxml import etree
from tests.cli.conftest import Run


def listed(musnad: Run, *wanted: str) -> list[dict[str, object]]:
    done = musnad("sources", "--json", *wanted)
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_outlets_are_listed_in_a_table(musnad: Run) -> None:
    done = musnad("sources")
    assert (done.returncode, done.stderr) == (0, "")
    head, row = (next(line for line in done.stdout.splitlines() if word in line) for word in ("Name", "Enab Baladi"))
    assert [cell.strip() for cell in head.strip("┃").split("┃")] == ["Name", "Kind", "Country", "Hosts", "Feeds"]
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "Enab Baladi",
        "outlet",
        "Syria (SY)",
        "enabbaladi.net",
        "https://www.enabbaladi.net/feed/",
    ]


def test_in_arabic_names_are_arabic_and_columns_run_from_the_right(musnad: Run) -> None:
    done = musnad("sources", "--country", "SY", "--lang", "ar")
    row = next(line for line in done.stdout.splitlines() if "عنب بلدي" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")][::-1][:3] == ["عنب بلدي", "وسيلة إعلام", "سوريا (SY)"]


def test_a_country_may_be_asked_for_in_any_case(musnad: Run) -> None:
    found = listed(musnad, "--country", "ye")
    assert {outlet["country"] for outlet in found} == {"YE"}
    assert "المصدر أونلاين" in {outlet["name_ar"] for outlet in found}


def test_only_those_with_a_feed(musnad: Run) -> None:
    every, fed = listed(musnad), listed(musnad, "--with-feed")
    assert all(outlet["feeds"] for outlet in fed)
    assert fed == [outlet for outlet in every if outlet["feeds"]]
    assert 100 < len(fed) < len(every)


def test_json_has_all_that_is_known(musnad: Run) -> None:
    (outlet,) = (outlet for outlet in listed(musnad) if outlet["name"] == "Al-Quds Al-Arabi")
    assert outlet["kind"] == "outlet"
    assert outlet["languages"] == ["ar"]
    assert outlet["titles"] == ["القدس العربي"]
    assert "{place} - «القدس العربي»:" in outlet["bylines"]


def test_yaml_is_a_list_of_feeds_each_under_its_own_name(musnad: Run) -> None:
    done = musnad("sources", "--yaml")
    sources = yaml.safe_load(done.stdout)["sources"]
    assert {"name": "عنب بلدي", "feed": "https://www.enabbaladi.net/feed/", "every": "15m"} in sources
    assert len({source["name"] for source in sources}) == len(sources)
    assert len({source["feed"] for source in sources}) == len(sources)


def test_opml_is_written_to_a_file(musnad: Run, tmp_path: Path) -> None:
    done = musnad("sources", "--country", "DZ", "--opml", "-o", "feeds.opml")
    assert (done.returncode, done.stdout) == (0, "")
    outlines = etree.fromstring((tmp_path / "feeds.opml").read_bytes()).findall("body/outline")
    (ennahar,) = (outline for outline in outlines if "ennahar" in outline.get("xmlUrl"))
    assert dict(ennahar.attrib) == {
        "type": "rss",
        "text": "النهار الجزائرية",
        "xmlUrl": "https://www.ennaharonline.com/feed/",
        "htmlUrl": "https://ennaharonline.com/",
    }


@pytest.mark.parametrize("form", ["--json", "--opml", "--yaml"])
def test_no_outlets_are_told_of(musnad: Run, form: str) -> None:
    done = musnad("sources", "--country", "XX", form)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no such outlets\n")


def test_one_form_at_a_time(musnad: Run) -> None:
    done = musnad("sources", "--json", "--yaml")
    assert done.returncode == 2
    assert "choose one of --json, --opml and --yaml" in done.stderr
