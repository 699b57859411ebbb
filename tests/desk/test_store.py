"""Adding reports to a desk and getting them back."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.desk.handmade import TEXT, coded, report, span, strike

from musnad.desk import Desk
from musnad.errors import DeskError, ReportError
from musnad.records import CodedReport, Count, Note, Party, Report, Source


def test_what_was_added_comes_back(desk: Desk) -> None:
    notes = (Note("weekday", (0, 4), "الثلاثاء"),)
    event = strike(
        targets=(Party(span("أطراف ادلب"), "أطراف ادلب", "civilians"),),
        injured=Count(24, None, ()),
        isnad=((Source(None, "سانا", "state_media"), Source(span("الطائرات"), "شاهد", "witness")),),
    )
    made = CodedReport("r1", (event, strike()), notes)
    assert desk.add(report(), made, raw=b"<html>") == "added"
    stored = desk.report("r1")
    assert stored is not None
    assert (stored.report, stored.coded, stored.raw) == (report(), made, b"<html>")
    assert [(e.report_id, e.index, e.event) for e in desk.events()] == [("r1", 0, event), ("r1", 1, strike())]
    assert desk.report("r2") is None


def test_the_same_report_is_not_doubled(desk: Desk) -> None:
    desk.add(report(), coded())
    assert desk.add(report(), coded()) == "unchanged"
    assert desk.counts() == (1, 1)


def test_a_report_coded_anew_is_replaced_with_all_its_rows(desk: Desk, tmp_path: Path) -> None:
    desk.add(report(), coded("r1", strike(), strike(type="clash.fighting")))
    assert desk.add(report(), coded("r1", strike(type="strike.drone"))) == "replaced"
    assert [e.event.type for e in desk.events()] == ["strike.drone"]
    with sqlite3.connect(tmp_path / "war.desk") as raw:
        for table in ("spans", "parties", "sources", "names"):
            left = raw.execute(f"select count(*) from {table} where event_id not in (select id from events)")  # noqa: S608
            assert left.fetchone() == (0,), table
    raw.close()


def test_a_changed_text_replaces(desk: Desk) -> None:
    desk.add(report(), coded())
    assert desk.add(report(text=TEXT + " تحديث."), coded()) == "replaced"
    assert desk.counts() == (1, 1)


def test_tables_hold_what_sql_can_ask(desk: Desk, tmp_path: Path) -> None:
    desk.add(report(), coded())
    raw = sqlite3.connect(tmp_path / "war.desk")
    ask = lambda query: raw.execute(query).fetchall()  # noqa: E731
    assert ask("select type, family, country, killed_min, injured_min, day_start from events") == [
        ("strike.air", "strike", "SY", 5, None, "2024-03-12")
    ]
    spans = ask("select field, span_start, span_end from spans")
    fields = {field: TEXT[start:end] for field, start, end in spans}
    assert fields["place"] == "ادلب"
    assert fields["killed"] == "خمسة"
    assert ask("select name, is_origin from sources") == [("الدفاع المدني", 1)]
    assert ask("select role, name, kind from parties") == [("actor", "الطائرات", "state")]
    raw.close()


def test_a_report_without_events_is_kept(desk: Desk) -> None:
    desk.add(report(), CodedReport("r1", ()))
    assert desk.counts() == (1, 0)


def test_events_of_another_report_are_refused(desk: Desk) -> None:
    with pytest.raises(ReportError, match="r2"):
        desk.add(report("r1"), coded("r2"))


@pytest.mark.parametrize(
    ("bad", "why"),
    [(Report(id="r1", text="\ud800" + TEXT), "cannot be stored")],
)
def test_what_cannot_be_stored_is_an_error_of_that_report_alone(desk: Desk, bad: Report, why: str) -> None:
    with pytest.raises(ReportError, match=why):
        desk.add(bad, coded())
    with pytest.raises(ReportError, match=why):
        desk.add(report(), coded("r1", strike(killed=Count(2**70, None, ()))))
    assert desk.add(report(), coded()) == "added"


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=60), title=st.none() | st.text(max_size=9), raw=st.none() | st.binary())
def test_any_text_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str | None, raw: bytes | None
) -> None:
    one = Report(id="x", text=text, title=title)
    with Desk.open(tmp_path_factory.mktemp("any") / "any.desk") as desk:
        desk.add(one, CodedReport("x", ()), raw)
        stored = desk.report("x")
    assert stored is not None
    assert (stored.report, stored.raw) == (one, raw)


def test_a_desk_that_another_writer_holds_is_told_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musnad.desk.database.BUSY_MS", 50)
    holder = sqlite3.connect(tmp_path / "war.desk", isolation_level=None)
    holder.execute("begin immediate")
    with Desk.open(tmp_path / "war.desk") as second:
        assert second.counts() == (0, 0)
        with pytest.raises(DeskError, match="another program is writing"):
            second.add(report(), coded())
        holder.execute("rollback")
        assert second.add(report(), coded()) == "added"
    holder.close()


def test_a_full_disk_leaves_what_was_there(desk: Desk) -> None:
    desk.add(report("kept"), coded("kept"))
    with desk._engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
        connection.exec_driver_sql(f"pragma max_page_count = {pages}")
    with pytest.raises(DeskError, match="disk is full"):
        desk.add(report("big", text="ا" * 500_000), coded("big"))
    assert desk.counts() == (1, 1)
