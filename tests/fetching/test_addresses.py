"""Which addresses may be asked for, and which may be connected to."""

import contextlib
from urllib.parse import urlsplit

import httpx2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from musnad.errors import RefusedError
from musnad.fetching.addresses import checked_url, host_key, is_public, public_only

ALMOST_URLS = st.one_of(
    st.text(),
    st.text("htps:/[]@%.:#?\\ \t\naخ１。\u200f\u0000\ud800", max_size=40).map("http://".__add__),
    st.from_regex(r"https?://[^/\s]{0,20}(:\d{1,6})?/[^\s]{0,20}", fullmatch=True),
)


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.5.5"),  # noqa: S104
        *("192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.7"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
        *("fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2002:7f00:1::", "100::1"),
        *("2001::1", "2001:db8::1", "2002:a00:1::1", "5f00::1"),
        *("", "localhost", "127.1", "2130706433", "0x7f000001", "127.0.0.1/8", "١٢٧.٠.٠.١"),
    ],
)
def test_what_is_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:1.1.1.1"])
def test_what_is_outside_is_public(address: str) -> None:
    assert is_public(address)


@given(st.one_of(st.text(), st.ip_addresses().map(str), st.text("0123456789abcdef:.%", max_size=40)))
def test_any_text_is_public_or_not(text: str) -> None:
    assert is_public(text) in {True, False}


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1 is not a public address"):
        public_only("nakhil.example", ["1.1.1.1", "10.0.0.1"])
    assert public_only("nakhil.example", ["1.1.1.1", "2606:4700::1111"]) == ["1.1.1.1", "2606:4700::1111"]


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("archive.example", "Archive.Example"),
        ("archive.example.", "archive.example"),
        ("::1", "[::1]"),
        ("127.0.0.1", "127.0.0.1"),
        ("xn--mgbh0fb.example", "مثال.example"),
    ],
)
def test_hosts_inside_are_known_in_any_spelling(host: str, inside: str) -> None:
    assert public_only(host, ["10.0.0.1"], (inside,)) == ["10.0.0.1"]
    with pytest.raises(RefusedError):
        public_only(f"x.{host}", ["10.0.0.1"], (inside,))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http"),
        ("FILE://nakhil.example/x", "only http"),
        ("ftp://nakhil.example/x", "only http"),
        ("gopher://nakhil.example:70/x", "only http"),
        ("javascript:alert(1)", "only http"),
        ("data:text/html,x", "only http"),
        ("//nakhil.example/x", "only http"),
        ("/news/7", "only http"),
        ("", "only http"),
        ("http:///news", "not an address"),
        ("http://", "not an address"),
        ("http://[::1", "not an address"),
        ("http://nakhil.example:99999/", "not an address"),
        ("http://nakhil.example:x/", "not an address"),
        ("http://nakhil.example/a b", "not an address"),
        ("http://nakhil.example/\r\nX-Injected: 1", "not an address"),
        ("http://nakhil.example/\nGET /admin", "not an address"),
        ("http://nakhil.example/a\tb", "not an address"),
        ("http://nakhil.example/\x00", "not an address"),
        ("http://nakhil.example/\ud800", "not an address"),
        ("http://user@nakhil.example/", "user name"),
        ("http://user:word@nakhil.example/", "user name"),
        ("http://:word@nakhil.example/", "user name"),
        ("http://nakhil.example\\@sahel.example/", "user name"),
        ("http://nakhil.example:22/", "port 22"),
        ("http://nakhil.example:25/", "port 25"),
        ("http://nakhil.example:0/", "port 0"),
        ("http://nakhil.example/" + "a" * 2000, "more than 2000 characters"),
    ],
)
def test_what_may_not_be_asked_for_is_refused_with_its_reason(url: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why) as caught:
        checked_url(url)
    assert len(str(caught.value)) < 2200


@pytest.mark.parametrize(
    "url",
    [
        "http://nakhil.example/",
        "HTTPS://Nakhil.Example:443/x",
        "http://nakhil.example:8080/x",
        "http://مثال.example/أخبار/قصف-على-السوق?ص=٢",
        "http://nakhil.example/خبر\u200cعاجل/\u200fعنوان",
        "http://nakhil.example/%D8%AE%D8%A8%D8%B1",
    ],
)
def test_addresses_of_the_web_may_be_asked_for(url: str) -> None:
    assert checked_url(url).hostname


@example("http://a.example\\.b.example/")
@example("http://١.example:８０/")
@given(ALMOST_URLS)
def test_any_text_is_an_address_or_refused(url: str) -> None:
    with contextlib.suppress(RefusedError):
        parts = checked_url(url)
        assert parts.scheme in {"http", "https"}
        # what is asked is what was checked: both parsers see one port, and no name or password
        try:
            asked = httpx2.URL(url)
        except httpx2.InvalidURL:
            return
        default = {"http": 80, "https": 443}[asked.scheme]
        assert (asked.port or default) == (parts.port or default)
        assert not asked.userinfo


@given(st.text())
def test_any_text_has_a_host_key(text: str) -> None:
    assert isinstance(host_key(text), str)


def test_politeness_is_reckoned_by_host_whatever_its_form() -> None:
    assert host_key("HTTP://www.Nakhil.example:8080/x") == host_key("https://nakhil.example./y") == "nakhil.example"
    assert urlsplit("http://m.nakhil.example/").hostname == host_key("http://m.nakhil.example/")
