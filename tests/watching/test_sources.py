"""The list of what is watched, as people write it and as other readers export it."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import ListError
from musnad.fetching import Limits
from musnad.watching import WatchList, read_watch_list

WHOLE = r"""
contact: desk@nakhil.example
limits: {total_seconds: 30, inside: [archive.example]}
sources:
  - name: أخبار النخيل
    feed: https://nakhil.example/feed.xml
    every: 5m
    delay: 10s
    since: 2031-01-01
  - {name: الساحل, sitemap: "http://sahel.example/news.xml", pages: false}
  - name: الريحان
    listing: https://rayhan.example/أخبار
    links: /news/\d+
"""
OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>اشتراكات</title></head><body>
<outline text="سوريا" title="سوريا">
  <outline type="rss" text="أخبار النخيل" xmlUrl="https://nakhil.example/feed" htmlUrl="https://nakhil.example/"/>
  <outline text="الساحل">
    <outline type="rss" title="الساحل اليوم" xmlUrl=" https://sahel.example/rss?a=1&amp;b=2 "/>
  </outline>
</outline>
<outline type="rss" text="أخبار النخيل" xmlUrl="https://nakhil.example/feed"/>
<outline type="rss" xmlUrl="https://rayhan.example/atom"/>
<outline text="رابط" type="link" url="https://x.example/"/>
</body></opml>"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.yaml"


def read(path: Path, content: str | bytes) -> WatchList:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_watch_list(path)


def fault(path: Path, content: str | bytes) -> str:
    with pytest.raises(ListError) as caught:
        read(path, content)
    said = str(caught.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    return said.removeprefix(str(path))


def source(**fields: Any) -> str:
    return "sources:\n- " + "\n  ".join(f"{key}: {value}" for key, value in fields.items())


def test_a_list_names_its_sources_contact_and_limits(path: Path) -> None:
    found = read(path, WHOLE)
    first, second, third = found.sources
    assert (found.contact, found.limits) == (
        "desk@nakhil.example",
        Limits(total_seconds=30, inside=("archive.example",)),
    )
    assert (first.name, first.address) == ("أخبار النخيل", "https://nakhil.example/feed.xml")
    assert (first.every, first.delay, first.pages) == (dt.timedelta(minutes=5), dt.timedelta(seconds=10), True)
    assert (first.since, second.since) == (dt.date(2031, 1, 1), None)
    assert (second.every, second.pages, second.links) == (dt.timedelta(minutes=15), False, None)
    assert third.links is not None
    assert third.links.search("https://rayhan.example/news/7")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_may_have_a_mark_of_byte_order(path: Path, encoding: str) -> None:
    assert len(read(path, WHOLE.encode(encoding)).sources) == 3
    if encoding == "utf-8-sig":
        assert len(read(path, OPML.encode(encoding)).sources) == 3


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("90s", dt.timedelta(seconds=90)),
        ("1.5h", dt.timedelta(minutes=90)),
        ("2 H", dt.timedelta(hours=2)),
        ("1d", dt.timedelta(days=1)),
        ("1s", dt.timedelta(seconds=30)),
        ("9" * 400 + "d", dt.timedelta(days=365)),
    ],
)
def test_times_are_written_short(path: Path, said: str, time: dt.timedelta) -> None:
    assert read(path, source(name="x", feed="http://a.example/", every=f'"{said}"')).sources[0].every == time


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ("", ": ", "it lists no source; write `sources:`"),
        ("# nothing\n", ": ", "it lists no source"),
        ("sources: []", ": ", "it lists no source"),
        ("- name: x\n  feed: http://a.example/", ": ", "no list of sources; write `sources:`"),
        ("https://a.example/feed", ": ", "no list of sources"),
        ("sources: http://a.example/", ": ", "no list of sources"),
        ("contact: x", ": ", "no list of sources"),
        ("sources:\n\t- name: x", ":2: ", "blanks instead of tabs"),
        ("sources:\n- name: x\n  feed: http://a.example/\n\tevery: 5m", ":4: ", "blanks instead of tabs"),
        ("sources:\n- name: 'x\n", ":3: ", "end of stream"),
        ("sources: [", ":1: ", "expected"),
        (source(name="النخيل", fed="http://a.example/"), ": النخيل: ", "unknown field `fed`"),
        (source(name="7", feed="http://a.example/"), ": 7 (name): ", "Expected `str`"),
        (source(feed="http://a.example/"), ": source 1: ", "required field `name`"),
        (source(name="''", feed="http://a.example/"), ": http://a.example/: ", "give it a name"),
        ("sources: [x]", ": source 1: ", "Expected `object`"),
        (source(name="النخيل", feed="http://a.example/", pages="maybe"), ": النخيل (pages): ", "Expected `bool`"),
        (source(name="النخيل", feed="http://a.example/") + "\nlimit: 3", ": ", "unknown field `limit`"),
        (source(name="النخيل", feed="http://a.example/") + "\nlimits: {at_once: 0}", ": ", ">= 1"),
        (source(name="النخيل", feed="http://a.example/") + "\nlimits: {total_seconds: -1}", ": ", "> 0"),
        (source(name="النخيل", feed="http://a.example/") + "\nlimits: {seconds: 1}", ": ", "unknown field `seconds`"),
        (source(name="النخيل"), ": النخيل: ", "give one of feed, sitemap and listing"),
        (source(name="النخيل", feed="http://a.example/", sitemap="http://a.example/"), ": النخيل: ", "give one of"),
        (source(name="النخيل", listing="http://a.example/"), ": النخيل: ", "listing and links go together"),
        (source(name="النخيل", feed="http://a.example/", links="x"), ": النخيل: ", "listing and links go together"),
        (source(name="النخيل", listing="http://a.example/", links="'(x'"), ": النخيل: ", "no regular expression"),
        (source(name="النخيل", feed="file:///etc/passwd"), ": النخيل: ", "only http:// and https://"),
        (source(name="النخيل", feed="a.example/feed"), ": النخيل: ", "only http:// and https://"),
        (source(name="النخيل", feed="http://u:p@a.example/"), ": النخيل: ", "user name"),
        (source(name="النخيل", feed="'http://[x/'"), ": النخيل: ", "not an address"),
        (source(name="النخيل", feed="http://a.example/", every="often"), ": النخيل: ", "write 90s, 15m, 2h or 1d"),
        (source(name="النخيل", feed="http://a.example/", every="''"), ": النخيل: ", "write 90s, 15m, 2h or 1d"),
        (source(name="النخيل", feed="http://a.example/", every="15"), ": النخيل: ", "write 90s, 15m, 2h or 1d"),
        (source(name="النخيل", feed="http://a.example/", delay="-5s"), ": النخيل: ", "write 90s, 15m, 2h or 1d"),
        (
            source(name="النخيل", feed="http://a.example/") + "\n- {name: النخيل, feed: 'http://b.example/'}",
            ": ",
            "two sources",
        ),
        ("sources: " + "[" * 5000, ": ", "nested"),
        (b"\x00\x01\x02\xff" * 99, ": ", "save it as UTF-8"),
        (source(name="النخيل", feed="http://a.example/").encode("cp1256"), ": ", "save it as UTF-8"),
        ("<rss><channel/></rss>", ": ", "no OPML"),
        ("<html><body>x</body></html>", ": ", "no OPML"),
        ("<", ": ", "no OPML"),
        ("<opml><body/></opml>", ": ", "it lists no source"),
        ('<opml><body><outline text="النخيل" xmlUrl="feed://a.example/"/></body></opml>', ": النخيل: ", "only http"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(
    path: Path, content: str | bytes, where: str, what: str
) -> None:
    said = fault(path, content)
    assert said.startswith(where), said
    assert what in said


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.yaml", "no such list"), (tmp_path, "directory")):
        with pytest.raises(ListError, match=why):
            read_watch_list(path)


def test_what_another_reader_exports_is_read_folders_and_all(path: Path) -> None:
    found = [(one.name, one.address) for one in read(path, OPML).sources]
    assert found == [
        ("أخبار النخيل", "https://nakhil.example/feed"),
        ("الساحل اليوم", "https://sahel.example/rss?a=1&b=2"),
        ("https://rayhan.example/atom", "https://rayhan.example/atom"),
    ]


def test_feeds_that_a_reader_gives_one_name_have_their_addresses_too(path: Path) -> None:
    outlines = "".join(f'<outline text="أخبار" xmlUrl="http://{host}.example/"/>' for host in "ab")
    names = [one.name for one in read(path, f"<opml><body>{outlines}</body></opml>").sources]
    assert names == ["أخبار (http://a.example/)", "أخبار (http://b.example/)"]


def test_no_file_is_read_for_an_exported_list(path: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    head = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{secret}">]>'
    found = read(path, f'{head}<opml><body>&x;<outline text="n" xmlUrl="http://a.example/"/></body></opml>')
    assert "password" not in str(found)


@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: f"sources:\n- {text}".encode())))
def test_any_bytes_are_a_list_or_told(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        try:
            assert read(Path(folder) / "s.yaml", data).sources
        except ListError as error:
            said = str(error)
            assert "\n" not in said


def test_the_limits_are_all_of_the_list(path: Path) -> None:
    given_limits = msgspec.to_builtins(Limits(total_seconds=9, tries=2, redirects=0))
    content = msgspec.yaml.encode({"sources": [{"name": "x", "feed": "http://a.example/"}], "limits": given_limits})
    assert read(path, content).limits == Limits(total_seconds=9, tries=2, redirects=0)
