"""Files of page rules: what is wrong with one is said with its name."""

import datetime as dt

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge.outlet_pages import layouts_of, read_layouts

GOOD = "hosts: [a.example]\nversions:\n  - from: null\n    body: [div.text]\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("b.example.yaml", GOOD, "must be named by the first of its hosts"),
        ("a.example.yaml", "hosts: [a.example]\nversions: []\n", "there must be versions"),
        ("a.example.yaml", GOOD + "  - from: null\n    body: [p]\n", "each with a day of its own"),
        ("a.example.yaml", GOOD.replace("[div.text]", "[]"), "must say with «body:»"),
        ("a.example.yaml", GOOD.replace("div.text", "'div['"), "«div\\[» is no CSS selector"),
        ("a.example.yaml", GOOD.replace("body", "text"), "unknown field"),
        ("a.example.yaml", GOOD.replace("null", "soon"), "Expected `date"),
    ],
)
def test_a_wrong_file_is_told_of(name: str, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said) as caught:
        read_layouts([(name, text)])
    assert str(caught.value).startswith(name)


def test_a_host_has_rules_in_one_file() -> None:
    other = GOOD.replace("[a.example]", "[b.example, a.example]")
    with pytest.raises(KnowledgeError, match=r"b\.example\.yaml: another file has rules for a\.example"):
        read_layouts([("a.example.yaml", GOOD), ("b.example.yaml", other)])


def test_versions_are_given_the_newest_first() -> None:
    later = "  - from: 2030-01-02\n    body: [article]\n"
    [first, second] = read_layouts([("a.example.yaml", GOOD + later)])["a.example"]
    assert first.since == dt.date(2030, 1, 2)
    assert second.since is None


@pytest.mark.parametrize("address", ["https://www.france24.com/ar/1", "france24.com", "https://amp.france24.com/x"])
def test_rules_are_found_by_address(address: str) -> None:
    assert layouts_of(address)


@pytest.mark.parametrize("address", [None, "", "https://notfrance24.com/", "https://outlet.example/"])
def test_an_outlet_without_rules_has_none(address: str | None) -> None:
    assert layouts_of(address) == ()
