#!/usr/bin/env python3
"""Prints the table of event types that stands in docs/record.md, from the types that Musnad knows."""

import sys

from musnad import event_types

HEAD = "| type | English | Arabic | ACLED sub-event | PLOVER |\n|---|---|---|---|---|\n"


def table() -> str:
    """The table in Markdown, one line for each type; a dash where another scheme has no name for it."""
    rows = (
        (
            f"`{known.type}`",
            known.en,
            known.ar,
            " / ".join(known.acled) or "–",
            " / ".join(known.plover) or "–",
        )
        for known in event_types().values()
    )
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    sys.stdout.write(table())
