"""Every value that a record may hold has words in both languages."""

from typing import get_args

import pytest

from musnad.export.labels import Section, labels
from musnad.knowledge.ontology import Language, event_types
from musnad.records import GroupKind, Modality, PartyKind, PlacePrecision, SourceKind, Stance, TimePrecision

KINDS = {
    "modality": Modality,
    "stance": Stance,
    "party": PartyKind,
    "source": SourceKind,
    "place": PlacePrecision,
    "time": TimePrecision,
    "group": GroupKind,
}
LANGUAGES = get_args(Language)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("section", KINDS)
def test_every_kind_has_a_label(section: Section, lang: Language) -> None:
    words = labels(lang).sections[section]
    assert set(words) == set(get_args(KINDS[section]))
    assert all(word.strip() for word in words.values())


@pytest.mark.parametrize("section", get_args(Section))
def test_arabic_labels_are_arabic_and_english_ones_are_not(section: Section) -> None:
    # patterns of counts and dates may hold nothing but their places
    for key, word in labels("ar").sections[section].items():
        assert not any("a" <= letter.lower() <= "z" for letter in word.replace("{", "").split("}")[-1]), key
    for key, word in labels("en").sections[section].items():
        assert not any("\u0600" <= letter <= "\u06ff" for letter in word), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_family_of_the_ontology_has_a_label(lang: Language) -> None:
    assert {known.family for known in event_types().values()} <= set(labels(lang).sections["family"])


def test_numbers_of_things_take_the_form_that_arabic_asks_for() -> None:
    said = [labels("ar").number_of("events", n) for n in (0, 1, 2, 3, 10, 11)]
    assert said == ["0 حدثاً", "حدث واحد", "حدثان", "3 أحداث", "10 أحداث", "11 حدثاً"]
    said = [labels("ar").number_of("reports", n) for n in (99, 100, 102, 103, 111, 200)]
    assert said == ["99 تقريراً", "100 تقرير", "102 تقرير", "103 تقارير", "111 تقريراً", "200 تقرير"]


def test_what_has_no_label_is_shown_as_it_is() -> None:
    words = labels("en")
    assert words.type("strike.orbital") == "strike.orbital"
    assert words.family("meteor.fall") == "other"
    assert words.country("ZZ") == "ZZ"
    assert words.country("LB") == "Lebanon"
    assert labels("ar").country("LB") == "لبنان"
