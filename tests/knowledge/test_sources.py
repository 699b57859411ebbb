"""The source tables: complete, consistent, and readable by host."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge import sources
from musnad.knowledge.sources import (
    attribution_words,
    heads,
    host_sounds_like,
    known_sources,
    publishers,
    source_index,
    source_words,
)


def test_many_sources_of_every_kind_that_has_names():
    kinds = Counter(source.kind for source in known_sources())
    assert len(known_sources()) >= 170
    for kind in ("agency", "outlet", "state_media", "monitor_ngo", "rescue_service", "medical", "military",
                 "armed_group", "official_body", "international_body"):  # fmt: skip
        assert kinds[kind] >= 3, kind


def test_english_names_are_unique_and_countries_are_codes():
    names = Counter(source.name for source in known_sources())
    assert [name for name, count in names.items() if count > 1] == []
    for source in known_sources():
        assert source.country is None or (len(source.country) == 2 and source.country.isupper()), source


def test_no_alias_names_two_sources():
    owners: dict[tuple[str, ...], set[str]] = {}
    for source in known_sources():
        for alias in source.aliases:
            owners.setdefault(alias, set()).add(source.name)
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


def test_aliases_are_folded_words():
    for source in known_sources():
        for alias in source.aliases + source.headed:
            assert alias == tuple(fold_text(word) for word in alias)


def test_index_gives_longest_names_first():
    for entries in source_index().values():
        sizes = [len(words) for words, _, _ in entries]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("outlet", "url", "name"),
    [
        ("almayadeen", None, "Al Mayadeen"),
        (None, "https://www.aljazeera.net/news/2021/1/1/x", "Al Jazeera"),
        ("arabic.cnn.com", None, "CNN"),
        ("enabbaladi.net", None, "Enab Baladi"),
    ],
)
def test_publisher_by_outlet_or_address(outlet, url, name):
    assert publishers(outlet, url) == {name}


def test_unknown_or_missing_publisher():
    assert publishers(None, None) == frozenset()
    assert publishers("notcnn.com", "https://example.org/bbc.com") == frozenset()


@pytest.mark.parametrize(
    ("host", "name", "same"),
    [
        ("enabbaladi.net", "عنب بلدي", True),
        ("www.sudantribune.net", "سودان تربيون", True),
        ("deirezzor24.net", "دير الزور 24", False),  # the article's l is not spelt
        ("aljazeera.net", "المرصد السوري", False),
        ("x.com", "قسد", False),
    ],
)
def test_host_sounds_like(host, name, same):
    assert host_sounds_like(host, name) is same


@given(st.text(max_size=30), st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", max_size=20))
def test_host_sounds_like_never_fails(host, name):
    assert host_sounds_like("h" + host.replace("[", "").replace("]", ""), name) in (True, False)


def test_heads_know_number_and_kind():
    table = heads()
    assert table["مصادر"].cls == "anonymous"
    assert table[fold_text("وزارة")].kind == "official_body"
    assert table[fold_text("كتائب")].kind == "armed_group"
    assert table[fold_text("مراسلنا")].kind == "own_correspondent"


def test_word_lists_are_read():
    assert fold_text("نقلاً") in {fold_text(form) for form in attribution_words().particles}
    assert "روسيا" in source_words().governments


def test_malformed_kind_names_the_line(monkeypatch):
    table = "name\taliases\theaded\tenglish\tkind\tcountry\thosts\nكذا\t\t\tX\tnewspaper\t\t\n"
    monkeypatch.setattr(sources, "data_text", lambda name: table)
    sources.known_sources.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=r"sources\.tsv:2: «newspaper»"):
            known_sources()
    finally:
        monkeypatch.undo()
        sources.known_sources.cache_clear()


def test_malformed_yaml_is_a_knowledge_error(monkeypatch):
    monkeypatch.setattr(sources, "data_text", lambda name: "verbs: 3")
    sources.attribution_words.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="attribution"):
            attribution_words()
    finally:
        monkeypatch.undo()
        sources.attribution_words.cache_clear()
