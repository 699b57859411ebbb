"""Sitemaps of news and their indexes."""

import pytest

from musnad.errors import ReportError
from musnad.reading import sitemaps
from musnad.reading.offers import read_offer
from musnad.reading.sitemaps import sitemap_offer

HOME = "https://nakhil.example/maps/news.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def urls(*entries: str) -> bytes:
    return f"{HEAD}<urlset {SPACES}>{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>".encode()


def news(number: int, title: str = "قصف على السوق") -> str:
    return (
        f"<loc>https://nakhil.example/{number}</loc><news:news><news:publication><news:name>النخيل</news:name>"
        f"</news:publication><news:publication_date>2031-05-02T07:05:00Z</news:publication_date>"
        f"<news:title>{title}</news:title></news:news>"
    )


def test_entries_are_items_with_what_the_map_tells_of_them() -> None:
    first, second = read_offer(urls(news(1), news(2)), HOME).items
    assert (first.key, first.address) == ("https://nakhil.example/1", "https://nakhil.example/1")
    assert first.told is not None
    assert (first.told.title, first.told.published_at) == ("قصف على السوق", "2031-05-02T07:05:00+00:00")
    assert first.told.url == first.address
    assert second.address == "https://nakhil.example/2"


def test_what_is_said_of_pictures_is_not_of_the_page() -> None:
    picture = "<image:loc>https://cdn.example/7.jpg</image:loc><image:title>صورة من الأرشيف</image:title>"
    picture = f"<image:image>{picture}</image:image>"
    (found,) = read_offer(urls(picture + news(1)), HOME).items
    assert found.address == "https://nakhil.example/1"
    assert found.told is not None
    assert found.told.title == "قصف على السوق"
    (bare,) = read_offer(urls(f"{picture}<loc>/3</loc>"), HOME).items
    assert (bare.address, bare.told) == ("https://nakhil.example/3", None)


def test_entries_change_when_the_map_says_so() -> None:
    marks = {read_offer(urls(f"<loc>/1</loc><lastmod>2031-05-0{day}</lastmod>"), HOME).items[0].mark for day in (1, 2)}
    assert len(marks) == 2


@pytest.mark.parametrize("loc", ["", "  ", "file:///etc/passwd", "javascript:x", "http://[x/"])
def test_entries_without_an_address_of_the_web_are_none(loc: str) -> None:
    assert read_offer(urls(f"<loc>{loc}</loc>", "<lastmod>2031</lastmod>", "", news(1)), HOME).items[0].address
    assert len(read_offer(urls(f"<loc>{loc}</loc>"), HOME).items) == 0


def test_an_index_names_further_maps() -> None:
    inside = "".join(
        f"<sitemap><loc>{loc}</loc></sitemap>" for loc in ("a.xml", "https://b.example/b.xml", "file:///c")
    )
    found = read_offer(f"{HEAD}<sitemapindex {SPACES}>{inside}</sitemapindex>".encode(), HOME)
    assert found.items == ()
    assert found.sitemaps == ("https://nakhil.example/maps/a.xml", "https://b.example/b.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_maps_are_read_in_the_encoding_that_they_are_in(encoding: str) -> None:
    (found,) = read_offer(urls(news(1)).decode().encode(encoding), HOME).items
    assert found.told is not None
    assert found.told.title == "قصف على السوق"


def test_a_map_that_breaks_off_gives_what_it_has() -> None:
    whole = urls(*(news(number) for number in range(20)))
    found = read_offer(whole[: len(whole) // 2], HOME).items
    assert [one.address for one in found][:9] == [f"https://nakhil.example/{number}" for number in range(9)]


def test_a_map_without_namespace_is_one_too() -> None:
    assert read_offer(b"<urlset><url><loc>/1</loc></url></urlset>", HOME).items[0].address == "https://nakhil.example/1"


def test_of_an_endless_map_the_first_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SITEMAP_ITEMS", 3)
    assert len(read_offer(urls(*(news(number) for number in range(9))), HOME).items) == 3


@pytest.mark.parametrize("data", [b"<rss/>", b"<html><body><p>x</p></body></html>", b"x", b"<", b"\x00"])
def test_what_is_no_map_is_told(data: bytes) -> None:
    with pytest.raises(ReportError):
        sitemap_offer(data, HOME)
