"""Whole names from what is said of words."""

import numpy as np
from tests.handmade_encoded import encoded, span

from musnad.model.labels import ENTITY_TAGS
from musnad.model.names import Name, names_of

TEXT = "وصل سامر الخالدي إلى سرمدا"


def _words(text: str) -> list[tuple[int, int]]:
    return [span(text, word) for word in text.split()]


def test_a_name_is_its_words() -> None:
    said = encoded(TEXT, entities={"سامر": "B-PER", "الخالدي": "I-PER", "سرمدا": "B-LOC"})
    found = said.names(_words(TEXT))
    assert [(TEXT[slice(*name.span)], name.kind) for name in found] == [("سامر الخالدي", "PER"), ("سرمدا", "LOC")]


def test_a_name_does_not_go_on_as_another_kind_nor_from_nothing() -> None:
    odds = np.full((2, len(ENTITY_TAGS)), -5.0, np.float32)
    odds[0, ENTITY_TAGS.index("B-PER")] = 1.0
    odds[1, ENTITY_TAGS.index("I-ORG")] = 2.0
    odds[1, ENTITY_TAGS.index("I-PER")] = 1.5
    assert names_of([(0, 4), (5, 9)], odds) == (Name((0, 9), "PER"),)
    odds[0] = -5.0
    odds[0, 0] = 9.0
    assert all(name.span[0] == 5 for name in names_of([(0, 4), (5, 9)], odds))


def test_of_no_words_there_are_no_names() -> None:
    assert encoded(TEXT).names([]) == ()
    assert names_of([], np.zeros((0, len(ENTITY_TAGS)), np.float32)) == ()
