"""What several commands ask in the same words: days and types."""

import datetime as dt

import typer

from musnad.cli._labels import label
from musnad.knowledge.ontology import Language, event_types

_COUNTRY = 2
DAY = "YYYY-MM-DD"
"""How a day is written in help."""


MOST = 2**31
"""The largest number that a database is asked for."""


def days_of(
    day: str | None, since: str | None, until: str | None, lang: Language
) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that were asked for, by --day or by --since and --until."""
    if day is not None and (since is not None or until is not None):
        raise typer.BadParameter(label("day_alone", lang))
    one = _day_of(day, "--day", lang)
    return one or _day_of(since, "--since", lang), one or _day_of(until, "--until", lang)


def _day_of(asked: str | None, option: str, lang: Language) -> dt.date | None:
    if asked is None:
        return None
    try:
        return dt.datetime.strptime(asked, "%Y-%m-%d").date()
    except ValueError as error:
        raise typer.BadParameter(label("no_such_day", lang).format(day=asked), param_hint=option) from error


def check_country(asked: str | None, lang: Language) -> None:
    """A usage error where it is no two letters: no event would be found."""
    if asked is not None and (len(asked) != _COUNTRY or not asked.isalpha()):
        raise typer.BadParameter(label("no_country", lang).format(country=asked), param_hint="--country")


def check_type(asked: str | None, lang: Language) -> None:
    """A usage error where no event has this type or family."""
    known = event_types()
    families = {known_type.family for known_type in known.values()}
    if asked is not None and asked not in known and asked not in families:
        raise typer.BadParameter(label("no_such_type", lang).format(type=asked, types=", ".join(known)))
