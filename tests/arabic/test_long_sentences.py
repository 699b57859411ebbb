"""Sentences on pages whose full stops were lost."""

import itertools

import pytest

from musnad.arabic.words import LONGEST, sentence_bounds


@pytest.mark.parametrize("text", ["قصف " * 5000, "ق" * 5000, " " * 5000 + "قصف", "نص قصير. " + "كلمة " * 900])
def test_long_sentences_are_cut_into_pieces_that_cover_them(text: str) -> None:
    bounds = sentence_bounds(text)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(text)
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(bounds))
    assert all(0 < end - start <= LONGEST for start, end in bounds)


def test_they_are_cut_at_blanks() -> None:
    text = "قصف " * 5000
    assert all(text[start:end].endswith(" ") for start, end in sentence_bounds(text))
