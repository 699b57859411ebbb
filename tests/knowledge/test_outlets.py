"""The table of outlets as publishers: consistent with that of sources, and bylines as they are printed."""

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge.bylines import byline_in, check_form
from musnad.knowledge.outlets import outlet_of, outlets, read_outlets

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
