"""What sources offered, and what became of it."""

import datetime as dt
from pathlib import Path

import pytest

from musnad.desk import Desk, Receipt
from musnad.desk.ledger import Watched
from musnad.reading.items import Item
from musnad.records import Report

NOW = dt.datetime(2031, 5, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
PAGE = "https://rayhan.example/news/1"
TOLD = Report(id=PAGE, text="قصف على بلدة النخيل", title="قصف على بلدة النخيل", url=PAGE)


def item(address: str | None = PAGE, mark: str = "one", told: Report | None = TOLD) -> Item:
    return Item(key=address or "guid-1", address=address, mark=mark, told=told)


def receipt(address: str = PAGE, body: bytes = b"<html>") -> Receipt:
    return Receipt(at=NOW, address=address, final_address=address, body=body, status=200)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path / "a.desk")


def offer(desk: Desk, *items: Item, at: dt.datetime = NOW, source: str = "rayhan", pages: bool = True) -> list[int]:
    """The ids of the items that wait now."""
    desk.ledger.enlist(source, "https://rayhan.example/feed", NOW)
    state = Watched(source=source, address="https://rayhan.example/feed", due_at=at + HOUR, answered_at=at)
    taken = desk.ledger.offered(state, items, receipt("https://rayhan.example/feed"), pages=pages)
    return [one.id for one in taken.waiting]


def read(desk: Desk, report: Report, *addresses: str) -> tuple[str, str]:
    [unread] = desk.ledger.unread(9)
    return desk.ledger.read(unread, report, addresses or (PAGE,))


def test_an_item_waits_once_however_often_it_is_offered(desk: Desk) -> None:
    [number] = offer(desk, item())
    assert offer(desk, item()) == []
    assert [one.id for one in desk.ledger.waiting()] == [number]
    desk.ledger.fetched(number, receipt())
    assert desk.ledger.waiting() == []
    assert read(desk, TOLD) == (PAGE, "added")
    assert offer(desk, item(), at=NOW + HOUR) == []
    assert desk.ledger.unread(9) == []


def test_a_changed_item_waits_again_but_ever_less_often(desk: Desk) -> None:
    [number] = offer(desk, item())
    desk.ledger.fetched(number, receipt())
    read(desk, TOLD)
    looks = []
    for hour in range(1, 100):
        if offer(desk, item(mark=f"at {hour}"), at=NOW + hour * HOUR):
            looks.append(hour)
            desk.ledger.fetched(number, receipt())
            read(desk, TOLD)
    assert looks == [1, 5, 21, 85]


def test_other_words_are_a_new_version_of_the_report(desk: Desk) -> None:
    [number] = offer(desk, item())
    desk.ledger.fetched(number, receipt())
    read(desk, TOLD)
    [again] = offer(desk, item(mark="two"), at=NOW + HOUR)
    assert again == number
    desk.ledger.fetched(number, receipt(body=b"<html>2"))
    changed = Report(id=PAGE, text="قصف على بلدة النخيل يقتل ثلاثة", title="قصف على بلدة النخيل يقتل ثلاثة", url=PAGE)
    assert read(desk, changed) == (PAGE, "replaced")
    assert [version.title for version in desk.versions(PAGE)] == [TOLD.title, changed.title]


def test_one_text_under_many_addresses_of_a_site_is_one_report(desk: Desk) -> None:
    for number in offer(desk, item(), item("https://rayhan.example/amp/1"), item("https://m.rayhan.example/n/1")):
        desk.ledger.fetched(number, receipt())
        unread = desk.ledger.unread(1)[0]
        own = Report(id="x", text=TOLD.text, title=TOLD.title, url=unread.key)
        desk.ledger.read(unread, own, [unread.key])
    [report] = desk.reports()
    assert report.id == PAGE


def test_one_text_on_two_sites_is_two_reports(desk: Desk) -> None:
    for number in offer(desk, item(), item("https://sawt.example/n/1")):
        desk.ledger.fetched(number, receipt())
        unread = desk.ledger.unread(1)[0]
        own = Report(id="x", text=TOLD.text, title=TOLD.title, url=unread.key)
        desk.ledger.read(unread, own, [unread.key])
    assert len(list(desk.reports())) == 2


def test_what_another_feed_of_the_outlet_has_brought_is_not_fetched_again(desk: Desk) -> None:
    [number] = offer(desk, item())
    desk.ledger.fetched(number, receipt())
    read(desk, TOLD)
    assert offer(desk, item(), source="rayhan, local news") == []
    assert desk.ledger.waiting() == []


def test_a_page_that_cannot_be_had_leaves_the_words_of_its_feed(desk: Desk) -> None:
    [number] = offer(desk, item())
    desk.ledger.give_up(number, "status 410")
    [unread] = desk.ledger.unread(9)
    assert unread.is_told
    assert unread.told == TOLD
    assert desk.ledger.read(unread, TOLD, [PAGE]) == (PAGE, "added")
    [kept] = desk.receipts(PAGE)
    assert kept.address == "https://rayhan.example/feed"


def test_words_of_a_feed_never_replace_those_of_a_page(desk: Desk) -> None:
    [number] = offer(desk, item())
    desk.ledger.fetched(number, receipt())
    whole = Report(id=PAGE, text=f"{TOLD.text}\n\nقتل ثلاثة أشخاص.", title=TOLD.title, url=PAGE)
    read(desk, whole)
    offer(desk, item(mark="two"), at=NOW + HOUR)
    desk.ledger.give_up(number, "status 404")
    assert read(desk, TOLD) == (PAGE, "unchanged")
    [report] = desk.reports()
    assert report.text == whole.text


def test_a_page_without_a_report_leaves_the_words_of_its_feed_or_nothing(desk: Desk) -> None:
    first, second = offer(desk, item(), item("https://rayhan.example/news/2", told=None))
    for number in (first, second):
        desk.ledger.fetched(number, receipt())
    for unread in desk.ledger.unread(9):
        desk.ledger.unreadable(unread, "no article text found on this page")
    [unread] = desk.ledger.unread(9)
    assert (unread.id, unread.is_told) == (first, True)


def test_an_item_without_a_page_and_a_source_without_pages_are_read_as_told(desk: Desk) -> None:
    assert offer(desk, item(None)) == []
    assert offer(desk, item(), source="sawt", pages=False) == []
    assert [unread.is_told for unread in desk.ledger.unread(9)] == [True, True]


def test_a_source_whose_address_is_changed_in_the_list_begins_anew(desk: Desk) -> None:
    offer(desk, item())
    known = desk.ledger.enlist("rayhan", "https://rayhan.example/feed", NOW)
    assert known.answered_at == NOW
    moved = desk.ledger.enlist("rayhan", "https://rayhan.example/rss", NOW + HOUR)
    assert (moved.answered_at, moved.due_at) == (None, NOW + HOUR)


def test_items_without_addresses_are_told_apart_by_source_and_name(desk: Desk) -> None:
    for source, name, text in (("rayhan", "1", "قصف"), ("rayhan", "2", "غارة"), ("sawt", "1", "معركة")):
        offer(desk, Item(key=name, address=None, mark="m", told=Report(id=name, text=text)), source=source)
    for unread in desk.ledger.unread(9):
        assert unread.told is not None
        own = Report(id=f"{unread.source}#{unread.key}", text=unread.told.text, outlet=unread.source)
        desk.ledger.read(unread, own, [])
    assert [report.id for report in desk.reports()] == ["rayhan#1", "rayhan#2", "sawt#1"]
