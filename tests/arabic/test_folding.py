"""Folding keeps an exact way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold, fold_text

# Letters, marks, presentation forms, invisible characters, digits of both kinds, and anything else.
arabic = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFDFF),
        st.characters(min_codepoint=0xFE70, max_codepoint=0xFEFF),
        st.sampled_from(" \n\t.,:«»\u200b\u200e\u200f\u202b\u2069\u00ad\u0640abc123"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("إدلب", "ادلب"),
        ("اِدلـــب", "ادلب"),
        ("قُتِلَ", "قتل"),
        ("مستشفى", "مستشفي"),
        ("مدرسة", "مدرسه"),
        ("٢١ نيسان ۲۰۲۴", "21 نيسان 2024"),
        ("\ufefb", "لا"),
        ("کرکوک", "كركوك"),
        ("قـ ـتـ ـل رجلٌ", "قتل رجل"),
        ("شـ.ـهداء وجـ.,ـرحى واستـ.هداف", "شهداء وجرحي واستهداف"),
        ("نهايــة. بداية", "نهايه. بدايه"),
        ("غزة\u200f \u202bالآن", "غزه الان"),
    ],
)
def test_one_spelling_for_many(written: str, folded: str) -> None:
    assert fold_text(written) == folded


@given(arabic)
def test_every_folded_letter_points_at_the_letter_it_came_from(text: str) -> None:
    folded = fold(text)
    for position, letter in enumerate(folded.text):
        source = text[folded.source_offset(position)]
        assert letter in fold_text(source)


@given(arabic)
def test_offsets_never_run_backwards(text: str) -> None:
    folded = fold(text)
    offsets = [folded.source_offset(i) for i in range(len(folded.text))]
    assert offsets == sorted(offsets)


@given(arabic, st.data())
def test_a_span_of_the_original_folds_to_the_folded_span(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.source_span(start, end)
    assert 0 <= first < last <= len(text)
    # a ligature cut in two gives back all its letters
    assert folded.text[start:end] in fold_text(text[first:last])


def test_a_span_takes_its_combining_marks_along() -> None:
    text = "قُتِلَ رجلٌ"
    folded = fold(text)
    first, last = folded.source_span(0, 3)
    assert text[first:last] == "قُتِلَ"
    assert unicodedata.combining(text[last - 1])


@given(arabic)
def test_folding_is_idempotent(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
