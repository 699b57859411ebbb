"""The table of outlets as publishers: consistent with that of sources, and bylines as they are printed."""

from urllib.parse import urlsplit

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge.bylines import byline_in, check_form
from musnad.knowledge.outlets import FEED_HOSTS, Outlet, outlet_of, outlets, read_outlets
from musnad.knowledge.sources import known_sources

HEADER = "source\tlanguages\tfeeds\tsitemaps\ttitles\tbylines\trelated\n"


@pytest.mark.parametrize(
    "address",
    [
        "enabbaladi.net",
        "www.enabbaladi.net",
        "https://www.enabbaladi.net/2031/05/x",
        "http://english.enabbaladi.net:80/",
    ],
)
def test_an_outlet_is_found_by_address_and_host(address: str) -> None:
    found = outlet_of(address)
    assert found is not None
    assert found.source == "Enab Baladi"


@pytest.mark.parametrize("address", [None, "", "net", "notenabbaladi.net", "https://[", "https://outlet.example/x"])
def test_what_is_at_no_known_host_is_no_outlet(address: str | None) -> None:
    assert outlet_of(address) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Nobody's Paper\tar\t\t\t\t\t", "«Nobody's Paper» is not a source"),
        ("Enab Baladi\tarabic\t\t\t\t\t", "«arabic» are not codes"),
        ("Enab Baladi\tar\tftp://enabbaladi.net/feed\t\t\t\t", "is not a web address"),
        ("Enab Baladi\tar\thttps://outlet.example/feed\t\t\t\t", "is on none of its source's hosts: enabbaladi.net"),
        ("Enab Baladi\tar\t\thttps://notenabbaladi.net/sitemap.xml\t\t\t", "is on none of its source's hosts"),
        ("Enab Baladi\tar\t\t\t\tكتب {who}\t", "has a placeholder other than {place}, {name}"),
        ("Enab Baladi\tar\t\t\t\t{place} - {name}\t", "would fit any line"),
        ("Enab Baladi\tar\t\t\t\t\t\nEnab Baladi\tar\t\t\t\t\t", "«Enab Baladi» is that of Enab Baladi already"),
    ],
)
def test_a_wrong_line_is_told_of(row: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=r"own\.tsv:[23]: ") as caught:
        read_outlets(HEADER + row + "\n", "own.tsv")
    assert said in str(caught.value)


def test_addresses_do_not_repeat() -> None:
    addresses = [address for outlet in outlets() for address in (*outlet.feeds, *outlet.sitemaps)]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    ("line", "form", "place", "name", "agency", "rest"),
    [
        ("دمشق – سانا", "{place}-سانا", "دمشق", None, None, ""),
        ("دير الزور- سانا", "{place} - سانا", "دير الزور", None, None, ""),
        ("عنب بلدي – خاص", "عنب بلدي - خاص", None, None, None, ""),
        ("كتب: سالم العابر", "كتب: {name}", None, "سالم العابر", None, ""),
        ('بيروت - "القدس العربي": وصل', "{place}- «القدس العربي»:", "بيروت", None, None, "وصل"),
        ("رويترز، الأناضول", "{agency}", None, None, "رويترز، الأناضول", ""),
        ("بيروت - رويترز", "{place} - {agency}", "بيروت", None, "رويترز", ""),
        ("بيروت (رويترز) - وصل", "{place} ({agency}) -", "بيروت", None, "رويترز", "وصل"),
        ("الصحيفة - وكالات", "الصحيفة - {agency}", None, None, "وكالات", ""),
    ],
)
def test_a_byline_is_read(
    line: str, form: str, place: str | None, name: str | None, agency: str | None, rest: str
) -> None:
    found = byline_in(line, (form,))
    assert found is not None
    assert (found.place, found.name, found.agency, found.rest) == (place, name, agency, rest)


def test_a_byline_may_give_its_day() -> None:
    found = byline_in("غزة في 3 أيار 2031 /وفا/ وصل", ("{place} {date} /وفا/",))
    assert found is not None
    assert (found.place, found.date, found.rest) == ("غزة", "في 3 أيار 2031", "وصل")


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("دمشق – سانا تنقل الخبر", "{place} - سانا"),
        ("وصل الوفد إلى المدينة", "{agency}"),
        ("وصل الوفد - إلى المدينة", "{place} - {agency}"),
        ("", "{agency}"),
        ("قالت مصادر من المدينة أمس إن الوفد - سانا", "{place} - سانا"),
    ],
)
def test_what_is_no_byline_is_not_read_as_one(line: str, form: str) -> None:
    assert byline_in(line, (form,)) is None


def test_a_form_says_each_thing_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        check_form("كتب {name} و{name}")


def test_what_is_printed_word_for_word_goes_before_what_has_places_in_it() -> None:
    (outlet,) = read_outlets(HEADER + "Jesr Press\tar\t\t\t\tجسر - {place}|جسر - متابعات\t\n", "own.tsv")
    assert outlet.bylines == ("جسر - متابعات", "جسر - {place}")


def test_many_outlets_are_known_and_each_row_says_something() -> None:
    known = outlets()
    assert len(known) >= 200
    assert sum(bool(outlet.feeds) for outlet in known) >= 120
    assert sum(bool(outlet.bylines) for outlet in known) >= 140
    for outlet in known:
        assert outlet.hosts, outlet.source
        said = (outlet.feeds, outlet.sitemaps, outlet.titles, outlet.bylines, outlet.related)
        assert any(said), outlet.source


@pytest.mark.parametrize("country", ["SY", "IQ", "LB", "PS", "YE", "LY", "SD", "EG", "JO", "SA", "AE", "DZ", "MA"])
def test_every_country_has_an_outlet_with_a_feed_in_arabic(country: str) -> None:
    where = {source.name: source.country for source in known_sources()}
    assert [o for o in outlets() if where[o.source] == country and "ar" in o.languages and o.feeds]


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.source)
def test_an_address_is_of_the_web_and_of_its_outlet(outlet: Outlet) -> None:
    for address in (*outlet.feeds, *outlet.sitemaps):
        parts = urlsplit(address)
        assert parts.scheme in {"http", "https"}
        assert parts.username is None
        assert parts.fragment == ""
        assert address.isascii()
        at_home = outlet_of(address)
        assert parts.hostname in FEED_HOSTS or (at_home is not None and at_home.source == outlet.source)


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.source)
def test_cells_hold_each_thing_once(outlet: Outlet) -> None:
    for cell in (outlet.languages, outlet.titles, outlet.bylines, outlet.related):
        assert len(cell) == len(set(cell))


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.source)
def test_a_form_reads_what_it_prints(outlet: Outlet) -> None:
    shown = {"{place}": "بيت الجدول", "{name}": "سالم العابر", "{agency}": "رويترز", "{date}": "3 أيار 2031"}
    for form in outlet.bylines:
        line = form
        for placeholder, words in shown.items():
            line = line.replace(placeholder, words)
        assert byline_in(line, (form,)) is not None, form


def test_a_sentence_of_news_is_no_byline_of_any_outlet() -> None:
    line = "قالت مصادر محلية في بيت الجدول، أمس، إن ثلاثة أشخاص أصيبوا في انفجار لم تعرف أسبابه"
    assert [outlet.source for outlet in outlets() if byline_in(line, outlet.bylines)] == []


def test_every_outlet_publishes_in_arabic() -> None:
    assert [outlet.source for outlet in outlets() if "ar" not in outlet.languages] == []
