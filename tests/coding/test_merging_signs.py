"""Signs that speak for and against one event."""

import pytest
from msgspec.structs import replace
from tests.coding.handmade import actor, day, killed, place, telling

from musnad.coding.groups import Group
from musnad.coding.mentions import PlaceMention
from musnad.coding.merging_signs import (
    distance_km,
    families_of,
    nothing_tells_apart,
    place_agreement,
    signs_of,
)
from musnad.coding.scene import Telling

SARMIN = place()
BINNISH = place("Binnish", 35.95, 36.71)
IDLIB_PROVINCE = place("Idlib", 35.9, 36.6, "province")
BASRA = place("Basra", 30.5, 47.8)
SYRIA = place("Syria", 35.0, 38.5, "country")


def _signs(first: Telling, then: Telling) -> tuple[str, ...]:
    signs = signs_of(Group((first,)), then, latest=True)
    assert signs is not None
    return signs


def test_distance_is_in_kilometres() -> None:
    assert distance_km(33.513, 36.292, 36.202, 37.134) == pytest.approx(309, abs=3)
    assert distance_km(10.0, 10.0, 10.0, 10.0) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (SARMIN, SARMIN, "same"),
        (SARMIN, place("Sarmeen", 35.905, 36.722), "same"),
        (SARMIN, BINNISH, None),
        (SARMIN, IDLIB_PROVINCE, "within"),
        (IDLIB_PROVINCE, SARMIN, "within"),
        (SARMIN, SYRIA, "country"),
        (SARMIN, BASRA, None),
        (replace(SARMIN, name="قرية", lat=None, lon=None), SARMIN, None),
    ],
)
def test_how_places_agree(one: PlaceMention, other: PlaceMention, agreement: str | None) -> None:
    assert place_agreement(one, other) == agreement


@pytest.mark.parametrize(
    ("type_", "sense", "certainty", "families"),
    [
        ("strike.air", "strike.air", "stated", {"strike"}),
        ("strike.shelling", "bombing", "implied", {"strike"}),
        ("attack", "attack", "open", {"strike", "clash", "civilian"}),
        ("hurt", "hurt", "open", {"strike", "clash", "civilian", "demo", "tally"}),
    ],
)
def test_families_that_a_word_leaves_open(type_: str, sense: str, certainty: str, families: set[str]) -> None:
    told = replace(telling(type_, sense=sense), certainty=certainty)
    assert families_of(told) == families


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (telling("strike.air"), telling("coercion.arrest")),
        (telling("strike.air"), telling("strike.shelling")),
        (telling("strike.intercepted"), telling("strike.air")),
        (telling("strike.air"), replace(telling("strike.air"), modality="denied")),
    ],
)
def test_kinds_and_senses_that_exclude_each_other(one: Telling, other: Telling) -> None:
    assert signs_of(Group((one,)), other, latest=True) is None


def test_an_interception_is_told_with_the_launch_that_it_met() -> None:
    launch = telling("strike.shelling", sense="launch", certainty="implied")
    assert signs_of(Group((telling("strike.intercepted"),)), launch, latest=True) is not None


def test_a_plan_may_be_told_as_done() -> None:
    planned = replace(telling(), modality="planned")
    assert "modality=False" in _signs(telling(), planned)


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({"place": SARMIN}, "place=same"),
        ({"place": BASRA}, "place=other"),
        ({"place": BASRA, "firmly_placed": True}, "place=other-firmly"),
        ({"place": None}, "place=event"),
        ({"time": day("2024-05-14")}, "time=same"),
        ({"time": day("2024-03-01")}, "time=other"),
        ({"time": None}, "time=one"),
        ({"actors": (actor("sdf"),)}, "actor=same"),
        ({"actors": (actor("hts", "jihadist"),)}, "actor=other"),
        ({"actors": (actor("shops", "civilians"),)}, "actor=no"),
        ({"counts": (killed(3, 3),)}, "count=same"),
        ({"counts": (killed(2, None),)}, "count=same"),
        ({"counts": (killed(9, 9),)}, "count=other"),
        ({"sentence": 1}, "gap=lead"),
        ({"sentence": 20}, "gap=far"),
        ({"another": True}, "another"),
    ],
)
def test_signs(changes: dict[str, object], sign: str) -> None:
    first = replace(
        telling(headline=True),
        place=SARMIN,
        firmly_placed=True,
        time=day("2024-05-14"),
        actors=(actor("sdf"),),
        counts=(killed(3, 3),),
    )
    then = replace(telling(), **changes)
    assert sign in _signs(first, then)


def test_a_headline_town_may_stand_for_its_province() -> None:
    first = replace(telling(headline=True), place=place("Idlib", 35.93, 36.63))
    assert "place=headline" in _signs(first, replace(telling(at=1), place=place("Jisr", 35.81, 36.32)))


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({}, True),
        ({"background": True}, False),
        ({"modality": "denied"}, False),
        ({"time": day("2024-04-01")}, False),
        ({"place": BASRA}, False),
        ({"counts": (killed(9, 9),)}, False),
        ({"counts": (killed(3, 3),), "place": SARMIN, "time": day("2024-05-14")}, True),
    ],
)
def test_what_tells_two_events_apart(changes: dict[str, object], one: bool) -> None:
    first = replace(telling(), place=SARMIN, time=day("2024-05-14"), counts=(killed(3, 3),))
    assert nothing_tells_apart(Group((first,)), Group((replace(telling(at=5), **changes),))) is one
