"""Probabilities at spans, from what was said of pieces."""

import numpy as np
import pytest
from tests.handmade_encoded import encoded, span

from musnad.model.encoded import SAID, Encoded, Relations
from musnad.model.labels import RELATIONS

TEXT = "قصفت الطائرات بلدة سرمدا وقتل ثلاثة"


def test_how_likely_words_tell_and_what() -> None:
    said = encoded(TEXT, types={"قصفت": ("strike.air", 0.9)})
    assert said.telling(span(TEXT, "قصفت")) == pytest.approx(0.9, abs=0.01)
    assert said.telling(span(TEXT, "بلدة")) == pytest.approx(0.0, abs=0.01)
    assert max(said.types(span(TEXT, "قصفت")).items(), key=lambda kv: kv[1])[0] == "strike.air"
    assert sum(said.types(span(TEXT, "قصفت الطائرات")).values()) == pytest.approx(1.0)


def test_a_relation_is_asked_at_the_trigger() -> None:
    said = encoded(TEXT, types={"قصفت": ("strike.air", 0.9)}, related={("place", "قصفت", "سرمدا"): 0.8})
    assert said.related("place", span(TEXT, "قصفت"), span(TEXT, "بلدة سرمدا")) == pytest.approx(0.8, abs=0.01)
    assert said.related("actor", span(TEXT, "قصفت"), span(TEXT, "سرمدا")) < 0.01
    assert said.related("place", span(TEXT, "وقتل"), span(TEXT, "سرمدا")) < 0.01


def test_many_words_are_answered_as_one_by_one() -> None:
    said = encoded(
        TEXT,
        related={("target", "قصفت", "بلدة"): 0.9, ("target", "قصفت", "ثلاثة"): 0.3, ("actor", "قصفت", "الطائرات"): 0.8},
    )
    words = [span(TEXT, word) for word in TEXT.split()]
    for part in ("actor", "target"):
        answered = said.answers(part, words[0], words)
        assert answered == pytest.approx([said.related(part, words[0], word) for word in words])
    assert said.answers("actor", words[0], []) == []


def test_one_event_is_asked_both_ways() -> None:
    said = encoded(TEXT, related={("same", "قصفت", "وقتل"): 0.9, ("same", "وقتل", "قصفت"): 0.5})
    assert said.same(span(TEXT, "قصفت"), span(TEXT, "وقتل")) == pytest.approx(0.7, abs=0.01)


def test_sense_and_news() -> None:
    said = encoded(TEXT, background={"قصفت": 0.8}, modality={"قصفت": "denied"}, stance={"قصفت": "claims"})
    at = span(TEXT, "قصفت")
    assert said.background(at) == pytest.approx(0.8, abs=0.01)
    assert said.modality(at)["denied"] > 0.9
    assert said.stance(at)["claims"] > 0.9


def test_of_what_was_not_read_nothing_is_said() -> None:
    empty = np.zeros((0, 0), np.float32)
    relations = Relations(np.zeros((len(RELATIONS), 19), np.float32), np.zeros(len(RELATIONS), np.float32))
    said = Encoded((), np.zeros((0, SAID), np.float32), empty, empty, relations)
    assert said.telling((0, 5)) == 0.0
    assert said.types((0, 5)) == {}
    assert said.modality((0, 5)) == {}
    assert said.related("actor", (0, 5), (6, 9)) == 0.0
