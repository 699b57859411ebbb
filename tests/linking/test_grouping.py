from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.handmade import BINNISH, DARAA, IDLIB, RULES, SARMIN, count, day, event, place, telling

from musnad.linking.grouping import place_all
from musnad.linking.shelf import MemoryShelf
from musnad.records import Event, Time


def groups(*events: Event) -> list[set[int]]:
    shelf = MemoryShelf(RULES)
    place_all([telling(f"r{n:02}", one) for n, one in enumerate(events)], shelf, RULES)
    return [{int(one.key[0][1:]) for one in shelf.group(founder)} for founder in shelf.groups()]


def test_two_tellings_of_one_happening_are_one_group_and_a_third_of_another_is_not() -> None:
    assert groups(event(), event(), event(place=place(DARAA, "Daraa"))) == [{0, 1}, {2}]


def test_a_vague_telling_joins_the_exact_one() -> None:
    vague = event(place=place(IDLIB, "Idlib", "province"), killed=count(3))
    assert groups(vague, event(killed=count(3))) == [{0, 1}]


def test_towns_of_one_name_of_which_one_is_on_no_map_are_one() -> None:
    unknown = event(place=place((None, None)))
    assert groups(event(), unknown, unknown) == [{0, 1, 2}]
    assert groups(event(), event(place=place((None, None), "Binnish"))) == [{0}, {1}]


def test_what_is_told_a_day_late_without_a_day_is_the_same() -> None:
    late = event(time=Time(None, day(1).start, day(1).end, None, "unknown"))
    assert groups(event(), late) == [{0, 1}]


def test_days_of_shelling_of_one_town_are_no_chain() -> None:
    for group in groups(*(event(time=day(n)) for n in range(12))):
        assert max(group) - min(group) <= 4


def test_a_recollection_joins_but_begins_nothing() -> None:
    assert groups(event(background=True)) == []
    assert groups(event(), event(background=True)) == [{0, 1}]


def test_plans_threats_and_tallies_begin_nothing() -> None:
    assert groups(event(modality="planned"), event(modality="threatened"), event("tally.casualties")) == []


def test_small_steps_make_no_chain() -> None:
    steps = [event(place=place((35.9 + 0.05 * n, 36.7), f"village {n}")) for n in range(12)]
    for group in groups(*steps):
        assert 5.6 * (max(group) - min(group)) < 25


EVENTS = st.builds(
    event,
    st.sampled_from(["strike.shelling", "strike.air", "clash.fighting", "demo.protest"]),
    place=st.sampled_from(
        [place(SARMIN), place(BINNISH, "Binnish"), place(DARAA, "Daraa"), place(IDLIB, "Idlib", "province"), None]
    ),
    time=st.builds(day, st.integers(0, 3)),
    killed=st.sampled_from([None, count(2), count(3), count(3, None)]),
    background=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=12))
def test_no_telling_is_in_two_groups(events: list[Event]) -> None:
    found = [at for group in groups(*events) for at in group]
    assert len(found) == len(set(found))
