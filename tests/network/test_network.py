"""The network is what it says: the same for the same seed, readable, and to be read in full by a patient reader."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from tests.network import FAULTS, OUTLETS, Network
from tests.network.conftest import BEGINS, Bench
from tests.network.feeds import feed
from tests.network.outlets import FIRST_NUMBER, Outlet, outlets_of
from tests.network.pages import charset_of, page
from tests.network.patient import Reader

from musnad.reading import read_feed, read_html

MONTH = BEGINS + dt.timedelta(days=31)


def _at(moment: dt.datetime) -> str:
    return moment.isoformat()


def test_every_fault_has_an_outlet_and_every_outlet_has_faults_of_the_table() -> None:
    assert len(OUTLETS) == 60
    assert {fault for row in OUTLETS for fault in row.faults} == set(FAULTS)


def test_truth_follows_from_the_seed_alone() -> None:
    week = BEGINS + dt.timedelta(days=7)
    first, again, other = (Network(now=lambda: week, begins=BEGINS, seed=seed).truth(week) for seed in (5, 5, 6))
    assert first == again
    assert [story.title for story in first] != [story.title for story in other]


def test_addresses_have_the_ports_of_a_network_that_has_begun() -> None:
    network = Network(now=lambda: MONTH, begins=BEGINS, outlets=3)
    before = network.truth(BEGINS)
    with network:
        ports = [outlet.ports.plain for outlet in network.outlets]
        assert all(f":{port}/" in entry["feed"] for port, entry in zip(ports, network.sources(), strict=True))
        assert {one.addresses[0].split(":")[2].split("/")[0] for one in network.truth(BEGINS)} == set(map(str, ports))
        assert len(before) == len(network.truth(BEGINS))


def test_feeds_follow_from_the_seed_and_the_time_alone() -> None:
    one, two = (outlets_of(60, BEGINS, 5, 3.0) for _ in range(2))
    forms = {"rss", "atom", "rdf", "json"}
    pairs = [(a, b) for a, b in zip(one, two, strict=True) if a.row.form in forms]
    assert all(feed(a, MONTH, poll=1) == feed(b, MONTH, poll=1) for a, b in pairs)
    assert any(feed(a, MONTH, poll=1) != feed(a, BEGINS, poll=1) for a, _ in pairs)


def test_no_two_stories_of_a_month_have_equal_texts() -> None:
    stories = Network(now=lambda: MONTH, begins=BEGINS).truth(MONTH)
    texts = [body for one in stories for body in (one.body, one.edited.body if one.edited else None) if body]
    assert len(stories) > 5000
    assert len(set(texts)) == len(texts)
    assert len({one.id for one in stories}) == len(stories)
    assert min(len(paragraph) for body in texts for paragraph in body) > 80


def test_truth_grows_and_stories_are_told_when_they_appear(bench: Bench) -> None:
    early, late = (bench.network.truth(BEGINS + dt.timedelta(days=day)) for day in (1, 4))
    assert {one.id for one in early} < {one.id for one in late}
    assert all(one.appears_at <= BEGINS + dt.timedelta(days=4) for one in late)
    per_day = Counter(one.appears_at.date() for one in late if one.appears_at >= BEGINS)
    assert all(140 <= count <= 200 for count in per_day.values())


def test_every_page_is_read_as_it_was_told() -> None:
    now = BEGINS + dt.timedelta(days=1)
    for outlet in outlets_of(60, BEGINS, 5, 3.0):
        for index in range(-2, outlet.newest(now) + 1):
            told, story = outlet.told(index, now), outlet.story(index)
            report = read_html(page(outlet, index, now).encode(charset_of(outlet), "xmlcharrefreplace"), "x")
            assert report.text == "\n\n".join((told.title, *told.body)), outlet.row
            assert report.title == told.title
            if outlet.has("no-dates"):
                assert report.published_at is None
            else:
                day = report.published_on()
                assert day is not None
                assert abs(day - story.published_at.date()) <= dt.timedelta(days=1)


@pytest.mark.parametrize("outlet", outlets_of(60, BEGINS, 5, 3.0), ids=lambda one: f"{one.number}-{one.row.form}")
def test_every_feed_is_read_as_it_was_told(outlet: Outlet) -> None:
    now = BEGINS + dt.timedelta(days=3)
    told = {}
    for index in range(outlet.newest(now), outlet.oldest - 1, -1):
        one = outlet.told(index, now)
        told["\n\n".join((one.title, *outlet.feed_body(index, now)))] = index
    if outlet.row.form == "json":
        items = json.loads(feed(outlet, now, poll=1))["items"]
        read = ["\n\n".join((one["title"], *re.findall("<p>(.*?)</p>", one["content_html"]))) for one in items]
    elif outlet.row.form in {"rss", "atom", "rdf"}:
        read = [report.text for report in read_feed(feed(outlet, now, poll=1).encode(), "f.xml")]
    else:
        pytest.skip("no feed")
    assert set(read) <= set(told)
    shown = 5 if outlet.has("last-5") else 500 if outlet.has("archive-500") else 12
    assert len(set(read)) >= min(shown, len(told))


def test_a_patient_reader_ends_with_every_story_once_and_asks_for_nothing_forbidden(bench: Bench) -> None:
    bench.now = BEGINS
    reader = Reader(bench.network)
    while bench.now < BEGINS + dt.timedelta(hours=18):
        bench.later(minutes=30)
        reader.turn(bench.now)
    reader.close()
    due = {one.id for one in bench.network.truth(bench.now - dt.timedelta(hours=8))}
    of_text = {
        "\n\n".join((one.title, *body)): one.id
        for one in bench.network.truth(bench.now)
        for body in (one.body, *([one.edited.body] if one.edited else []))
    }
    assert set(reader.held) <= set(of_text)
    found = Counter(of_text[text] for text in reader.held)
    assert due <= set(found)
    assert set(found.values()) == {1}
    assert not bench.network.forbidden_requests()
    assert not bench.network.trespasses()


def test_sources_are_written_as_they_are_asked_for(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    bench.network.write_sources(path)
    read = yaml.safe_load(path.read_text("utf-8"))["sources"]
    assert read == bench.network.sources()
    assert len(read) == 61
    assert len({one["name"] for one in read}) == 61
    assert {key for one in read for key in one} == {"name", "every", "feed", "sitemap", "listing", "links"}


def test_hosts_of_the_network_are_on_loopback_and_some_point_inside(bench: Bench) -> None:
    host = bench.network.outlets[7].host
    assert [bench.network.resolve(f"{first}{host}") for first in ("", "m.", "www.")] == [["127.0.0.1"]] * 3
    assert bench.network.resolve(f"inside.{host}") == ["10.0.0.1"]
    assert bench.network.resolve(f"meta.{host}") == ["169.254.169.254"]
    with pytest.raises(OSError, match=r"nowhere\.example"):
        bench.network.resolve("nowhere.example")


def test_requests_are_kept_with_what_came_of_them(bench: Bench) -> None:
    outlet = bench.network.outlets[0]
    bench.get(bench.source(outlet), user_agent="a", if_none_match='"x"')
    bench.get(outlet.base() + "/nothing", user_agent="b")
    first, second = bench.network.requests
    assert (first.outlet, first.host, first.path, first.status) == (outlet.host, outlet.host, "/feed.xml", 200)
    assert (first.agent, first.conditional, _at(first.at)) == ("a", True, _at(bench.now))
    assert (second.agent, second.conditional, second.status) == ("b", False, 404)
    assert FIRST_NUMBER == 1000
