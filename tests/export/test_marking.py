"""Cutting spans so that they nest."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.export.marking import Close, Open, Piece, nest, paragraphs, visible, word_end

POINTS = st.integers(min_value=-3, max_value=24)
SPANS = st.lists(st.tuples(POINTS, POINTS), max_size=8)


@given(SPANS, st.sets(POINTS), st.integers(0, 6), st.integers(0, 14))
def test_pieces_are_the_whole_range_and_each_lies_under_all_spans_that_cover_it(
    spans: list[tuple[int, int]], stops: set[int], start: int, length: int
) -> None:
    end = start + length
    reached, opened = start, []
    firsts: list[int] = []
    for token in nest(start, end, spans, stops):
        match token:
            case Open(index, first):
                opened.append(index)
                firsts += [index] if first else []
            case Close():
                opened.pop()
            case Piece(piece_start, piece_end, under):
                assert piece_start == reached < piece_end
                assert list(under) == opened
                assert set(under) == {n for n, (s, e) in enumerate(spans) if s <= piece_start and piece_end <= e}
                assert not any(piece_start < stop < piece_end for stop in stops)
                reached = piece_end
    assert reached == end
    assert opened == []
    assert sorted(firsts) == [n for n, (s, e) in enumerate(spans) if start <= s < min(e, end)]


def test_a_span_that_crosses_another_goes_on_after_the_cut() -> None:
    tokens = list(nest(0, 6, [(0, 4), (2, 6)]))
    assert tokens == [
        Open(0, True),
        Piece(0, 2, (0,)),
        Open(1, True),
        Piece(2, 4, (0, 1)),
        Close(),
        Close(),
        Open(1, False),
        Piece(4, 6, (1,)),
        Close(),
    ]


@given(st.text("اب\n", max_size=20))
def test_paragraphs_are_the_whole_text_and_break_only_after_line_ends(text: str) -> None:
    parts = [text[start:end] for start, end in paragraphs(text)]
    assert "".join(parts) == text
    assert all("\n" not in part.rstrip("\n") for part in parts[1:])
    assert all(part.endswith("\n") for part in parts[:-1])


def test_a_sign_is_set_after_the_word_and_its_vowel_signs() -> None:
    text = "قصفُهم، هنا"
    assert word_end(text, 3) == text.index("،")
    assert word_end(text, len(text)) == len(text)
    assert word_end("قصف هنا", 3) == 3


@given(st.text())
def test_no_character_that_steers_a_terminal_stays(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not {*map(chr, range(32)), *map(chr, range(127, 160))} - {"\n", "\t"} & set(shown)
    assert visible("قُتل\n\tab\u200c") == "قُتل\n\tab\u200c"
    assert visible("a\x1b[31m\ud800\x9b") == "a\ufffd[31m\ufffd\ufffd"
