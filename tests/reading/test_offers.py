"""What sources of every kind offer, hostile ones among them."""

import contextlib
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.errors import ReportError
from musnad.reading import feeds
from musnad.reading.items import Item, Offer
from musnad.reading.offers import read_offer

HOME = "https://nakhil.example/feed/"
LEAD = "قصفت طائرات مجهولة بلدة النخيل فجر اليوم، ما أدى إلى سقوط ضحايا من المدنيين ودمار في السوق."
HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def rss(*items: str, head: str = HEAD, channel: str = "") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel><title>أخبار النخيل</title>{channel}{inside}</channel></rss>'.encode()


def item(number: int = 1, link: str | None = None, more: str = "") -> str:
    link = f"https://nakhil.example/{number}" if link is None else link
    return f"<title>قصف على السوق رقم {number}</title><link>{link}</link><description>{LEAD}</description>{more}"


def only(offer: Offer) -> Item:
    (found,) = offer.items
    return found


def took(data: bytes) -> float:
    began = time.perf_counter()
    with contextlib.suppress(ReportError):
        read_offer(data, HOME)
    return time.perf_counter() - began


# links


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://nakhil.example/1", "https://nakhil.example/1"),
        ("/news/1", "https://nakhil.example/news/1"),
        ("1?a=b&amp;c=d", "https://nakhil.example/feed/1?a=b&c=d"),
        ("\n https://nakhil.example/1 \n", "https://nakhil.example/1"),
        ("https://nakhil.example/خبر عاجل", "https://nakhil.example/خبر%20عاجل"),
        ("<![CDATA[https://nakhil.example/1]]>", "https://nakhil.example/1"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("ftp://nakhil.example/1", None),
        ("http://[bad/", None),
    ],
)
def test_links_are_addresses_of_the_web_or_none(link: str, address: str | None) -> None:
    found = only(read_offer(rss(item(link=link)), HOME))
    assert found.address == address
    assert found.told is not None
    assert LEAD in found.told.text


def test_links_are_relative_to_the_base_that_the_feed_names() -> None:
    atom = (
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://sahel.example/a/"><title>t</title>'
        f'<entry><id>1</id><title>قصف على السوق</title><link href="b/1"/><summary>{LEAD}</summary></entry></feed>'
    )
    assert only(read_offer(atom.encode(), HOME)).address == "https://sahel.example/a/b/1"


def test_items_of_one_link_in_two_spellings_are_one() -> None:
    spellings = [
        "https://nakhil.example/خبر",
        "https://nakhil.example/%D8%AE%D8%A8%D8%B1",
        "https://nakhil.example/%d8%ae%d8%a8%d8%b1?utm_source=rss",
        "https://NAKHIL.example/%d8%ae%d8%a8%d8%b1#top",
    ]
    found = only(read_offer(rss(*(item(link=link) for link in spellings)), HOME))
    assert found.address == spellings[0]


def test_an_item_without_link_is_known_by_its_name_or_its_words() -> None:
    named = only(read_offer(rss(item(link="", more="<guid isPermaLink='false'>n-7</guid>")), HOME))
    assert (named.key, named.address) == ("n-7", None)
    one = only(read_offer(rss(item(link="")), HOME))
    other = only(read_offer(rss(item(2, link="")), HOME))
    assert one.key == only(read_offer(rss(item(link="")), HOME)).key != other.key
    permanent = only(read_offer(rss("<title>قصف</title><guid>https://nakhil.example/9</guid>"), HOME))
    assert permanent.address == "https://nakhil.example/9"


def test_names_that_are_new_at_each_look_make_no_new_items() -> None:
    looks = [only(read_offer(rss(item(more=f"<guid isPermaLink='false'>{n}</guid>")), HOME)) for n in range(2)]
    assert looks[0].key == looks[1].key
    assert looks[0].mark == looks[1].mark


def test_what_is_changed_is_marked() -> None:
    before, after = (only(read_offer(rss(item().replace("السوق", place)), HOME)) for place in ("السوق", "الجسر"))
    assert before.key == after.key
    assert before.mark != after.mark


# encodings


@pytest.mark.parametrize("label", ["utf-8", "windows-1256", "iso-8859-6", "utf-16", "us-ascii", "klingon", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16", "utf-16-be"])
def test_bytes_are_read_as_what_they_are(label: str, encoding: str) -> None:
    said = f' encoding="{label}"' if label else ""
    data = rss(*(item(n) for n in range(5)), head=f'<?xml version="1.0"{said}?>').decode().encode(encoding)
    found = read_offer(data, HOME)
    assert len(found.items) == 5
    assert all(one.told is not None and LEAD in one.told.text for one in found.items)


# broken


@pytest.mark.parametrize("cut", [0.35, 0.5, 0.75, 0.9, 0.99])
def test_a_feed_that_breaks_off_gives_what_it_has(cut: float) -> None:
    whole = rss(*(item(n) for n in range(20)))
    found = read_offer(whole[: int(len(whole) * cut)], HOME)
    assert len(found.items) >= int(20 * cut) - 1
    for at, one in enumerate(found.items[: int(20 * cut) - 1]):
        assert one.address == f"https://nakhil.example/{at}"


@pytest.mark.parametrize(
    "fault",
    ["\x08", "&nbsp;", " & ", "<br>", "</p>", "&#8;", "&unknown;", "\ufffe", "<x:y>", "]]>"],
)
def test_a_fault_in_one_item_leaves_the_others(fault: str) -> None:
    faulty = item(2).replace("السوق", f"السوق {fault} الكبير")
    addresses = [one.address for one in read_offer(rss(item(1), faulty, item(3)), HOME).items]
    assert addresses == [f"https://nakhil.example/{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"\x00\x01\x02",
        b"\x89PNG\r\n\x1a\n",
        b"just a moment",
        b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><p>x</p></body></html>",
        b"<note>x</note>",
        b"{}",
        b'{"version": 1, "items": []}',
        b"[1, 2]",
        b"<?xml version='1.0'?>",
    ],
)
def test_what_offers_nothing_of_any_kind_is_told(data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        read_offer(data, HOME)
    assert caught.value.source == HOME


@given(st.one_of(st.binary(), st.text().map(lambda text: rss(text)), st.binary().map(b"<rss version='2.0'>".__add__)))
@settings(deadline=None)
def test_any_bytes_offer_something_or_are_a_report_error(data: bytes) -> None:
    with contextlib.suppress(ReportError):
        assert isinstance(read_offer(data, HOME), Offer)


# hostile


def laughs(element: str) -> str:
    names = "abcdefghij"
    lines = ['<!ENTITY a "خخخخخخخخخخ">']
    lines += [f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in pairwise(names)]
    return f"<!DOCTYPE {element} [{''.join(lines)}]>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (laughs("rss"), rss(item().replace("السوق", "&j;"), head="")),
        (laughs("urlset"), b"<urlset><url><loc>http://a.example/&j;</loc><title>&j;</title></url></urlset>"),
        ('<!DOCTYPE rss [<!ENTITY j "]>">]>', rss(item().replace("السوق", "&j;"), head="")),
        ('<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>', rss(item(), head="")),
    ],
)
def test_laughs_are_not_heard(head: str, body: bytes) -> None:
    data = HEAD.encode() + head.encode() + body
    assert took(data) < 2
    with contextlib.suppress(ReportError):
        for one in read_offer(data, HOME).items:
            assert one.told is None or len(one.told.text) < 400


@pytest.mark.parametrize("kind", ["rss", "urlset"])
@pytest.mark.parametrize("form", ['"file://{path}"', '"{path}"'])
def test_no_file_is_read_for_a_feed(tmp_path: Path, kind: str, form: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    entity = f"<!DOCTYPE {kind} [<!ENTITY x SYSTEM {form.format(path=secret)}>]>"
    body = (
        rss(item().replace("السوق", "&x;"), head="").decode()
        if kind == "rss"
        else "<urlset><url><loc>http://a.example/&x;</loc><title>قصف &x;</title></url></urlset>"
    )
    offered = read_offer(f"{HEAD}{entity}{body}".encode(), HOME)
    assert "password" not in str(offered)


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">',
        "<!doctype rss SYSTEM 'x.dtd' []>",
        "<!DOCTYPE rss [<!ELEMENT x (y)> <!-- ]> --> ] >",
        "<!DOCTYPE html><!-- no -->",
    ],
)
def test_feeds_with_a_type_are_read(doctype: str) -> None:
    assert only(read_offer(rss(item(), head=HEAD + doctype), HOME)).address


@pytest.mark.parametrize(
    "piece",
    [
        "<!DOCTYPE a[",
        "<!ENTITY ",
        "<![CDATA[",
        "<!--",
        "<a ",
        "<a b='",
        "&a",
        "<?",
        "<a>",
        "<a/>",
        "<item/>",
        "]>",
        "<rss ",
    ],
)
def test_beginnings_without_end_take_no_longer_than_other_feeds(piece: str) -> None:
    assert took(b"<rss version='2.0'><channel><item><title>" + piece.encode() * 20_000) < 4


def test_a_feed_of_too_many_tags_is_refused_before_it_is_read() -> None:
    for start, piece in ((b"<rss version='2.0'>", b"<a/>"), (b"<urlset>", b"<a/>"), (b'{"items": [', b"1,")):
        data = start + piece * 2_000_000
        assert took(data) < 2
        with pytest.raises(ReportError, match="are more than"):
            read_offer(data, HOME)
    with pytest.raises(ReportError, match="are more than"):
        read_offer(b"<html>" + b"<a>" * 2_000_000, HOME, re.compile("x"))


def test_of_endless_items_the_first_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "FEED_ITEMS", 3)
    addresses = [one.address for one in read_offer(rss(*(item(n) for n in range(9))), HOME).items]
    assert addresses == [f"https://nakhil.example/{n}" for n in range(3)]
