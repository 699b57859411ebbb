"""Web addresses as keys, and the address that a page has for its own."""

import re
import time
from urllib.parse import quote

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from musnad.reading.web import absolute, address_key, canonical_address, same_site, site_of

PAGE = "https://rayhan.example/news/7"
HERE = "https://rayhan.example/a/b?c"
WORDS = st.text("abXYخبر٣-_.~ %é", min_size=1, max_size=8)
PATHS = st.lists(WORDS, max_size=4).map(lambda parts: "/" + "/".join(parts))
QUERIES = st.lists(st.tuples(st.text("abcidخ", min_size=1, max_size=4), st.text("0aخ%", max_size=3)), max_size=3)
ADDRESSES = st.builds(
    lambda path, query: f"http://nakhil.example{path}?" + "&".join(f"{name}={value}" for name, value in query),
    PATHS,
    QUERIES,
)
ALMOST = st.one_of(st.text(), st.text("htps:/[]@%.:#?&=\\ \t\naخ\ud800", max_size=40).map("http://".__add__), ADDRESSES)


@pytest.mark.parametrize(
    "other",
    [
        "https://rayhan.example/news/7#top",
        "https://rayhan.example/news/7#",
        "https://rayhan.example/news/7?",
        "https://rayhan.example/news/7?utm_source=rss&UTM_Medium=feed",
        "https://rayhan.example/news/7?fbclid=x&gclid=y",
        "https://rayhan.example/news/7?traffic_source=rss",
        "HTTPS://Rayhan.Example/news/7",
        "https://rayhan.example:443/news/7",
        " https://rayhan.example//news/7\n",
    ],
)
def test_what_only_tells_how_one_came_is_no_part_of_a_key(other: str) -> None:
    assert address_key(other) == address_key(PAGE) == PAGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/news.php?1734", "http://a.example/news.php?1735"),
        ("http://a.example/news.php?1734&utm_source=x", "http://a.example/news.php?1735&utm_source=x"),
        ("http://a.example/?cid=1", "http://a.example/?cid=2"),
        ("http://a.example/?eid=1", "http://a.example/?eid=2"),
        ("http://a.example/?gallery=1", "http://a.example/?gallery=2"),
        ("http://a.example/?source=1", "http://a.example/?source=2"),
        ("http://a.example/?p=1&page=2", "http://a.example/?p=1&page=3"),
        ("http://a.example/?id=1", "http://a.example/?id=1&id=2"),
        ("http://a.example/?q=a%26b", "http://a.example/?q=a&b"),
        ("http://a.example/x", "http://a.example/X"),
        ("http://a.example/x", "http://b.example/x"),
        ("http://a.example:8080/x", "http://a.example/x"),
        ("http://a.example/خبر-1", "http://a.example/خبر-2"),
    ],
)
def test_what_tells_two_pages_apart_is_part_of_their_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example", "http://a.example/"),
        ("http://a.example/?b=2&a=1", "http://a.example/?a=1&b=2"),
        ("http://a.example/news.php?1734&utm_source=x", "http://a.example/news.php?1734"),
        ("http://a.example/خبر", "http://a.example/%D8%AE%D8%A8%D8%B1"),
        ("http://a.example/%d8%ae%d8%a8%d8%b1", "http://a.example/%D8%AE%D8%A8%D8%B1"),
        ("http://a.example/?ق=خبر", "http://a.example/?%d9%82=%d8%ae%D8%A8%D8%B1"),
        ("http://a.example/خبر عاجل", "http://a.example/خبر%20عاجل"),
        ("http://مثال.example/x", "http://xn--mgbh0fb.example/x"),
    ],
)
def test_two_spellings_of_an_address_have_one_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@example("http://[bad/x")
@example("http://a.example:x/")
@example("http://a.example:99999/")
@example("http://\ud800.example/")
@given(ALMOST)
def test_any_text_has_a_key_that_can_be_stored(text: str) -> None:
    assert isinstance(address_key(text).encode(), bytes)


@given(ADDRESSES)
def test_a_key_is_its_own_key(address: str) -> None:
    assert address_key(address_key(address)) == address_key(address)


@given(ADDRESSES, st.text("abخ1", max_size=5))
def test_the_way_one_came_never_matters(address: str, way: str) -> None:
    assert address_key(f"{address}&utm_source={way}#{way}") == address_key(address)
    assert address_key(address.replace("http://nakhil", "HTTP://NAKHIL")) == address_key(address)
    assert address_key(address.replace(".example", ".example:80", 1)) == address_key(address)


@given(PATHS)
def test_escaping_never_matters(path: str) -> None:
    assume("%" not in path)
    escaped = f"http://a.example{quote(path)}"
    lower = re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), escaped)
    assert address_key(f"http://a.example{path}x") == address_key(escaped + "x") == address_key(lower + "x")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.example/1", "https://a.example:8080/2", True),
        ("http://m.a.example/1", "https://www.a.example/2", True),
        ("http://news.a.example/1", "https://a.example/2", True),
        ("http://A.example./1", "https://a.example/2", True),
        ("http://مثال.example/1", "http://www.xn--mgbh0fb.example/", True),
        ("http://a.example/1", "https://b.example/2", False),
        ("http://ba.example/1", "https://a.example/2", False),
        ("http://a.example.evil.example/", "http://a.example/", False),
        ("", "", False),
        ("http://[x", "http://[x", False),
    ],
)
def test_the_forms_of_a_site_are_one(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


@given(ALMOST, ALMOST)
def test_any_two_texts_are_of_one_site_or_not(one: str, other: str) -> None:
    assert same_site(one, other) in {True, False}
    assert isinstance(site_of(one), str)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/x", "https://rayhan.example/x"),
        (" x \n", "https://rayhan.example/a/x"),
        ("//b.example/x", "https://b.example/x"),
        ("/خبر عاجل", "https://rayhan.example/خبر%20عاجل"),
        ("http://b.example", "http://b.example"),
        ("file:///etc/passwd", None),
        ("javascript:void(0)", None),
        ("mailto:desk@b.example", None),
        ("tel:123", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[x/", None),
    ],
)
def test_a_link_is_an_address_of_the_web_or_none(link: str, address: str | None) -> None:
    assert absolute(link, HERE) == address


@given(ALMOST, ALMOST)
def test_any_link_on_any_page_is_an_address_or_none(link: str, base: str) -> None:
    found = absolute(link, base)
    assert found is None or found.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("head", "own"),
    [
        ('<link rel="canonical" href="https://rayhan.example/1">', "https://rayhan.example/1"),
        ("<LINK HREF='https://rayhan.example/1' REL='canonical' />", "https://rayhan.example/1"),
        ("<link rel=canonical href=https://rayhan.example/1>", "https://rayhan.example/1"),
        ('<link rel="canonical" href="/1?a=b&amp;c=d">', "https://rayhan.example/1?a=b&c=d"),
        ('<link\n rel = "canonical"\n href = " /1 ">', "https://rayhan.example/1"),
        ('<link rel="canonical" href="https://rayhan.example/it\'s">', "https://rayhan.example/it's"),
        ('<link rel="canonical" href="/خبر/عاجل">', "https://rayhan.example/خبر/عاجل"),
        ('<meta property="og:url" content="https://rayhan.example/2">', "https://rayhan.example/2"),
        ("<meta content='/2' property='og:url'>", "https://rayhan.example/2"),
        ('<meta property="og:url" content="/2"><link rel="canonical" href="/1">', "https://rayhan.example/1"),
        ('<link rel="canonical"><link rel="canonical" href="/1">', "https://rayhan.example/1"),
        ('<link rel="canonical" href=""><meta property="og:url" content="/2">', "https://rayhan.example/2"),
        ('<link rel="canonical" href="javascript:x"><meta property="og:url" content="/2">', "https://rayhan.example/2"),
        ('<link rel="canonical" href="file:///etc/passwd">', None),
        ('<link rel="stylesheet" href="/canonical">', None),
        ('<link rel="alternate" hreflang="ar" href="/ar">', None),
        ("<p>rel=canonical href=/x</p>", None),
        ("", None),
    ],
)
def test_the_address_that_a_page_names_as_its_own(head: str, own: str | None) -> None:
    assert canonical_address(f"<html><head>{head}</head>".encode(), HERE) == own


def test_an_own_address_may_stand_in_a_page_of_another_encoding() -> None:
    page = '<title>خبر</title><link rel="canonical" href="/%D8%AE?a=1">'
    assert canonical_address(page.encode("cp1256"), HERE) == "https://rayhan.example/%D8%AE?a=1"


@pytest.mark.parametrize(
    "page",
    [
        b"<link rel=canonical " * 20_000,
        b"<link " + b"rel=canonical " * 20_000,
        b"<link rel=canonical href=" * 20_000,
        b"<meta property=og:url content='" * 20_000,
        b"<link" + b" " * 400_000,
        b"<" * 400_000,
    ],
)
def test_a_page_of_beginnings_takes_no_longer_than_others(page: bytes) -> None:
    began = time.perf_counter()
    canonical_address(page, HERE)
    assert time.perf_counter() - began < 1


@given(st.binary(), st.text("htp:/a.", max_size=20))
def test_any_page_names_an_address_or_none(page: bytes, address: str) -> None:
    found = canonical_address(b"<link rel=canonical href='" + page + b"'>", address)
    assert found is None or found.encode("utf-8", "replace")
