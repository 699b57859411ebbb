"""Linking report by report comes to the same as linking all at once, whatever the order, and whatever is taken away."""

from itertools import count as numbers

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.handmade import BINNISH, DARAA, IDLIB, RULES, SARMIN, count, day, event, pair, party, place

from musnad.linking.linker import Linker
from musnad.linking.pipeline import incident_of
from musnad.linking.shelf import MemoryShelf
from musnad.records import CodedReport, Incident, Key, Report, Time

Pair = tuple[Report, CodedReport]
BODY = "قالت فرق الإسعاف إن {n} من سكان القرية أصيبوا حين سقطت قذائف على السوق، وإن النار أتت على متاجر كثيرة فيه."

EVENTS = st.builds(
    event,
    st.sampled_from(["strike.shelling", "strike.air", "clash.fighting", "statement.accuse", "tally.casualties"]),
    place=st.sampled_from(
        [
            place(SARMIN),
            place(BINNISH, "Binnish"),
            place(DARAA, "Daraa"),
            place((None, None), "سرمين"),
            place(IDLIB, "Idlib", "province"),
            None,
        ]
    ),
    time=st.one_of(
        st.builds(day, st.integers(0, 3)),
        st.builds(lambda n: Time(None, day(n).start, day(n).end, None, "unknown"), st.integers(0, 3)),
    ),
    actors=st.sampled_from([(), (party("Syrian government"),), (party("Israel"),)]),
    killed=st.sampled_from([None, count(2), count(3), count(3, None)]),
    background=st.booleans(),
    stance=st.sampled_from(["own_voice", "denies", "accuses"]),
)
DRAWN = st.lists(
    st.tuples(
        st.lists(EVENTS, max_size=3),
        st.integers(0, 2),
        st.sampled_from(["2031-05-06", "2031-05-07", "2030-01-01", None]),
    ),
    max_size=10,
)


def pairs(drawn: list[tuple[list[object], int, str | None]]) -> list[Pair]:
    return [
        pair(f"r{n}", *events, text=BODY.format(n=text) if text else f"خبر {n}", published=published)  # type: ignore[arg-type]
        for n, (events, text, published) in zip(numbers(), drawn, strict=False)
    ]


def published(made: list[Pair]) -> list[Pair]:
    return sorted(made, key=lambda one: (one[0].published_at or "", one[0].id))


def incidents(shelf: MemoryShelf) -> dict[Key, Incident]:
    return {founder: incident_of(founder, shelf, "range", RULES) for founder in shelf.groups()}


def at_once(made: list[Pair]) -> dict[Key, Incident]:
    shelf = MemoryShelf(RULES)
    Linker(shelf, RULES).fill(published(made))
    return incidents(shelf)


@settings(deadline=None)
@given(DRAWN, st.randoms(use_true_random=False))
def test_one_by_one_in_any_order_is_the_same_as_at_once(drawn: list[object], chance: object) -> None:
    made = pairs(drawn)  # type: ignore[arg-type]
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    shelf = MemoryShelf(RULES)
    linker = Linker(shelf, RULES)
    known: dict[Key, Incident] = {}
    for report, coded in mixed:
        for founder in linker.add(report, coded):
            known.pop(founder, None)
            if shelf.group(founder):
                known[founder] = incident_of(founder, shelf, "range", RULES)
    # what was told to have changed is all that changed
    assert known == incidents(shelf) == at_once(made)


@settings(deadline=None)
@given(DRAWN, st.data())
def test_what_is_taken_away_leaves_nothing_behind(drawn: list[object], data: st.DataObject) -> None:
    made = pairs(drawn)  # type: ignore[arg-type]
    gone = {one[0].id for one in made if data.draw(st.booleans())}
    shelf = MemoryShelf(RULES)
    linker = Linker(shelf, RULES)
    linker.fill(published(made))
    known = incidents(shelf)
    for name in gone:
        for founder in linker.remove(name):
            known.pop(founder, None)
            if shelf.group(founder):
                known[founder] = incident_of(founder, shelf, "range", RULES)
    assert known == incidents(shelf) == at_once([one for one in made if one[0].id not in gone])
