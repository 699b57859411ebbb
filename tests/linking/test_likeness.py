import pytest
from tests.linking.handmade import BINNISH, DARAA, IDLIB, RULES, count, day, event, party, place, telling

from musnad.linking.likeness import kilometres, likeness, signs
from musnad.records import Event, Place


def together(a: Event, b: Event) -> bool:
    return likeness(telling("a", a), telling("b", b), RULES)[0] >= RULES.together


def told(a: Event, b: Event) -> set[str]:
    return set(signs(telling("a", a), telling("b", b), RULES))


def test_the_same_place_day_and_kind_are_one() -> None:
    assert together(event(), event())
    assert together(event(killed=count(3)), event(killed=count(4)))


@pytest.mark.parametrize(
    "other",
    [
        event(place=place(DARAA, "Daraa")),
        event(time=day(3)),
        event("deal.talks"),
        event("demo.protest"),
    ],
    ids=["far", "days later", "a deal", "a protest"],
)
def test_what_is_far_in_place_time_or_kind_is_not(other: Event) -> None:
    assert not together(event(), other)


def test_a_province_is_in_reach_of_its_towns() -> None:
    assert "within_reach" in told(event(), event(place=place(IDLIB, "Idlib", "province")))
    assert "out_of_reach" in told(event(place=place(DARAA, "Daraa")), event(place=place(IDLIB, "Idlib", "province")))


def test_equal_tolls_speak_for_it_and_far_ones_against() -> None:
    assert "killed_equal" in told(event(killed=count(3)), event(killed=count(3)))
    assert "killed_overlap" in told(event(killed=count(3)), event(killed=count(2, None)))
    assert "killed_apart" in told(event(killed=count(3)), event(killed=count(30)))


def test_a_stated_zero_is_no_number_to_compare() -> None:
    assert not {sign for sign in told(event(killed=count(0)), event(killed=count(3))) if sign.startswith("killed")}


def test_who_did_it_is_compared_by_name() -> None:
    army, militia = party("Syrian government forces"), party("Liwa al-Bayariq", "militia")
    assert "actor_shared" in told(event(actors=(army,)), event(actors=(militia, army)))
    assert "actor_apart" in told(event(actors=(army,)), event(actors=(militia,)))


def test_likeness_is_the_same_both_ways() -> None:
    a, b = telling("a", event(killed=count(2), time=day(1))), telling("b", event(place=place(BINNISH, "Binnish")))
    assert likeness(a, b, RULES) == likeness(b, a, RULES)


def test_kilometres_of_a_degree() -> None:
    north = Place((0, 3), "n", None, None, 36.0, 37.0, "site")
    south = Place((0, 3), "s", None, None, 35.0, 37.0, "site")
    assert kilometres(north, south) == pytest.approx(111.2, abs=0.2)
    assert kilometres(north, Place((0, 3), "?", None, None, None, None, "settlement")) is None
