"""Each fault of the table is really on the wire."""

import datetime as dt
import gzip
import socket
import ssl
import time
from email.utils import parsedate_to_datetime

import feedparser
import httpx2
import pytest
from tests.network.conftest import BEGINS, Bench


def _feed(bench: Bench, fault: str, **headers: str) -> httpx2.Response:
    return bench.get(bench.source(bench.outlet(fault)), **headers)


def _page(bench: Bench, fault: str) -> httpx2.Response:
    return bench.get(bench.hit(bench.outlet(fault), fault).addresses[0])


def _newest(bench: Bench, fault: str) -> str:
    return bench.outlet(fault).truth(bench.now)[-1].addresses[0]


def _said_and_real(data: bytes, wanted: str) -> bool:
    return wanted in data[:400].decode("ascii", "replace").lower()


def test_letters_are_not_what_is_said(bench: Bench) -> None:
    for reply in (_feed(bench, "cp1256-as-utf8"), bench.get(_newest(bench, "cp1256-as-utf8"))):
        assert "utf-8" in reply.headers["content-type"]
        assert _said_and_real(reply.content, "utf-8")
        with pytest.raises(UnicodeDecodeError):
            reply.content.decode("utf-8")
        assert "في" in reply.content.decode("cp1256")
    for reply in (_feed(bench, "utf8-as-cp1256"), bench.get(_newest(bench, "utf8-as-cp1256"))):
        assert "windows-1256" in reply.headers["content-type"]
        assert _said_and_real(reply.content, "windows-1256")
        assert "في" in reply.content.decode("utf-8")


def test_byte_order_marks(bench: Bench) -> None:
    assert _feed(bench, "bom").content.startswith(b"\xef\xbb\xbf<?xml")
    assert bench.get(_newest(bench, "bom")).content.startswith(b"\xef\xbb\xbf")
    assert "<rss" in _feed(bench, "utf16-feed").content.decode("utf-16")
    assert _feed(bench, "utf16-feed").content[:2] == b"\xff\xfe"


def test_headlines_are_escaped_twice(bench: Bench) -> None:
    text = _feed(bench, "entities").text
    assert "&amp;quot;" in text
    assert "&amp;nbsp;" in text


def test_feeds_without_what_they_should_have(bench: Bench) -> None:
    assert "published" not in _feed(bench, "no-dates").text
    assert "<link>" not in _feed(bench, "no-links").text.partition("<item>")[2]
    assert "<link>/" in _feed(bench, "relative-links").text
    ahead = [one for one in bench.outlet("future").truth(bench.now) if one.published_at > bench.now]
    assert ahead
    assert ahead[0].title in _feed(bench, "future").text


def test_a_feed_that_is_no_xml(bench: Bench) -> None:
    data = _feed(bench, "bad-xml").content
    assert b"&go=1" in data
    assert b"\x08" in data
    assert feedparser.parse(data).bozo


def test_guids_change_and_items_are_doubled(bench: Bench) -> None:
    first, second = (feedparser.parse(_feed(bench, "new-guids").content).entries for _ in range(2))
    assert [one.link for one in first] == [one.link for one in second]
    assert not {one.id for one in first} & {one.id for one in second}
    assert first[0].link == first[1].link


@pytest.mark.parametrize("fault", ["three-addresses", "three-addresses-bare"])
def test_a_story_has_three_addresses(bench: Bench, fault: str) -> None:
    story = bench.outlet(fault).truth(bench.now)[-1]
    listed = [one.link for one in feedparser.parse(_feed(bench, fault).content).entries[:3]]
    assert set(listed) == set(story.addresses[1:])
    pages = [bench.get(address) for address in story.addresses]
    assert len({one.content for one in pages}) == 1
    assert (b"canonical" in pages[0].content) == (fault == "three-addresses")


def test_sections_share_stories(bench: Bench) -> None:
    outlet = bench.outlet("sections")
    one, two = (
        {entry.id for entry in feedparser.parse(bench.get(f"{outlet.base()}/feed-{n}.xml").content).entries}
        for n in (1, 2)
    )
    assert one & two
    assert one - two
    assert two - one
    assert {story.id for story in outlet.truth(bench.now)} == one | two


def test_windows_of_feeds(bench: Bench) -> None:
    assert len(feedparser.parse(_feed(bench, "archive-500").content).entries) == 500
    assert len(feedparser.parse(_feed(bench, "last-5").content).entries) == 5


def test_links_lead_inside(bench: Bench) -> None:
    text = _feed(bench, "inside-links").text
    for place in (
        "file:///etc/passwd",
        "http://127.0.0.1:",
        "http://169.254.169.254/",
        "http://inside.",
        "http://meta.",
    ):
        assert place in text
    outlet = bench.outlet("inside-redirects")
    hit = [one for one in outlet.truth(bench.now) if one.fault == "inside-redirects"]
    targets = [bench.get(one.addresses[0]).headers["location"] for one in hit]
    assert any(target.startswith("file:") for target in targets)
    assert any("169.254.169.254" in target for target in targets)
    bench.get(next(target for target in targets if "127.0.0.1" in target))
    assert [one.path[:7] for one in bench.network.trespasses()] == ["/admin/"]


def test_a_changed_story_is_changed_in_page_and_feed(bench: Bench) -> None:
    outlet = bench.outlet("edited", "atom")
    story = next(
        one for one in outlet.truth(bench.now) if one.edited and one.edited.at > bench.now - dt.timedelta(days=1)
    )
    assert story.edited is not None
    bench.now = story.edited.at - dt.timedelta(minutes=1)
    before = bench.get(bench.source(outlet))
    assert story.body[1] in bench.get(story.addresses[0]).text
    bench.now = story.edited.at
    since = before.headers["last-modified"]
    after = bench.get(bench.source(outlet), if_modified_since=since)
    assert after.status_code == 200
    assert story.edited.at.isoformat() in after.text
    assert story.edited.body[-1] in bench.get(story.addresses[0]).text
    assert story.body_at(bench.now) == story.edited.body


def test_pages_are_gone_or_elsewhere(bench: Bench) -> None:
    gone = [one for one in bench.outlet("gone-pages").truth(bench.now) if one.fault]
    assert {bench.get(one.addresses[0]).status_code for one in gone} == {404, 410}
    assert all(len(one.body) == 1 and one.only_feed for one in gone)  # the summary is all there is
    moved = [one.addresses for one in bench.outlet("moved-pages").truth(bench.now)]
    replies = [bench.get(old) for _, old in moved]
    assert {one.status_code for one in replies} == {301, 302}
    assert replies[0].headers["location"] == moved[0][0]
    assert bench.get(moved[0][0]).status_code == 200


def test_pages_that_lead_in_a_circle(bench: Bench) -> None:
    url = bench.hit(bench.outlet("redirect-loop"), "redirect-loop").addresses[0]
    second = bench.get(url).headers["location"]
    assert second != url
    assert bench.get(second).headers["location"] == url


def test_layouts_change_on_the_third_day(bench: Bench) -> None:
    for form in ("rss", "listing"):
        outlet = bench.outlet("new-layout", form)
        url = outlet.truth(BEGINS)[-1].addresses[0] if form == "rss" else bench.source(outlet)
        bench.now = BEGINS + dt.timedelta(days=2, minutes=-1)
        before = bench.get(url).text
        bench.later(minutes=1)
        assert before.count("<div") != bench.get(url).text.count("<div")


def test_an_endless_page(bench: Bench) -> None:
    url = httpx2.URL(bench.hit(bench.outlet("endless"), "endless").addresses[0])
    come = 0
    with bench.client.stream("GET", url.copy_with(host="127.0.0.1"), headers={"Host": url.host}) as reply:
        for piece in reply.iter_bytes():
            come += len(piece)
            if come > 5_000_000:
                break
    assert come > 5_000_000


def test_a_feed_moves_for_good(bench: Bench) -> None:
    outlet = bench.outlet("moved-feed")
    assert _feed(bench, "moved-feed").status_code == 200
    bench.now = BEGINS + dt.timedelta(days=4)
    reply = _feed(bench, "moved-feed")
    assert reply.status_code == 301
    assert reply.headers["location"] == outlet.base() + "/rss/new.xml"
    assert bench.get(reply.headers["location"]).status_code == 200


def test_outlets_fall_silent_and_die(bench: Bench) -> None:
    quiet, dies = bench.outlet("quiet"), bench.outlet("dies")
    assert quiet.truth(BEGINS + dt.timedelta(days=10)) == quiet.truth(BEGINS + dt.timedelta(days=30))
    assert _feed(bench, "dies").status_code == 200
    bench.now = BEGINS + dt.timedelta(days=12)
    time.sleep(0.1)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", dies.ports.plain), timeout=1)


def test_validators_are_kept_or_not(bench: Bench) -> None:
    tag = _feed(bench, "etag").headers["etag"]
    assert _feed(bench, "etag", if_none_match=tag).status_code == 304
    since = _feed(bench, "last-modified").headers["last-modified"]
    assert _feed(bench, "last-modified", if_modified_since=since).status_code == 304
    one, two = (_feed(bench, "etag-new") for _ in range(2))
    assert one.content == two.content
    assert one.headers["etag"] != two.headers["etag"]
    never = _feed(bench, "never-304")
    assert _feed(bench, "never-304", if_none_match=never.headers["etag"]).status_code == 200
    bench.later(days=2)
    assert _feed(bench, "etag", if_none_match=tag).status_code == 200
    assert [_feed(bench, "wrong-304", if_none_match='"old"').status_code for _ in range(3)] == [200, 200, 304]


@pytest.mark.parametrize("fault", ["429-seconds", "429-date"])
def test_too_many_requests(bench: Bench, fault: str) -> None:
    replies = [_feed(bench, fault) for _ in range(12)]
    assert [one.status_code for one in replies] == [200] * 10 + [429] * 2
    asked = replies[10].headers["retry-after"]
    wait = dt.timedelta(seconds=int(asked)) if asked.isdecimal() else parsedate_to_datetime(asked) - bench.now
    assert asked.isdecimal() == (fault == "429-seconds")
    assert wait == dt.timedelta(seconds=300)
    assert len(bench.network.early_requests()) == 1
    bench.now += wait
    assert _feed(bench, fault).status_code == 200
    assert len(bench.network.early_requests()) == 1


def test_down_for_hours(bench: Bench) -> None:
    for form in ("atom", "sitemap"):
        outlet = bench.outlet("503-hours", form)
        codes = []
        for hour in (1, 2, 7, 8):
            bench.now = BEGINS + dt.timedelta(days=8, hours=hour)
            codes.append(bench.get(bench.source(outlet)).status_code)
        assert codes == [200, 503, 503, 200]


@pytest.mark.parametrize("fault", ["hang-pages", "drip-head"])
def test_replies_that_do_not_come(bench: Bench, fault: str) -> None:
    url = bench.hit(bench.outlet(fault), fault).addresses[0]
    with socket.create_connection(("127.0.0.1", httpx2.URL(url).port), timeout=0.5) as raw:
        raw.sendall(f"GET {httpx2.URL(url).path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        if fault == "drip-head":
            assert raw.recv(100) == b"H"
            assert raw.recv(100) == b"T"
        else:
            with pytest.raises(TimeoutError):
                raw.recv(100)
    assert bench.network.requests[-1].status == 0
    assert bench.get(url).status_code == 200


def test_a_feed_that_does_not_come(bench: Bench) -> None:
    for _ in range(39):
        _feed(bench, "hang-feed")
    with pytest.raises(httpx2.ReadTimeout):
        _feed(bench, "hang-feed")
    assert _feed(bench, "hang-feed").status_code == 200


def test_a_body_that_drips(bench: Bench) -> None:
    url = httpx2.URL(bench.hit(bench.outlet("drip-body"), "drip-body").addresses[0])
    with bench.client.stream("GET", url.copy_with(host="127.0.0.1"), headers={"Host": url.host}) as reply:
        pieces = reply.iter_raw()
        assert [len(next(pieces)) for _ in range(3)] == [1, 1, 1]
    assert bench.get(str(url)).status_code == 200


def test_compressed_and_in_chunks(bench: Bench) -> None:
    assert _feed(bench, "gzip").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in _feed(bench, "gzip", accept_encoding="identity").headers
    assert _feed(bench, "chunked").headers["transfer-encoding"] == "chunked"
    assert _feed(bench, "chunked").text.endswith("</rss>")


def test_feeds_cut_off(bench: Bench) -> None:
    for fault in ("gzip-cut", "feed-cut"):
        replies = [_feed(bench, fault) for _ in range(4)]
        assert [one.text.endswith("</rss>") for one in replies] == [True, True, True, False]
        assert replies[0].content.startswith(replies[3].content)
    assert _page(bench, "gzip-cut").text.endswith('charset="utf-8">\n')
    assert _page(bench, "gzip-cut").text.endswith("</html>")


def test_gzip_unsaid_and_untrue(bench: Bench) -> None:
    reply = _page(bench, "gzip-unsaid")
    assert "content-encoding" not in reply.headers
    assert b"</html>" in gzip.decompress(reply.content)
    assert b"</html>" in _page(bench, "gzip-unsaid").content
    with pytest.raises(httpx2.DecodingError):
        _page(bench, "gzip-untrue")
    assert b"</html>" in _page(bench, "gzip-untrue").content


@pytest.mark.parametrize(("fault", "error"), [("reset", httpx2.ReadError), ("long-length", httpx2.RemoteProtocolError)])
def test_bodies_that_break_off(bench: Bench, fault: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        _page(bench, fault)
    assert _page(bench, fault).status_code == 200


def test_types_that_are_not_true(bench: Bench) -> None:
    assert _feed(bench, "text-type").headers["content-type"] == "text/html"
    assert bench.get(_newest(bench, "text-type")).headers["content-type"] == "text/plain"


@pytest.mark.parametrize("fault", ["tls-pages", "tls-all"])
def test_a_certificate_that_no_one_knows(bench: Bench, fault: str) -> None:
    outlet = bench.outlet(fault)
    if outlet.ports.tls is None:
        pytest.skip("no openssl")
    with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        bench.get(outlet.base(pages=True) + "/feed.xml")
    plain = ssl.create_default_context()
    plain.check_hostname, plain.verify_mode = False, ssl.CERT_NONE
    path = outlet.path(outlet.newest(bench.now))
    with httpx2.Client(trust_env=False, verify=plain) as careless:
        assert careless.get(f"https://127.0.0.1:{outlet.ports.tls}{path}").status_code == 200
    assert bench.source(outlet).startswith("https" if fault == "tls-all" else "http:")
    assert bool(outlet.truth(bench.now)) == (fault == "tls-pages")


ROBOTS = [
    # fault, agent, path of the newest of its kind, whether it is allowed
    ("robots-path", "musnad", "/special/1003", False),
    ("robots-path", "musnad", "/news/1004", True),
    ("robots-site-but-feed", "musnad", "/feed.xml", True),
    ("robots-site-but-feed", "musnad", "/news/1004", False),
    ("robots-site", "musnad", "/feed.xml", False),
    ("robots-named", "Musnad/0.1 (+https://musnad.example)", "/news/1004", True),
    ("robots-named", "other", "/news/1004", False),
    ("robots-query", "musnad", "/news/1004?print=1", False),
    ("robots-query", "musnad", "/news/1004", True),
    ("robots-404", "musnad", "/admin", True),
]


@pytest.mark.parametrize(("fault", "agent", "path", "allowed"), ROBOTS)
def test_what_robots_forbids_is_noted(bench: Bench, fault: str, agent: str, path: str, allowed: bool) -> None:
    outlet = bench.outlet(fault)
    bench.get(f"{outlet.base()}/robots.txt", user_agent=agent)
    bench.get(outlet.base() + path, user_agent=agent)
    assert [one.path for one in bench.network.forbidden_requests()] == ([] if allowed else [path])


def test_robots_txt_itself_fails(bench: Bench) -> None:
    assert bench.get(bench.outlet("robots-404").base() + "/robots.txt").status_code == 404
    hangs = bench.outlet("robots-hang").base() + "/robots.txt"
    for _ in range(2):
        with pytest.raises(httpx2.ReadTimeout):
            bench.get(hangs)
    assert bench.get(hangs).status_code == 200
    codes = []
    for days in (0.1, 0.3, 7.1, 7.3):
        bench.now = BEGINS + dt.timedelta(days=days)
        codes.append(bench.get(bench.outlet("robots-503").base() + "/robots.txt").status_code)
    assert codes == [503, 200, 503, 200]


def test_the_delay_that_robots_asks_for(bench: Bench) -> None:
    assert bench.network.crawl_delay(bench.outlet("crawl-delay").host) == 10.0
    assert bench.network.crawl_delay("m." + bench.outlet("crawl-delay").host) == 10.0
    assert bench.network.crawl_delay(bench.network.outlets[0].host) is None


def test_slugs_in_bare_letters(bench: Bench) -> None:
    outlet = bench.outlet("raw-slugs")
    link = feedparser.parse(_feed(bench, "raw-slugs").content).entries[0].link
    assert any("\u0621" <= sign <= "\u064a" for sign in link)
    assert bench.get(link).status_code == 200
    assert outlet.truth(bench.now)[-1].addresses[0].isascii()


def test_listings_hold_forbidden_links_beside_the_others(bench: Bench) -> None:
    text = _feed(bench, "robots-query").text
    assert text.count("?print=1") >= 5


def test_sitemaps_and_their_index(bench: Bench) -> None:
    outlet = next(one for one in bench.network.outlets if one.row.form == "sitemap-index")
    index = bench.get(bench.source(outlet)).text
    assert index.count("<loc>") == 4
    day = bench.now.date() - dt.timedelta(days=1)
    part = bench.get(f"{outlet.base()}/sitemap-{day}.xml").text
    assert part.count("<news:title>") == sum(one.appears_at.date() == day for one in outlet.truth(bench.now))
