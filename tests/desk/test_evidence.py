"""Evidence: bytes with their receipts, reports before they are coded, and what is made of both."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk.handmade import TEXT, coded, report, strike

from musnad.desk import Desk, Receipt, Redirect, code, keep, keep_report, read_receipt, uncoded
from musnad.desk.database import connect, writing
from musnad.errors import DeskError, ReportError
from musnad.records import CodedReport, Count, Report

Made = TypeVar("Made")
AT = dt.datetime(2031, 5, 6, 7, 8, 9, 12, dt.timezone(dt.timedelta(hours=3)))


def receipt(body: bytes = b"<html>", **changes: object) -> Receipt:
    fields: dict[str, object] = {
        "at": AT,
        "address": "https://madarat.example/1",
        "final_address": "https://madarat.example/news/1",
        "source": "madarat",
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("Set-Cookie", "a"), ("Set-Cookie", "ب")),
        "redirects": (Redirect("https://madarat.example/1", 301),),
        "body": body,
    }
    return Receipt(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def within(desk: Desk, tmp_path: Path) -> Callable[[Callable[..., Made]], Made]:
    """Do something in one transaction that writes, as the watcher does."""

    def do(work: Callable[..., Made]) -> Made:
        engine = connect(tmp_path / "war.desk")
        try:
            with writing(engine) as connection:
                return work(connection)
        finally:
            engine.dispose()

    return do


def test_what_was_received_comes_back_as_it_was(desk: Desk, within: Callable[..., Receipt]) -> None:
    number = desk.keep(receipt())
    assert within(lambda c: read_receipt(c, number)) == receipt()
    bare = Receipt(at=AT, address="page.html", final_address="page.html", body=b"")
    assert within(lambda c: read_receipt(c, keep(c, bare))) == bare
    with pytest.raises(DeskError, match="no receipt 99"):
        within(lambda c: read_receipt(c, 99))


@settings(max_examples=25, deadline=None)
@given(bodies=st.lists(st.binary(max_size=40) | st.sampled_from([b"a" * 9000, b"\0" * 5])))
def test_any_bytes_are_kept_once_and_each_time_they_came(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]
) -> None:
    with Desk.open(tmp_path_factory.mktemp("any") / "any.desk") as desk:
        for body in bodies:
            desk.keep(receipt(body))
        checked = desk.verify()
    assert (checked.bodies, checked.receipts, checked.faults) == (len(set(bodies)), len(bodies), ())


def test_a_report_waits_until_it_is_coded(desk: Desk, within: Callable[..., object]) -> None:
    number = desk.keep(receipt())
    assert within(lambda c: keep_report(c, report(), number)) == "added"
    assert within(lambda c: keep_report(c, report(), number)) == "unchanged"
    assert (desk.counts(), list(desk.events()), desk.incidents.waiting()) == ((1, 0), [], 0)
    stored = desk.report("r1")
    assert stored is not None
    assert (stored.raw, stored.coded) == (b"<html>", CodedReport("r1", ()))
    assert within(lambda c: uncoded(c, 9)) == [report()]
    assert within(lambda c: code(c, report(), coded()))
    assert within(lambda c: uncoded(c, 9)) == []
    assert (desk.counts(), desk.incidents.waiting()) == ((1, 1), 1)
    assert within(lambda c: keep_report(c, report(), number)) == "unchanged"
    assert desk.counts() == (1, 1)
    assert [one.address for one in desk.receipts("r1")] == ["https://madarat.example/1"]


def test_those_that_came_first_are_coded_first(desk: Desk, within: Callable[..., object]) -> None:
    for number, hour in enumerate((9, 7, 8)):
        kept = desk.keep(receipt(at=AT.replace(hour=hour)))
        within(lambda c, n=number, k=kept: keep_report(c, report(f"r{n}"), k))
    names = within(lambda c: [one.id for one in uncoded(c, 2)])
    assert names == ["r1", "r2"]


def test_events_of_an_older_text_go_with_it_and_incidents_follow(desk: Desk, within: Callable[..., object]) -> None:
    desk.add(report(), coded())
    assert len(list(desk.incidents.find())) == 1
    newer = report(text=TEXT + " تحديث.")
    assert within(lambda c: keep_report(c, newer, None)) == "replaced"
    assert list(desk.events()) == []
    assert list(desk.incidents.find()) == []
    # the text for which these are is not there any more
    assert not within(lambda c: code(c, report(), coded()))
    assert within(lambda c: uncoded(c, 9)) == [newer]
    assert within(lambda c: code(c, newer, coded()))
    assert len(list(desk.incidents.find())) == 1


def test_an_incident_whose_report_is_published_again_keeps_its_id(desk: Desk, within: Callable[..., object]) -> None:
    desk.add(report(), coded())
    (before,) = desk.incidents.find()
    newer = report(text=TEXT + " تحديث.")
    within(lambda c: keep_report(c, newer, None))
    assert list(desk.incidents.find()) == []
    assert [(one.what, one.reason) for one in desk.incidents.log()] == [("ended", "report r1 was published anew")]
    within(lambda c: code(c, newer, coded()))
    assert [one.id for one in desk.incidents.find()] == [before.id]


def test_a_report_that_cannot_be_stored_leaves_the_transaction_as_it_was(
    desk: Desk, within: Callable[..., object]
) -> None:
    desk.add(report(), coded())

    def several(connection: object) -> None:
        for bad in (Report(id="r2", text="\ud800"), Report(id="r3", text="a", byline="\udfff")):
            with pytest.raises(ReportError, match="cannot be stored"):
                keep_report(connection, bad, None)  # type: ignore[arg-type]
        large = coded("r1", strike(), strike(killed=Count(2**70, None, ())))
        with pytest.raises(ReportError, match="cannot be stored"):
            code(connection, report(), large)  # type: ignore[arg-type]
        with pytest.raises(ReportError, match="those of report r2"):
            code(connection, report(), coded("r2"))  # type: ignore[arg-type]
        keep_report(connection, report("r4"), None)  # type: ignore[arg-type]

    within(several)
    assert desk.counts() == (2, 1)


def test_the_same_page_again_makes_no_second_receipt_and_another_page_does(desk: Desk) -> None:
    for _ in range(3):
        desk.add(report(), coded(), b"one", "page.html")
    assert desk.verify().receipts == 1
    for _ in range(2):
        assert desk.add(report(), coded(), b"two", "page.html") == "unchanged"
    assert desk.add(report(), coded(), b"one", "other.html") == "unchanged"
    checked = desk.verify()
    assert (checked.receipts, checked.bodies, checked.faults) == (3, 2, ())
    stored = desk.report("r1")
    assert stored is not None
    assert stored.raw == b"one"


def test_reports_of_one_page_share_its_receipt(desk: Desk) -> None:
    for name in ("r1", "r2"):
        desk.add(report(name), coded(name), b"<rss>", "feed.xml")
    assert desk.receipts("r1") == desk.receipts("r2")
    assert desk.verify().receipts == 1


def test_a_page_that_comes_later_becomes_the_evidence_of_a_report_that_had_none(desk: Desk) -> None:
    desk.add(report(), coded())
    assert desk.receipts("r1") == ()
    assert desk.add(report(), coded(), receipt=desk.keep(receipt())) == "unchanged"
    assert [one.size for one in desk.receipts("r1")] == [6]


def test_a_file_of_any_name_can_be_kept(desk: Desk) -> None:
    desk.add(report(), coded(), b"", "news\udcff.html")
    assert desk.receipts("r1")[0].address == r"news\udcff.html"


def test_a_byline_is_stored(desk: Desk) -> None:
    one = Report(id="r1", text=TEXT, byline="سلمى الحاج")
    desk.add(one, coded())
    stored = desk.report("r1")
    assert stored is not None
    assert stored.report == one
