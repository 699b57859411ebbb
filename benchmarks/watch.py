"""A simulated month over sixty outlets with the faults of real ones: what was held of what there was, and at what cost.

    python benchmarks/watch.py [DAYS]

The outlets are real servers on loopback (`tests/network`); the clock goes from one event to the next.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.watching.simulated_month import Outcome, play


def main() -> None:
    """Play so many days, and print the figures; ends with 1 where anything is lost, doubled or asked too soon."""
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        outcome = play(Path(folder), days)
    for name, value in rows(outcome):
        print(f"{name:<58}{value:>12}")
    for address in (*outcome.missing, *outcome.twice, *outcome.strange):
        print(f"  {address}")
    lost = (outcome.missing, outcome.twice, outcome.strange, outcome.forbidden, outcome.inside, outcome.faults)
    sys.exit(1 if any(lost) or outcome.early or outcome.soonest < 1 else 0)


def rows(outcome: Outcome) -> list[tuple[str, str]]:
    """What is printed of an outcome."""
    return [
        ("days", f"{outcome.days}"),
        ("stories that could be had", f"{outcome.stories:,}"),
        ("  not held", f"{len(outcome.missing)}"),
        ("  held twice", f"{len(outcome.twice)}"),
        ("reports held that no outlet told", f"{len(outcome.strange)}"),
        ("requests", f"{outcome.requests:,}"),
        ("  for what robots.txt forbids", f"{len(outcome.forbidden)}"),
        ("  to addresses inside", f"{len(outcome.inside)}"),
        ("  before a Retry-After was over", f"{outcome.early}"),
        ("least time between two, of what the host wants", f"{outcome.soonest:.2f}"),
        ("faults that verify finds on the desk", f"{len(outcome.faults)}"),
        ("memory after a third, MiB", f"{outcome.memory_after_a_third:.0f}"),
        ("memory at the end, MiB (servers included)", f"{outcome.memory_at_the_end:.0f}"),
        ("seconds", f"{outcome.seconds:.0f}"),
    ]


if __name__ == "__main__":
    main()
