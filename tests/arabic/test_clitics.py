"""Cutting words into particles, stem and pronoun."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.clitics import analyses
from musnad.arabic.folding import fold_text
from musnad.arabic.inflection import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("وبقصفها", "قصف"),
        ("للقصف", "قصف"),
        ("بالمدفعية", "مدفعيه"),
        ("فاستهدفتهم", "استهدفت"),
        ("غاراتهم", "غارات"),
        ("غارتها", "غاره"),
        ("سيقصف", "يقصف"),
    ],
)
def test_the_stem_is_among_the_cuts(word: str, stem: str) -> None:
    assert stem in {a.stem for a in analyses(fold_text(word))}


def test_the_whole_word_comes_first() -> None:
    assert analyses("وقف")[0] == ("", "وقف", "")


def test_a_word_with_the_article_takes_no_pronoun() -> None:
    assert "اجتماع" not in {a.stem for a in analyses("الاجتماعي")}


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12))
def test_every_cut_puts_the_word_together_again(word: str) -> None:
    for prefix, stem, suffix in analyses(word):
        assert word in (prefix + stem + suffix, prefix + stem[:-1] + "ت" + suffix)
        assert len(stem) >= 2


@pytest.mark.parametrize("form", ["قصف", "قصفت", "قصفوا", "يقصف", "تقصف", "يقصفون", "نقصف"])
def test_sound_verbs(form: str) -> None:
    assert form in verb_forms("قصف", "يقصف")


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("دعا", "يدعو", ["دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون"]),
        ("نفى", "ينفي", ["نفي", "نفت", "نفوا", "ينفي", "تنفي", "ينفون"]),
        ("أغار", "يغير", ["اغار", "اغارت", "يغير", "تغير"]),
    ],
)
def test_weak_verbs(past: str, present: str, forms: list[str]) -> None:
    assert set(forms) <= verb_forms(past, present)


def test_nouns_have_duals_and_the_accusative() -> None:
    assert {"غاره", "غارتان", "غارتين", "غارات"} <= noun_forms("غارة", "غارات")
    assert {"هجوم", "هجوما", "هجومين", "هجمات"} <= noun_forms("هجوم", "هجمات")
