"""Incidents on a desk: linked as reports come, named for good, decided by hand."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.linking.handmade import DARAA, SARMIN, TEXT, chain, count, day, event, pair, party, place
from tests.linking.test_linker import DRAWN, pairs

from musnad.desk import Desk, IncidentFilter, Related
from musnad.errors import DeskError
from musnad.linking import link
from musnad.records import CodedReport, Event, Incident, Report

Pair = tuple[Report, CodedReport]


def add(desk: Desk, *made: Pair) -> None:
    for report, coded in made:
        desk.add(report, coded)


def found(desk: Desk) -> list[Incident]:
    return list(desk.incidents.find())


def told(incidents: list[Incident]) -> list[tuple[object, ...]]:
    return sorted((one.events, one.type, one.status, one.killed, one.origins, one.claims) for one in incidents)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, st.randoms(use_true_random=False))
def test_a_desk_links_as_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[object], chance: object
) -> None:
    made = pairs(drawn)  # type: ignore[arg-type]
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    with Desk.open(tmp_path_factory.mktemp("desk") / "a.desk") as desk:
        for one in mixed:
            add(desk, one)
            desk.incidents.link()
        assert told(found(desk)) == told(link(made))
        assert desk.incidents.waiting() == 0


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DRAWN, DRAWN)
def test_reports_coded_anew_together_are_linked_as_if_they_had_been_so(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[object], again: list[object]
) -> None:
    made, other = pairs(drawn), pairs(again)  # type: ignore[arg-type]
    with Desk.open(tmp_path_factory.mktemp("desk") / "a.desk") as desk:
        add(desk, *made)
        desk.incidents.link()
        add(desk, *other)
        last = {report.id: (report, coded) for report, coded in (*made, *other)}
        assert told(found(desk)) == told(link(last.values()))
        ids = [one.id for one in found(desk)]
        assert len(ids) == len(set(ids))


def test_an_incident_keeps_its_id_as_it_grows_also_backwards(desk: Desk) -> None:
    add(desk, pair("b", event(), published="2031-05-07"))
    (first,) = found(desk)
    add(desk, pair("c", event(killed=count(2)), published="2031-05-08"), pair("a", event(), published="2031-05-06"))
    (grown,) = found(desk)
    assert (grown.id, len(grown.reports)) == (first.id, 3)
    assert grown.events[0] == ("a", 0)
    assert desk.incidents.log() == []


def test_a_report_coded_anew_keeps_the_incident(desk: Desk) -> None:
    add(desk, pair("a", event()))
    (before,) = found(desk)
    add(desk, pair("a", event("demo.protest", place=place(DARAA, "Daraa")), event(killed=count(4))))
    after = {one.type: one.id for one in found(desk)}
    assert set(after) == {"demo.protest", "strike.shelling"}
    assert after["strike.shelling"] == before.id


def test_where_no_report_tells_it_any_more_an_incident_ends_and_is_logged(desk: Desk) -> None:
    add(desk, pair("a", event()))
    (one,) = found(desk)
    add(desk, pair("a"))
    assert found(desk) == []
    assert [(entry.what, entry.incident_id) for entry in desk.incidents.log()] == [("ended", one.id)]


def test_two_incidents_that_are_decided_to_be_one_stay_one(desk: Desk) -> None:
    far = event(place=place(DARAA, "Daraa"))
    add(desk, pair("a", event()), pair("b", far), pair("c", far))
    near, other = sorted(found(desk), key=lambda one: len(one.reports))
    number = desk.incidents.same([near.id, other.id])
    (one,) = found(desk)
    assert (one.id, len(one.reports)) == (near.id, 3)
    assert desk.incidents.get(other.id) == one
    assert [(entry.what, entry.incident_id, entry.other_id) for entry in desk.incidents.log()] == [
        ("merged", other.id, near.id)
    ]
    add(desk, pair("a", event(), text=TEXT + " تحديث"))
    (again,) = found(desk)
    assert (again.id, again.reports) == (near.id, ("a", "b", "c"))
    desk.incidents.undo(number)
    assert sorted(len(one.reports) for one in found(desk)) == [1, 2]


def test_what_is_decided_not_to_be_the_same_is_never_put_together_again(desk: Desk) -> None:
    add(desk, pair("a", event()), pair("b", event()), pair("c", event()))
    (one,) = found(desk)
    number = desk.incidents.apart(one.id, [("b", 0)])
    assert sorted(len(each.reports) for each in found(desk)) == [1, 2]
    add(desk, pair("d", event()), pair("b", event(killed=count(2))))
    apart = {key: each.id for each in found(desk) for key in each.events}
    assert apart["a", 0] == one.id != apart["b", 0]
    desk.incidents.undo(number)
    (whole,) = found(desk)
    assert (whole.id, len(whole.reports)) == (one.id, 4)


FAR = event(place=place(DARAA, "Daraa"))
PROTEST = event("demo.protest", mentions=((24, 29),))


def of(desk: Desk, key: tuple[str, int]) -> Incident:
    (one,) = (each for each in found(desk) if key in each.events)
    return one


def test_large_incidents_that_are_one_by_decision_are_one_whole_under_the_first_id(desk: Desk) -> None:
    add(desk, *(pair(f"a{n}", event()) for n in range(3)), *(pair(f"b{n}", FAR) for n in range(3)))
    sarmin, daraa = of(desk, ("a0", 0)), of(desk, ("b0", 0))
    desk.incidents.same([daraa.id, sarmin.id])
    (one,) = found(desk)
    assert (one.id, len(one.reports)) == (daraa.id, 6)
    desk.incidents.apart(one.id, [("a0", 0)])
    assert sorted(len(each.reports) for each in found(desk)) == [1, 5]
    assert of(desk, ("b2", 0)).id == daraa.id


def test_the_later_of_two_decisions_holds(desk: Desk) -> None:
    add(desk, *(pair(name, event()) for name in "abc"))
    (one,) = found(desk)
    desk.incidents.apart(one.id, [("b", 0)])
    desk.incidents.same([of(desk, ("b", 0)).id, one.id])
    assert len(found(desk)) == 1


def test_what_is_set_apart_leaves_id_and_corrections_with_the_rest(desk: Desk) -> None:
    add(desk, *(pair(name, event()) for name in "abcd"))
    (one,) = found(desk)
    desk.incidents.correct(one.id, "killed", "7")
    desk.incidents.apart(one.id, [("a", 0)])
    rest, out = of(desk, ("b", 0)), of(desk, ("a", 0))
    assert (rest.id, rest.killed and rest.killed.min) == (one.id, 7)
    assert (out.id != one.id, out.killed) == (True, None)


def test_what_an_earlier_version_linked_is_linked_anew_under_the_same_ids(desk: Desk, tmp_path: Path) -> None:
    add(desk, pair("b", event()), pair("c", FAR), pair("d", event()))
    before = {one.id for one in found(desk)}
    add(desk, pair("a", event(), published="2031-05-05"))
    assert {one.id for one in found(desk)} == before
    number = desk.incidents.correct(of(desk, ("a", 0)).id, "killed", "7")
    with sqlite3.connect(tmp_path / "war.desk") as raw:
        raw.execute("update linked_by set version = 'of before'")
        raw.execute("update tellings set record = x'00'")
    raw.close()
    assert {one.id for one in found(desk)} == before
    assert of(desk, ("b", 0)).corrected == ("killed",)
    assert desk.incidents.log() == []
    desk.incidents.undo(number)


def test_an_incident_follows_its_event_to_another_position(desk: Desk) -> None:
    add(desk, pair("a", event()))
    (one,) = found(desk)
    desk.incidents.correct(one.id, "killed", "7")
    add(desk, pair("a", PROTEST, event()))
    shelling, protest = of(desk, ("a", 1)), of(desk, ("a", 0))
    assert (shelling.type, shelling.id, shelling.corrected) == ("strike.shelling", one.id, ("killed",))
    assert (protest.type, protest.corrected) == ("demo.protest", ())


def test_decisions_follow_their_events_through_any_coding(desk: Desk) -> None:
    add(desk, *(pair(name, event()) for name in "abz"))
    (one,) = found(desk)
    desk.incidents.apart(one.id, [("b", 0)])
    # two at once, at another position, in a text that begins otherwise, and after a coding that missed it
    add(desk, pair("a", event(), text=f"عاجل: {TEXT}"), pair("b", PROTEST, event()))
    assert of(desk, ("b", 1)).reports == ("b",)
    add(desk, pair("b"))
    assert len(found(desk)) == 1
    add(desk, pair("b", event()))
    assert of(desk, ("b", 0)).reports == ("b",)


def test_an_undone_merge_gives_each_its_id_and_corrections_back(desk: Desk) -> None:
    add(desk, pair("a", event()), pair("b", FAR))
    near, far = of(desk, ("a", 0)), of(desk, ("b", 0))
    desk.incidents.correct(far.id, "killed", "7")
    number = desk.incidents.same([near.id, far.id])
    assert [one.corrected for one in found(desk)] == [("killed",)]
    desk.incidents.undo(number)
    assert (of(desk, ("a", 0)).id, of(desk, ("a", 0)).corrected) == (near.id, ())
    assert (of(desk, ("b", 0)).id, of(desk, ("b", 0)).corrected) == (far.id, ("killed",))
    assert desk.incidents.get(far.id) == of(desk, ("b", 0))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("type", "strike.air", lambda one: one.type == "strike.air"),
        ("killed", "3-5", lambda one: (one.killed.min, one.killed.max) == (3, 5)),
        ("injured", "7+", lambda one: (one.injured.min, one.injured.max) == (7, None)),
        ("killed", "unknown", lambda one: one.killed is None),
        ("day", "2031-05-04", lambda one: str(one.time.start) == "2031-05-04"),
        ("place", "Idlib", lambda one: one.place.precision == "province"),
    ],
)
def test_a_corrected_field_is_kept_whatever_is_linked(desk: Desk, field: str, value: str, said: object) -> None:
    add(desk, pair("a", event(killed=count(2))), pair("b", event(place=place((35.93, 36.63), "Idlib", "province"))))
    (one,) = found(desk)
    number = desk.incidents.correct(one.id, field, value)
    add(desk, pair("c", event(killed=count(9)), published="2031-05-07"))
    (now,) = desk.incidents.find(policy="lowest")
    assert said(now)  # type: ignore[operator]
    assert now.corrected == (field,)
    desk.incidents.undo(number)
    assert found(desk)[0].corrected == ()


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("type", "strike.moon", "no event type"),
        ("colour", "red", "there are type, place"),
        ("killed", "many", "3-5"),
        ("killed", "5-3", "higher number"),
        ("day", "2031-13-01", "no day"),
        ("day", "2031-05-04/2031-05-01", "before the first"),
        ("place", "Atlantis", "they give Sarmin"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(desk: Desk, field: str, value: str, why: str) -> None:
    add(desk, pair("a", event()))
    (one,) = found(desk)
    with pytest.raises(DeskError, match=why):
        desk.incidents.correct(one.id, field, value)
    assert desk.incidents.decisions() == []


def test_decisions_on_what_is_not_there_are_refused(desk: Desk) -> None:
    add(desk, pair("a", event()))
    (one,) = found(desk)
    for wrong in (
        lambda: desk.incidents.same([one.id]),
        lambda: desk.incidents.same([one.id, "in-nothing"]),
        lambda: desk.incidents.apart(one.id, [("a", 0)]),
        lambda: desk.incidents.apart(one.id, [("z", 0)]),
        lambda: desk.incidents.correct("in-nothing", "type", "strike.air"),
        lambda: desk.incidents.undo(7),
    ):
        with pytest.raises(DeskError):
            wrong()
    assert found(desk) == [one]


def test_incidents_are_found_by_what_their_events_say(desk: Desk) -> None:
    by_rescuers = event(isnad=(chain("الدفاع المدني"),))
    add(desk, pair("a", by_rescuers), pair("b", event()), pair("c", event("demo.protest", place=place(DARAA, "Daraa"))))
    ask = desk.incidents.find
    assert {one.type for one in ask(IncidentFilter(place="سرمين"))} == {"strike.shelling"}
    assert {one.type for one in ask(IncidentFilter(source="المدني"))} == {"strike.shelling"}
    assert {one.type for one in ask(IncidentFilter(type="demo"))} == {"demo.protest"}
    assert {one.type for one in ask(IncidentFilter(origins=2))} == {"strike.shelling"}
    assert {one.type for one in ask(IncidentFilter(status="single"))} == {"demo.protest"}
    assert list(ask(IncidentFilter(since=day(1).start))) == []
    assert len(list(ask(IncidentFilter(limit=1)))) == 1


def test_an_event_without_place_or_date_and_a_report_a_year_older_are_linked(desk: Desk) -> None:
    add(
        desk,
        pair("a", event(place=None, time=None)),
        pair("b", event()),
        pair("old", event(), published="2030-05-06"),
        pair("undated", event(), published=None),
    )
    assert sum(len(one.events) for one in found(desk)) == 4


def test_beside_a_report_stand_those_of_its_incidents_and_those_of_its_story(desk: Desk) -> None:
    army = (party("Syrian government"),)
    add(
        desk,
        pair("a", event(actors=army)),
        pair("b", event(actors=army)),
        pair("story", event(actors=army, time=day(4))),
        pair("late", event(actors=army, time=day(40))),
        pair("elsewhere", event("demo.protest", place=place(DARAA, "Daraa"), time=day(2))),
    )
    related = desk.incidents.related("a")
    (one,) = (incident for incident in found(desk) if "a" in incident.reports)
    assert [(other.report_id, other.incidents) for other in related.incident] == [("b", (one.id,))]
    assert [other.report_id for other in related.story] == ["story"]
    assert desk.incidents.related("nothing") == Related((), ())


FILL = """
import sys
from pathlib import Path
from tests.desk.test_incidents import crowd
from musnad.desk import Desk
with Desk.open(Path(sys.argv[1])) as desk:
    for report, coded in crowd():
        desk.add(report, coded)
    print("linking", flush=True)
    desk.incidents.link()
"""


def crowd() -> list[Pair]:
    events: list[Event] = [
        event(
            place=place((SARMIN[0] + 0.2 * (n % 7), SARMIN[1]), f"village {n % 7}"),
            time=day(n % 5),
            killed=count(n % 3),
        )
        for n in range(400)
    ]
    return [pair(f"r{n:03}", one) for n, one in enumerate(events)]


def test_killed_while_it_links_a_desk_is_whole_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "war.desk"
    with subprocess.Popen(
        [sys.executable, "-c", FILL, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"linking\n"
        with Desk.open(path, create=False) as desk:
            until = time.monotonic() + 60
            while desk.incidents.waiting() > 350 and time.monotonic() < until:
                time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
    with Desk.open(path, create=False) as desk:
        left = desk.incidents.waiting()
        assert 0 < left < 400
        assert desk.incidents.link() == left
        assert told(found(desk)) == told(link(crowd()))
