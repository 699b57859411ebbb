from tests.linking.handmade import RULES, chain, count, event, telling

from musnad.linking.figures import Range, figures_of, incompatible, last_figures, toll
from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling
from musnad.records import Figure


def said(*told: tuple[str, str, int, int | None]) -> tuple[Figure, ...]:
    """Figures of (origin, day of publication, min, max)."""
    tellings: list[Telling] = [
        telling(f"r{n}", event(isnad=(chain(origin),), killed=count(low, high)), published=f"2031-05-{day}")
        for n, (origin, day, low, high) in enumerate(told)
    ]
    return figures_of(tellings, Origins(tellings, RULES))


RISING = said(("Hospital", "06", 2, 2), ("Civil Defence", "06", 3, 3), ("Civil Defence", "07", 5, None))


def test_each_origin_s_figures_stand_in_order_of_publication() -> None:
    assert [(one.origin, one.min, one.published_at) for one in RISING] == [
        ("Hospital", 2, "2031-05-06"),
        ("Civil Defence", 3, "2031-05-06"),
        ("Civil Defence", 5, "2031-05-07"),
    ]


def test_of_each_origin_the_last_figure_counts() -> None:
    assert [(one.origin, one.min) for one in last_figures(RISING, "killed")] == [("Hospital", 2), ("Civil Defence", 5)]


def test_the_policies() -> None:
    told = said(("a", "06", 2, 2), ("b", "06", 4, 4), ("c", "07", 4, 4), ("d", "07", 9, 9))
    found = {policy: toll(told, "killed", policy) for policy in ("range", "lowest", "best", "confirmed-only")}
    assert {policy: one and (one.min, one.max, len(one.told_by)) for policy, one in found.items()} == {
        "range": (2, 9, 4),
        "lowest": (2, 2, 1),
        "best": (4, 4, 2),
        "confirmed-only": (4, 4, 2),
    }


def test_what_one_origin_alone_says_is_not_confirmed() -> None:
    assert toll(said(("a", "06", 2, 2)), "killed", "confirmed-only") is None


def test_an_open_figure_keeps_the_range_open() -> None:
    made = toll(said(("a", "06", 2, 2), ("b", "06", 4, None)), "killed")
    assert made is not None
    assert (made.min, made.max) == (2, None)


def test_without_figures_there_is_no_toll() -> None:
    assert toll((), "killed") is None


def test_a_figure_that_was_overtaken_contradicts_nothing() -> None:
    two, five_later = said(("a", "06", 2, 2), ("b", "07", 5, 5))
    assert not incompatible(two, five_later)
    five, two_later = said(("a", "06", 5, 5), ("b", "07", 2, 2))
    assert incompatible(five, two_later)
    assert incompatible(*said(("a", "06", 2, 2), ("b", "06", 5, 5)))
    assert not incompatible(*said(("a", "06", 2, None), ("b", "06", 5, 5)))


def test_a_range_as_readers_have_it() -> None:
    assert [str(Range(3, 3)), str(Range(3, 5)), str(Range(3, None))] == ["3", "3–5", "3+"]


def test_of_a_toll_that_falls_both_figures_are_kept_in_the_range() -> None:
    made = toll(said(("Hospital", "06", 3, 3), ("Hospital", "07", 1, 1)), "killed")
    assert made is not None
    assert (made.min, made.max) == (1, 3)
