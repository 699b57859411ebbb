"""Pieces and their places in the text as published."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from musnad.model.pieces import cut

ARABIC = st.text(alphabet=st.sampled_from("قصفتطائراتبلدةسرمداإدلبُِّْـ ،.\n😀a٣"), max_size=80)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    file = resources.files("musnad.model") / "data" / "tokenizer.json"
    return Tokenizer.from_str(file.read_text(encoding="utf-8"))


@given(text=ARABIC)
def test_pieces_lie_in_the_text_in_order(tokenizer: Tokenizer, text: str) -> None:
    pieces = cut(tokenizer, text)
    assert len(pieces.numbers) == len(pieces.offsets)
    assert all(0 <= start < end <= len(text) for start, end in pieces.offsets)
    assert [start for start, _ in pieces.offsets] == sorted(start for start, _ in pieces.offsets)
    assert not any(text[start].isspace() and end - start > 1 for start, end in pieces.offsets)


def test_vowel_marks_change_no_piece(tokenizer: Tokenizer) -> None:
    bare, marked = "قتل ثلاثة مدنيين", "قُتِلَ ثلاثـــةُ مدنيّين"
    assert cut(tokenizer, marked).numbers == cut(tokenizer, bare).numbers
    words = [marked[start:end] for start, end in cut(tokenizer, marked).offsets]
    assert words[0].startswith("قُت")


def test_what_is_no_text_gives_no_piece(tokenizer: Tokenizer) -> None:
    for text in ("", "\u064f\u0650"):
        assert cut(tokenizer, text).numbers == []
