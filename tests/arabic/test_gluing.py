"""Words that a page glued together are parted, and single words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold, fold_text
from musnad.arabic.gluing import glued_at
from musnad.arabic.words import words_of

GLUED = [
    "أفادتوكالة",
    "أنالولايات",
    "الاحتلالبمقتل",
    "وأعلنتوزارة",
    "دعاالولايات",
    "فيقاعدة",
    "الكرملينأعلن",
]
SINGLE = ["ومستوطناتهم", "الفلوجة", "قلقيلية", "بورتسودان", "واعتقالاتهم", "تموضعا", "الإسرائيلية", "فاستهدفتها"]


@pytest.mark.parametrize("word", GLUED)
def test_two_frequent_words_glued_are_parted(word: str) -> None:
    assert glued_at(fold_text(word)) > 0


@pytest.mark.parametrize("word", SINGLE)
def test_a_single_word_is_left_alone(word: str) -> None:
    assert glued_at(fold_text(word)) == 0


def test_both_words_are_read_where_the_blank_was_lost() -> None:
    folded = fold("وأفادتوكالة الأنباء")
    assert [word.form for word in words_of(folded)] == ["وافادت", "وكاله", "الانباء"]


@given(st.text(alphabet="ابتدرسصعفقكلمنهوية ", max_size=60).map(fold))
def test_parting_loses_no_letter(folded: object) -> None:
    text = folded.text  # type: ignore[attr-defined]
    cut = words_of(folded)  # type: ignore[arg-type]
    assert "".join(word.form for word in cut) == text.replace(" ", "")
    assert all(text[word.start : word.end] == word.form for word in cut)
