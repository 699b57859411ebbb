"""Reports that were published again, and what changed in them."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.desk.handmade import TEXT, coded, report
from tests.desk.test_evidence import AT, receipt

from musnad.coding.pipeline import code_report, load_knowledge
from musnad.desk import Desk, Receipt, changed_lines, word_changes
from musnad.records import Report

ROSE = TEXT.replace("خمسة", "سبعة")
WORDS = st.lists(st.sampled_from(["قصف", "على", "سرمين", "5", "،", " ", "\n\n", "\u2003", ""])).map("".join)


def test_a_text_in_other_words_is_a_new_version_and_the_old_one_stays(desk: Desk) -> None:
    for hour, text in ((7, TEXT), (8, ROSE), (9, TEXT)):
        kept = desk.keep(receipt(text.encode(), at=AT.replace(hour=hour)))
        desk.add(report(text=text), coded(), receipt=kept)
    found = desk.versions("r1")
    assert [(one.number, one.text) for one in found] == [(1, TEXT), (2, ROSE), (3, TEXT)]
    assert [one.seen_at.astimezone(AT.tzinfo).hour for one in found] == [7, 8, 9]
    assert [one.id for one in desk.receipts("r1")] == [one.receipt_id for one in found]
    assert desk.verify().faults == ()


def test_a_report_has_one_version_and_no_report_none(desk: Desk) -> None:
    before = dt.datetime.now(dt.UTC)
    desk.add(report(), coded())
    (only,) = desk.versions("r1")
    assert (only.number, only.text, only.receipt_id) == (1, TEXT, None)
    assert before <= only.seen_at <= dt.datetime.now(dt.UTC)
    assert desk.versions("r2") == ()


@pytest.mark.parametrize(
    "again",
    [report(), report(published_at="2024-03-13"), report(text=TEXT.replace(" ", "  "))],
    ids=["the same", "another day", "other spaces"],
)
def test_the_same_words_again_are_no_new_version(desk: Desk, again: Report) -> None:
    desk.add(report(), coded())
    seen = desk.versions("r1")[0].seen_at
    desk.add(again, coded())
    (only,) = desk.versions("r1")
    assert (only.text, only.published_at, only.seen_at) == (again.text, again.published_at, seen)


def test_another_title_is_a_new_version(desk: Desk) -> None:
    desk.add(Report(id="r1", text=TEXT, title="غارة"), coded())
    desk.add(Report(id="r1", text=TEXT, title="غارتان"), coded())
    assert [one.title for one in desk.versions("r1")] == ["غارة", "غارتان"]


def test_the_same_bytes_read_in_another_way_are_no_new_version(desk: Desk) -> None:
    desk.add(report(), coded(), b"<html>", "page.html")
    assert desk.add(report(text=ROSE), coded(), b"<html>", "page.html") == "replaced"
    assert [one.text for one in desk.versions("r1")] == [ROSE]


@given(before=WORDS | st.text(), after=WORDS | st.text())
@example(before="", after=" قصف")
@example(before="\n قصف", after="قصف \n")
def test_what_changed_gives_both_texts_back(before: str, after: str) -> None:
    stretches = word_changes(before, after)
    assert "".join(one.before for one in stretches) == before
    assert "".join(one.after for one in stretches) == after
    for one in stretches:
        assert (one.before.split() == one.after.split()) == one.same


@given(before=WORDS, after=WORDS, around=st.integers(0, 3))
def test_every_word_that_changed_is_shown(before: str, after: str, around: int) -> None:
    stretches = word_changes(before, after)
    lines = changed_lines(stretches, around)
    shown = [one for line in lines for one in line if not one.same]
    assert shown == [one for one in stretches if not one.same]
    assert all(any(not one.same for one in line) for line in lines)


def test_words_are_compared_not_letters_and_what_stays_is_left_out() -> None:
    stretches = word_changes(TEXT, ROSE)
    assert [(one.before.strip(), one.after.strip()) for one in stretches if not one.same] == [("خمسة،", "سبعة،")]
    (line,) = changed_lines(stretches, 2)
    assert [one.after for one in line] == ["… ادلب وقُتل", "سبعة، ", "وفق ما …"]


def test_places_far_apart_are_shown_apart() -> None:
    before = "a " + "x " * 20 + "b"
    lines = changed_lines(word_changes(before, before.replace("a", "c").replace("b", "d")), 2)
    assert [[one.after.strip() for one in line] for line in lines] == [["c", "x x …"], ["… x x", "d"]]


def test_a_long_text_is_compared_in_a_moment() -> None:
    words = [f"كلمة{number % 700}" for number in range(40_000)]
    after = [*words[:20_000], "زيادة", *words[20_010:]]
    stretches = word_changes(" ".join(words), " ".join(after))
    assert "زيادة" in "".join(one.after for one in stretches if not one.same)


def test_a_toll_that_was_raised_is_dated_by_when_it_was_seen(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "a.desk") as desk:
        for minute, killed in ((0, "ثلاثة"), (30, "تسعة")):
            text = f"قُتل {killed} مدنيين بقصف مدفعي على بلدة سرمين في ريف إدلب، أمس الأربعاء."
            one = Report(id="r", text=text, published_at="2031-05-08T05:48:00+00:00", outlet="rayhan.example")
            at = dt.datetime(2031, 5, 8, 8, minute, tzinfo=dt.UTC)
            address = "https://rayhan.example/1"
            page = Receipt(at=at, address=address, final_address=address, body=text.encode())
            desk.add(one, code_report(one, load_knowledge(model=False)), page)
        [incident] = desk.incidents.find()
    [figure] = incident.figures
    assert (figure.min, figure.published_at) == (9, "2031-05-08T08:30:00+00:00")
