"""Pages that list links."""

import re

import pytest

from musnad.errors import ReportError
from musnad.reading.items import Item
from musnad.reading.offers import read_offer

HOME = "https://nakhil.example/news"
LINKS = re.compile(r"/news/\d+")


def items(body: str, links: re.Pattern[str] = LINKS, head: str = "") -> tuple[Item, ...]:
    return read_offer(f"<html><head>{head}</head><body>{body}</body></html>".encode(), HOME, links).items


def test_links_of_the_form_are_items_in_the_order_of_the_page() -> None:
    body = (
        '<a href="/news/2">هدنة في بلدة النخيل مساء اليوم</a><a href="/about">من نحن</a><a>x</a>'
        '<a href="https://nakhil.example/news/1">قصف على سوق النخيل</a><a href="?page=2">التالي</a>'
    )
    first, second = items(body)
    assert [first.address, second.address] == ["https://nakhil.example/news/2", "https://nakhil.example/news/1"]
    assert first.told is not None
    assert (first.told.text, first.told.url) == ("هدنة في بلدة النخيل مساء اليوم", first.address)


def test_a_picture_and_a_headline_of_one_page_are_one_item_with_the_headline() -> None:
    body = (
        '<a href="/news/1"><img src="x.jpg"></a><a href="/news/1#comments">3</a>'
        '<a href="/news/1"><h2>قصف على <b>سوق</b> النخيل</h2></a>'
    )
    (found,) = items(body)
    assert found.told is not None
    assert found.told.title == "قصف على سوق النخيل"


def test_a_link_of_few_words_tells_nothing() -> None:
    (found,) = items('<a href="/news/1">المزيد</a>')
    assert found.told is None


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/news/1?a=1&amp;b=2", "https://nakhil.example/news/1?a=1&b=2"),
        ("news/1", "https://nakhil.example/news/1"),
        ("//m.nakhil.example/news/1", "https://m.nakhil.example/news/1"),
        ("/news/1/خبر عاجل", "https://nakhil.example/news/1/خبر%20عاجل"),
    ],
)
def test_links_are_relative_to_the_page(href: str, address: str) -> None:
    assert items(f'<a href="{href}">x</a>')[0].address == address


@pytest.mark.parametrize("href", ["file:///news/1", "javascript:'/news/1'", "mailto:/news/1", "http://[/news/1"])
def test_links_that_are_not_of_the_web_are_left(href: str) -> None:
    assert items(f'<a href="{href}">x</a>') == ()


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://b.example/x/", "https://b.example/x/news/1"),
        ("/y/", "https://nakhil.example/y/news/1"),
        ("file:///", "https://nakhil.example/news/1"),
        ("", "https://nakhil.example/news/1"),
    ],
)
def test_a_page_may_name_its_base(base: str, address: str) -> None:
    assert items('<a href="news/1">x</a>', head=f'<base href="{base}">')[0].address == address


def test_a_page_without_links_offers_nothing_and_what_is_no_page_is_told() -> None:
    assert items("<p>x</p>") == ()
    for data in (b"", b"\x00\x01", b"%PDF-1.7"):
        with pytest.raises(ReportError):
            read_offer(data, HOME, LINKS)
