import pytest

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.actors import (
    actor_words,
    adjective_forms,
    nations,
    parties,
    read_actor_words,
    read_nations,
    read_parties,
)

_ACTORS = "key\tname_en\tname_ar\taliases\tkind\tcountry\tflies\n"
_NATIONS = "key\tcountry\tname_en\tnames\tseats\tadjectives\tplurals\tflies\n"


def _party_named(name: str) -> str:
    return next(key for key, party in parties().items() if fold_text(name).lower() in party.names)


def test_the_table_of_parties_covers_the_wars_of_the_region() -> None:
    assert len(parties()) >= 320
    countries = {party.country for party in parties().values()}
    assert {"SY", "IQ", "LB", "PS", "IL", "YE", "LY", "SD", "IR", "TR", "US", "RU"} <= countries


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        ("قسد", "sdf", "rebel"),
        ("قوات سورية الديمقراطية", "sdf", "rebel"),
        ("كتائب القسام", "hamas", "rebel"),
        ("هيئة تحرير الشام", "hts", "jihadist"),
        ("داعش", "isis", "jihadist"),
        ("جيش الدفاع الإسرائيلي", "il:forces", "state"),
        ("الحشد الشعبي", "pmf", "militia"),
        ("التحالف الدولي", "coalition", "coalition"),
        ("الدعم السريع", "rsf", "rebel"),
        ("الخوذ البيضاء", "white_helmets", "aid_workers"),
        ("مجلس الأمن الدولي", "un:sc", "international"),
    ],
)
def test_names_of_one_party_share_its_key(name: str, key: str, kind: str) -> None:
    assert _party_named(name) == key
    assert parties()[key].kind == kind


def test_those_who_bomb_from_the_air_are_marked() -> None:
    assert all(parties()[key].flies for key in ("ru:forces", "il:forces", "us:forces", "coalition"))
    assert not any(parties()[key].flies for key in ("sy:forces", "tr:forces", "houthis", "isis"))


def test_nations_have_names_seats_and_adjectives() -> None:
    assert sum(nation.is_country for nation in nations().values()) >= 60
    russia = nations()["ru"]
    assert fold_text("روسيا") in russia.names
    assert fold_text("موسكو") in russia.seats
    assert fold_text("روسي") in russia.adjectives
    assert not nations()["houthis"].is_country


def test_every_group_with_an_adjective_is_a_known_party() -> None:
    groups = [key for key, nation in nations().items() if not nation.is_country]
    assert groups
    assert all(key in parties() for key in groups)


def test_every_party_that_the_phrase_grammar_points_to_is_known() -> None:
    words = actor_words()
    for anaphor in words.anaphors:
        targets = [*anaphor.by.values(), *([anaphor.otherwise] if anaphor.otherwise else [])]
        for key in targets:
            assert key.startswith("ANY:") or key in parties() or key in nations(), key
    assert all(key in parties() for key in words.irregular_keys.values())


def test_adjectives_inflect() -> None:
    forms = adjective_forms("تركي")
    assert not forms["تركيه"]
    assert forms["تركيين"]
    assert forms["تركيون"]


def test_a_name_given_to_two_parties_is_reported_with_its_line() -> None:
    text = _ACTORS + "a\tA\tفصيل ألف\t\trebel\tSY\t\n" + "b\tB\tفصيل باء\tفصيل الف\trebel\tSY\t\n"
    with pytest.raises(KnowledgeError, match=r"mine\.tsv:3: .*to a and b"):
        read_parties(text, "mine.tsv")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("\tA\tألف\t\trebel\tSY\t", "empty"),
        ("a\tA\tألف\t\tpirate\tSY\t", "not a kind"),
        ("a\tA\tألف\t\trebel\tSyria\t", "alpha-2"),
        ("a\tA\tألف\t\trebel\tSY\tmaybe", "'yes' or nothing"),
        ("a\tA\tألف\t\trebel\tSY", "cells"),
    ],
)
def test_a_malformed_party_is_reported_with_its_line(row: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"mine\.tsv:2: .*{fault}"):
        read_parties(_ACTORS + row + "\n", "mine.tsv")


def test_a_key_given_twice_is_reported() -> None:
    row = "xx\tXX\tLand\t{0}\t\t\t\t\n"
    with pytest.raises(KnowledgeError, match=r":3: .*given twice"):
        read_nations(_NATIONS + row.format("أرض") + row.format("بلاد"), "mine.tsv")


def test_a_word_file_off_its_schema_is_reported() -> None:
    with pytest.raises(KnowledgeError, match=r"words\.yaml"):
        read_actor_words("heads: 3\n", "words.yaml")
