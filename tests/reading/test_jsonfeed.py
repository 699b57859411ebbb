"""JSON Feed, whole and broken."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import ReportError
from musnad.reading.items import Item
from musnad.reading.offers import read_offer

HOME = "https://nakhil.example/feed.json"
LEAD = "قصفت طائرات مجهولة بلدة النخيل فجر اليوم، ما أدى إلى سقوط ضحايا من المدنيين."
ENTRY = {
    "id": "7",
    "url": "https://nakhil.example/7",
    "title": "قصف على السوق",
    "content_html": f"<p>{LEAD}</p>",
    "date_published": "2031-05-02T07:05:00+03:00",
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ENTRY, "x"]), inner, max_size=3),
    max_leaves=6,
)


def items(*entries: Any, version: str = "https://jsonfeed.org/version/1.1", **more: Any) -> tuple[Item, ...]:
    feed = {"version": version, "title": "أخبار النخيل", "items": list(entries), **more}
    return read_offer(json.dumps(feed, ensure_ascii=False).encode(), HOME).items


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_items_are_reports(version: str) -> None:
    (found,) = items(ENTRY, version=version, home_page_url="https://nakhil.example/")
    assert (found.key, found.address) == (ENTRY["url"], ENTRY["url"])
    assert found.told is not None
    assert found.told.text == f"قصف على السوق\n\n{LEAD}"
    assert (found.told.id, found.told.outlet) == ("7", "أخبار النخيل")
    assert found.told.published_at == "2031-05-02T07:05:00+03:00"


@pytest.mark.parametrize(
    ("change", "key", "address"),
    [
        ({"url": "/8"}, "https://nakhil.example/8", "https://nakhil.example/8"),
        ({"url": None, "external_url": "http://b.example/8"}, "http://b.example/8", "http://b.example/8"),
        ({"url": "file:///etc/passwd"}, "7", None),
        ({"url": None}, "7", None),
        ({"url": None, "id": 8}, "8", None),
        ({"url": "", "id": 8.5}, "8.5", None),
    ],
)
def test_items_are_known_by_their_link_or_their_name(change: dict[str, Any], key: str, address: str | None) -> None:
    (found,) = items(ENTRY | change)
    assert (found.key, found.address) == (key, address)


def test_an_item_of_nothing_but_a_text_is_one() -> None:
    one, other = items({"content_text": LEAD}, {"content_text": f"{LEAD} {LEAD}"})
    assert one.told is not None
    assert one.told.text == LEAD
    assert one.key != other.key


@pytest.mark.parametrize("bad", [7, None, [], {"title": 7}, {"url": ["x"]}, {"id": {}}, "x"])
def test_one_bad_item_does_not_cost_the_others(bad: Any) -> None:
    assert [one.address for one in items(ENTRY, bad, ENTRY | {"url": "/8"})] == [
        ENTRY["url"],
        "https://nakhil.example/8",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"version": "https://jsonfeed.org/version/1"}',
        b'{"version": "https://jsonfeed.org/version/1", "items": 7}',
        b'{"version": "2.0", "items": []}',
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(ReportError, match="no JSON Feed"):
        read_offer(data, HOME)


def test_a_feed_of_no_items_offers_none_and_marks_of_byte_order_do_no_harm() -> None:
    assert items() == ()
    data = b'\xef\xbb\xbf {"version": "https://jsonfeed.org/version/1", "items": []}'
    assert read_offer(data, HOME).items == ()


@given(st.lists(VALUES, max_size=3), VALUES)
def test_any_items_are_read_or_a_report_error(entries: list[Any], value: Any) -> None:
    with contextlib.suppress(ReportError):
        assert len(items(*entries, title=value)) <= len(entries)
