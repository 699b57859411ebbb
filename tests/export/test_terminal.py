"""The report in the terminal."""

import datetime as dt
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.export.handmade import TEXT, coded, report, shelling, span

from musnad.export.terminal import print_report
from musnad.knowledge.ontology import Language
from musnad.records import CodedReport, Event, Note, Report, Time

INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printed(lang: Language, of: Report, events: CodedReport, *, terminal: bool = False, width: int = 60) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=width, legacy_windows=False)
    print_report(of, events, console, lang)
    return file.getvalue()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_to_a_pipe_it_is_plain(lang: Language) -> None:
    said = printed(lang, report(), coded())
    assert "\x1b" not in said
    assert not INVISIBLE.search(said)
    assert all(line == line.rstrip() for line in said.splitlines())


def test_to_a_pipe_no_line_of_the_text_is_broken_and_marks_are_all_that_is_added() -> None:
    said = printed("en", report(), coded())
    lines = re.sub(r"\[\d+\]", "", said).splitlines()
    assert all(paragraph in lines for paragraph in TEXT.split("\n"))
    assert "بقصف[1]" in said
    assert "ونفى[2]" in said


def test_every_event_is_there_with_its_values_and_chain() -> None:
    said = printed("en", report(), coded())
    for words in (
        "[1] Shelling or missiles · asserted «قصف»",
        "where: Al-Wadi, Idlib, Syria (settlement, 35.94°N 36.63°E) «بلدة الوادي»",
        "when: Mon 12 May 2031, 09:30 (day) «أمس الاثنين»",
        "killed: 3–5 (children: 2) «خمسة» «خمسة مدنيين»",
        "injured: at least 24",
        "isnad: بلدي نيوز → Bridge Agency (news agency) «وكالة الجسر» → medical source (medical) «مصدر طبي»",
        "stance: claims",
        "[2] Refusal or denial · denied · background «نفى»",
        "isnad: بلدي نيوز → in its own voice; names no source",
    ):
        assert words in said, words


def test_months_are_not_told_as_one_month() -> None:
    time = Time(None, dt.date(2031, 2, 1), dt.date(2031, 5, 16), None, "month")
    said = printed("en", report(), coded(shelling(time=time)))
    assert "    when: Sat 1 February 2031 – Fri 16 May 2031\n" in said


def test_in_arabic_the_chain_runs_to_the_left() -> None:
    said = printed("ar", report(), coded())
    assert "الإسناد: بلدي نيوز ← وكالة الجسر (وكالة أنباء) ← مصدر طبي (جهة طبية)" in said
    assert "قتلى: من 3 إلى 5" in said


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [24, 60, 200])
def test_on_a_terminal_nothing_is_wider_than_it(lang: Language, width: int) -> None:
    said = printed(lang, report(), coded(), terminal=True, width=width)
    plain = re.sub("\x1b\\[[0-9;]*m", "", said)
    assert all(len(re.sub(f"{INVISIBLE.pattern}|[\u064b-\u0652]", "", line)) <= width for line in plain.splitlines())
    # nothing is lost by wrapping
    words = re.sub(r"\[\d+\]", "", plain).split()
    assert set(TEXT.split()) <= set(words)


def test_on_a_terminal_the_text_stands_on_the_right() -> None:
    said = re.sub("\x1b\\[[0-9;]*m", "", printed("en", report(), coded(), terminal=True, width=200))
    assert any(line.startswith("  ") and line.endswith("على الوادي") for line in said.splitlines())


def test_words_cannot_steer_the_terminal_nor_be_markup() -> None:
    text = "قصف \x1b]0;x\x07[red]\n\n\x9b2J"
    bad = report(id="[bold]\x1b[2J", text=text, title="\x1b[1m:boom:", outlet="a\nb")
    said = printed("en", bad, CodedReport("x", (shelling(mentions=((0, 3),)),)))
    assert not {"\x1b", "\x07", "\x9b"} & set(said)
    assert "[red]" in said
    assert ":boom:" in said
    assert "a b ·" in said


def test_notes_are_told() -> None:
    said = printed("en", report(), coded(notes=(Note("time", span("الاثنين"), "13 May is a Tuesday"),)))
    assert "! check this: 13 May is a Tuesday (time) «الاثنين»" in said


def test_a_report_without_events_says_so() -> None:
    assert "No event was found" in printed("en", report(), CodedReport("r-7", ()))


@settings(max_examples=60, deadline=None)
@given(
    st.text("ابق \u064f\u200c\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 42), st.integers(0, 42)), max_size=6),
)
def test_less_the_numbers_the_text_is_the_report_letter_for_letter(text: str, spans: list[tuple[int, int]]) -> None:
    events = tuple(Event(type="strike.air", mentions=(one,)) for one in spans)
    said = printed("en", report(text=text, title="ق"), CodedReport("r-7", events))
    assert text in re.sub(r"\[\d+\]", "", said)
