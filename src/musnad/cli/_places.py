"""Where the user's own places are kept."""

import os
from pathlib import Path

import typer


def places_file() -> Path:
    """The user's gazetteer: `MUSNAD_PLACES`, or a file in the folder the system keeps such things in."""
    named = os.environ.get("MUSNAD_PLACES")
    return Path(named) if named else Path(typer.get_app_dir("musnad")) / "places.sqlite"


def user_places() -> Path | None:
    """The user's gazetteer, or None where there is none."""
    path = places_file()
    return path if path.exists() else None
