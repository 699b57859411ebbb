"""The demo's pages are what its README and its incidents.yaml say they are."""

import datetime as dt
import html
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

DEMO = Path(__file__).parent.parent / "demo"
PAGES = DEMO / "pages"
CP1256 = sorted((PAGES / "tihamapost.example").glob("*.html"))
FOOTER = "محتوى تجريبي مختلق"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@cache
def _truth() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEMO / "incidents.yaml").read_text("utf-8"))
    return loaded


@cache
def _reports() -> dict[str, str]:
    """The text of each report by its name in incidents.yaml, tags dropped and blanks joined."""
    reports = {}
    for path in sorted(PAGES.rglob("*")):
        name = path.relative_to(PAGES).as_posix()
        if path.suffix == ".xml":
            for item in ET.parse(path).getroot().iter("item"):  # noqa: S314
                slug = (item.findtext("link") or "").rpartition("/")[2]
                reports[f"{name}#{slug}"] = _plain(item.findtext(CONTENT) or "")
        elif path.is_file():
            encoding = "cp1256" if path in CP1256 else "utf-8"
            reports[name] = _plain(path.read_bytes().decode(encoding))
    return reports


def _plain(source: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


def _incidents() -> list[Any]:
    return [pytest.param(incident, id=incident["id"]) for incident in _truth()["incidents"]]


def test_there_are_enough_reports_of_enough_outlets() -> None:
    assert len(_reports()) >= 24
    assert {name.split("/")[0] for name in _reports()} == set(_truth()["outlets"])


def test_at_least_six_incidents_are_told_by_several_outlets() -> None:
    several = [
        incident["id"]
        for incident in _truth()["incidents"]
        if len({page.split("/")[0] for page in incident["pages"]}) >= 2
    ]
    assert len(several) >= 6


@pytest.mark.parametrize("page", CP1256, ids=lambda page: page.name)
def test_pages_in_cp1256_are_not_utf8_and_decode(page: Path) -> None:
    raw = page.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert FOOTER in raw.decode("cp1256")


def test_one_page_in_cp1256_says_that_it_is_utf8() -> None:
    labels = [re.findall(rb"charset=([\w-]+)", page.read_bytes(), re.IGNORECASE) for page in CP1256]
    assert sorted(labels) == [[b"UTF-8"], [b"windows-1256"]]


def test_every_page_says_that_it_is_made_up() -> None:
    for path in filter(Path.is_file, PAGES.rglob("*")):
        encoding = "cp1256" if path in CP1256 else "utf-8"
        assert FOOTER in path.read_bytes().decode(encoding), path


def test_no_page_holds_invisible_direction_marks() -> None:
    for name, text in _reports().items():
        assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", text), name


def test_the_blog_has_no_date_data() -> None:
    for page in (PAGES / "daftar-hawran.example").glob("*.html"):
        source = page.read_text("utf-8")
        assert "<time" not in source
        assert "2031-" not in source
        assert "أيار 2031" in source


def test_every_page_tells_an_incident_or_is_noise() -> None:
    told = {page for incident in _truth()["incidents"] for page in incident["pages"]}
    noise = {entry["page"] for entry in _truth()["noise"]}
    assert not told & noise
    assert told | noise == set(_reports())


def test_ids_are_unique() -> None:
    ids = [incident["id"] for incident in _truth()["incidents"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("incident", _incidents())
def test_words_of_each_toll_stand_in_its_page(incident: dict[str, Any]) -> None:
    for toll in incident["tolls"]:
        assert toll["page"] in incident["pages"]
        assert toll["words"] in _reports()[toll["page"]], toll["words"]
        bounds = [toll[key] for key in toll if key not in {"page", "origin", "words"}]
        assert bounds
        assert all(low >= 0 and (high is None or high >= low) for low, high in bounds)


@pytest.mark.parametrize("incident", _incidents())
def test_origins_recalls_and_dates_fit_the_pages(incident: dict[str, Any]) -> None:
    pages = set(incident["pages"])
    assert incident["origins"]
    for origin in incident["origins"]:
        assert set(origin["pages"]) <= pages
    assert {page for origin in incident["origins"] for page in origin["pages"]} == pages
    assert all(recall["page"] in pages for recall in incident.get("recalled", []))
    assert dt.date(2031, 5, 1) <= incident["date"] <= dt.date(2031, 5, 31)


@pytest.mark.parametrize("incident", _incidents())
def test_status_fits_the_count_of_origins(incident: dict[str, Any]) -> None:
    assert incident["status"] in {"single", "corroborated", "disputed", "denied"}
    if incident["status"] != "single":
        assert len(incident["origins"]) > 1 or len({str(t) for t in incident["tolls"]}) > 1
    elif len(incident["origins"]) > 1:
        assert len(incident["pages"]) == 1


@pytest.mark.parametrize("incident", _incidents())
def test_place_is_named_in_some_page(incident: dict[str, Any]) -> None:
    name = incident["place"]["name"]
    assert any(name in _reports()[page] for page in incident["pages"])


def test_without_musnad_the_demo_says_how_to_install_it() -> None:
    # -S and -I leave the interpreter without installed packages
    command = [sys.executable, "-I", "-S", str(DEMO / "run.py")]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 1
    assert "pip install" in result.stdout
    assert not result.stderr


def test_the_demo_runs_to_its_page(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns("out"))
    source = str(DEMO.parent / "src")
    result = subprocess.run(
        [sys.executable, str(Path("demo") / "run.py")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": source, "COLUMNS": "132"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "$ musnad code demo/out/reports.jsonl" in result.stdout
    assert len(result.stdout.splitlines()) < 100
    assert "read 30 reports, 0 failed" in result.stderr
    assert "سرمين" in (tmp_path / "demo" / "out" / "demo.html").read_text("utf-8")
