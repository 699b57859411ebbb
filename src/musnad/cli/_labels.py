"""The words that the commands print, in Arabic and English."""

import functools
from typing import Annotated

import typer

from musnad.knowledge.ontology import Language
from musnad.knowledge.tables import data_text, read_table

LangOption = Annotated[Language, typer.Option("--lang", help="Language of labels: ar or en.", envvar="MUSNAD_LANG")]


def label(key: str, lang: Language) -> str:
    """The words for `key` in `lang`."""
    return _labels()[key][lang]


def reports_label(count: int, lang: Language) -> str:
    """«3 reports», in the form that the number asks for."""
    # the export room brings its own tables, and every worker process imports this module
    from musnad.export.labels import labels

    return labels(lang).number_of("reports", count)


@functools.cache
def _labels() -> dict[str, dict[str, str]]:
    rows = read_table(data_text("labels.tsv", "musnad.cli"), "labels.tsv", ("key", "en", "ar"), dict)
    return {row["key"]: row for row in rows}
