"""Twenty thousand made-up events, linked one by one in any order, are the incidents of all linked at once."""

import importlib.util
from itertools import islice
from pathlib import Path

from tests.linking.handmade import RULES

from musnad.linking import Linker, MemoryShelf
from musnad.records import CodedReport, Report

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "linking.py"
MANY = 20_000


def news() -> list[tuple[Report, CodedReport]]:
    spec = importlib.util.spec_from_file_location("benchmark_of_linking", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(islice(module.World().reports(), MANY))


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
