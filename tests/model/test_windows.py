"""A report in windows: nothing left out, nothing read twice."""

from hypothesis import given
from hypothesis import strategies as st

from musnad.model.windows import ROOM, windows_of

LENGTHS = st.lists(st.integers(1, 9), min_size=1, max_size=900)


def offsets(lengths: list[int]) -> list[tuple[int, int]]:
    found, at = [], 0
    for length in lengths:
        found.append((at, at + length))
        at += length + 1
    return found


@given(LENGTHS, st.lists(st.integers(0, 9000), max_size=40), st.integers(0, 300))
def test_windows_follow_one_another_and_have_room(lengths: list[int], cuts: list[int], headline: int) -> None:
    pieces = offsets(lengths)
    ends = sorted({cut for cut in cuts if cut < pieces[-1][1]} | {pieces[-1][1]})
    sentences = list(zip([0, *ends[:-1]], ends, strict=True))
    windows = windows_of(pieces, sentences, headline)
    assert [w.first for w in windows] == [0, *[w.last for w in windows[:-1]]]
    assert windows[-1].last == len(pieces)
    assert all(0 < w.last - w.first <= ROOM for w in windows)
    assert windows[0].headline == 0


def test_a_window_ends_with_a_sentence_where_it_can() -> None:
    pieces = offsets([3] * 500)
    windows = windows_of(pieces, [(0, 800), (800, 1200), (1200, 2000)], 40)
    assert [(w.first, w.last) for w in windows] == [(0, 200), (200, 500)] or windows[0].last in (200, 300)
    assert windows[1].headline == 10


def test_no_pieces_no_windows() -> None:
    assert windows_of([], [], 0) == ()
