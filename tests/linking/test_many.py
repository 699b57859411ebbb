"""Twenty thousand made-up events, linked one by one in any order, are the incidents of all linked at once."""

from itertools import islice

from tests.linking.handmade import RULES
from tests.test_benchmarks import load

from musnad.linking import Linker, MemoryShelf
from musnad.records import CodedReport, Report

MANY = 20_000


def news() -> list[tuple[Report, CodedReport]]:
    return list(islice(load("linking").World().reports(), MANY))


def groups(shelf: MemoryShelf) -> set[tuple[tuple[str, int], ...]]:
    return {tuple(one.key for one in shelf.group(founder)) for founder in shelf.groups()}


def test_one_by_one_is_all_at_once() -> None:
    made = news()
    whole, grown = MemoryShelf(RULES), MemoryShelf(RULES)
    Linker(whole, RULES).fill(made)
    linker = Linker(grown, RULES)
    # most come as they are published, some long after
    late = range(7, MANY, 10)
    for at in [*(n for n in range(MANY) if n not in late), *reversed(late)]:
        linker.add(*made[at])
    assert groups(grown) == groups(whole)
