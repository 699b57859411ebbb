"""The page: the text untouched, every value tied to its words, nothing but text from the reports."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.handmade import TEXT, Page, coded, denial, report, shelling, span

from musnad.export.facts import report_facts
from musnad.export.labels import labels
from musnad.export.marked_text import marked_text
from musnad.export.page import render_page
from musnad.knowledge.ontology import Language
from musnad.records import CodedReport, Count, Event, Note, Party, Place, Source, Time

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;b&gt;"
LETTERS = st.text("ابق \u064f\u200c<>&\"'\n\r\u202ea1😀", min_size=0, max_size=40)
POINTS = st.integers(0, 42)
SPANS = st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=4).map(tuple)


@settings(max_examples=60, deadline=None)
@given(LETTERS, st.lists(SPANS, max_size=4), SPANS)
def test_without_its_tags_the_text_is_the_report_letter_for_letter(
    text: str, mentions: list[tuple[tuple[int, int], ...]], killed: tuple[tuple[int, int], ...]
) -> None:
    events = [Event(type="strike.air", mentions=spans, killed=Count(1, 1, killed)) for spans in mentions]
    facts = report_facts(1, report(text=text), CodedReport("r-7", tuple(events)), labels("ar"))
    page = Page(f'<section class="text">{marked_text(facts)}</section>')
    assert page.texts == [text.replace("\r", " ")]
    assert page.unclosed == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_link_has_its_anchor_and_no_anchor_stands_twice(lang: Language) -> None:
    note = Note("time", span("الاثنين"), "the weekday contradicts the date")
    events = coded(shelling(), shelling(type="strike.air"), denial(), notes=(note,))
    page = Page(render_page([(report(), events), (report(id="r-8"), events)], lang))
    assert len(page.ids) == len(set(page.ids))
    local = {link[1:] for link in page.links if link.startswith("#")}
    assert local <= set(page.ids)
    # every value of the first event leads to its words, and its words back
    told = (
        "mention",
        "place",
        "time",
        "actor-1",
        "target-1",
        "target-2",
        "weapon",
        "killed",
        "source-1-1",
        "source-1-2",
    )
    for value in told:
        assert f"r1e1-{value}" in page.ids, value
        assert f"r1e1-{value}-word" in local & set(page.ids), value
    assert "r2n1-word" in local & set(page.ids)
    values = {v for _, given in page.tags for v in (given.get("data-v") or "").split()}
    assert values <= set(page.ids)


def test_words_shared_by_values_carry_all_of_them() -> None:
    page = Page(render_page([(report(), coded())], "en"))
    (shared,) = [given["data-v"] for _, given in page.tags if given.get("href") == "#r1e1-target-1"][-1:]
    assert set((shared or "").split()) == {"r1e1-target-1", "r1e1-killed"}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_words_are_only_words(lang: Language) -> None:
    text = f"{HOSTILE}\n\n{HOSTILE}"
    everywhere = (0, len(text))
    event = Event(
        type=HOSTILE,
        mentions=((0, 9), (4, 30)),
        actors=(Party(everywhere, HOSTILE, "state"),),
        place=Place((3, 12), HOSTILE, HOSTILE, HOSTILE, None, None, "site"),
        isnad=((Source(None, HOSTILE, "agency"),),),
    )
    bad = report(id=HOSTILE, text=text, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    noted = CodedReport(HOSTILE, (event,), (Note(HOSTILE, (0, 4), HOSTILE),))
    page = Page(render_page([(bad, noted)] * 2, lang))
    assert [tag for tag, _ in page.tags if tag in {"script", "img", "b", "iframe"}].count("script") == 1
    assert not [tag for tag, _ in page.tags if tag in {"img", "iframe", "object", "svg", "link", "base", "form"}]
    assert not [name for _, given in page.tags for name in given if name.startswith("on") or name == "style"]
    assert all(link.startswith("#") for link in page.links)
    assert page.texts == [text, text]
    assert HOSTILE in page.said


def test_the_page_asks_nothing_of_the_network() -> None:
    page = render_page([(report(), coded()), (report(url=None), coded())], "ar")
    parsed = Page(page)
    # the one address is the report's own, to be followed by hand
    assert [link for link in parsed.links if not link.startswith("#")] == ["https://news.example/a?b=1&c=2"]
    assert "src" not in {name for _, given in parsed.tags for name in given}
    assert len(re.findall("https?://", page)) == 1
    assert not re.search(r"@import|url\(|fetch\(|XMLHttp", page)
    (policy,) = [given["content"] or "" for _, given in parsed.tags if given.get("http-equiv")]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_the_languages_of_page_and_text() -> None:
    for lang, direction in (("ar", "rtl"), ("en", "ltr")):
        page = Page(render_page([(report(), coded())], lang))  # type: ignore[arg-type]
        (html,) = [given for tag, given in page.tags if tag == "html"]
        assert (html["lang"], html["dir"]) == (lang, direction)
        (text,) = [given for _, given in page.tags if given.get("class") == "text"]
        assert (text["lang"], text["dir"]) == ("ar", "rtl")


def test_an_event_says_all_it_knows() -> None:
    said = " ".join(Page(render_page([(report(), coded())], "en")).said.split())
    for words in (
        *("Shelling or missiles", "asserted", "Al-Wadi, Idlib, Syria", "settlement", "35.94°N 36.63°E"),
        *("Mon 12 May 2031, 09:30", "3–5", "children: 2", "at least 24", "Army", "المدفعية", "Bridge Agency"),
        *(
            "news agency",
            "medical source",
            "claims",
            "denied",
            "background",
            "in its own voice",
            "not masked",
        ),
    ):
        assert words in said, words


def test_arabic_names_things_as_the_report_does() -> None:
    said = " ".join(Page(render_page([(report(), coded())], "ar")).said.split())
    for words in (
        "قصف مدفعي أو صاروخي",
        "بلدة الوادي",
        "سوريا",
        "من 3 إلى 5",
        "24 على الأقل",
        "وكالة أنباء",
        "غير محجوبة",
    ):
        assert words in said, words
    assert "Bridge Agency" not in said


def test_several_reports_get_an_index_and_a_table_and_one_does_not() -> None:
    pair = (report(), coded())
    assert [tag for tag, _ in Page(render_page([pair], "en")).tags].count("table") == 0
    page = Page(render_page([pair, pair], "en"))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == 1
    assert tags.count("tr") == 1 + 4
    assert tags.count("nav") == 1


def test_families_can_be_hidden_where_there_are_several() -> None:
    page = Page(render_page([(report(), coded())], "en"))
    boxes = [given["id"] for tag, given in page.tags if tag == "input"]
    assert boxes == ["show-strike", "show-statement"]
    assert {given["data-family"] for _, given in page.tags if "data-family" in given} == {
        "strike",
        "statement",
    }


def test_notes_are_warnings_with_their_words() -> None:
    note = Note("time", span("الاثنين"), "13 May is a Tuesday")
    page = Page(render_page([(report(), coded(notes=(note,)))], "en"))
    assert "13 May is a Tuesday" in page.said
    assert {"r1n1", "r1n1-word"} <= set(page.ids)


def test_spans_beyond_the_text_are_left_out() -> None:
    event = shelling(mentions=((-4, 2), (9_000, 9_010), (5, 5)), place=None)
    page = Page(render_page([(report(), coded(event))], "en"))
    assert page.texts == [TEXT]
    assert page.ids.count("r1e1-mention-word") == 1
    assert "r1e1-mention-word-2" not in page.ids


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_report_of_which_little_is_known_is_shown_too(lang: Language) -> None:
    day = shelling().time
    assert isinstance(day, Time)
    bare = report(text="", title=None, outlet=None, url=None, published_at="soon")
    page = Page(render_page([(bare, CodedReport("r-7", ()))], lang))
    assert page.texts == [""]
    assert Page(render_page([], lang)).texts == []
