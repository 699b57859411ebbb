"""How the events of a desk are laid out, by the width of the terminal."""

import datetime as dt
import io
import re

import msgspec
import pytest
from rich.console import Console
from tests.handmade_confidence import weighed

from musnad.cli._events_table import print_events
from musnad.desk import StoredEvent
from musnad.knowledge.ontology import Language
from musnad.records import Event, Party, Place, Source, Time

INVISIBLE = re.compile("[\u2068\u2069]")
NAMES = ("International", "Médecins", "reconnaissance")


def stored(outlet: str = "صحيفة النهار") -> StoredEvent:
    event = Event(
        type="strike.shelling",
        mentions=((0, 3),),
        actors=(Party((0, 3), "International Coalition reconnaissance wing", "coalition"),),
        targets=(Party((0, 3), "Médecins sans frontières hospital", "civilians"),),
        place=Place((0, 3), "Northwestern Al-Hasakah countryside", "SY", None, None, None, "settlement"),
        time=Time(None, dt.date(2031, 5, 1), dt.date(2031, 5, 3), None, "week"),
        isnad=((Source(None, "Syrian Observatory for Human Rights", "monitor_ngo"),),),
    )
    return StoredEvent(
        report_id="r1",
        index=0,
        event=event,
        outlet=outlet,
        url=None,
        published_at=None,
        title=None,
        text="قصف على بلدة",
    )


def printed(lang: Language, width: int, *, terminal: bool, of: StoredEvent | None = None) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=width, legacy_windows=False, color_system=None)
    assert print_events([of or stored()], console, lang) == 1
    return file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_on_a_narrow_terminal_no_word_is_broken(width: int) -> None:
    said = INVISIBLE.sub("", printed("en", width, terminal=True))
    assert "2031-05-01 – 2031-05-03 · Shelling or missiles · asserted" in said
    assert "    Place: Northwestern Al-Hasakah countryside" in said
    assert all(name in said for name in NAMES)
    assert all(len(line) <= width for line in said.splitlines())


def test_on_a_wide_terminal_there_is_a_table() -> None:
    assert "│ 2031-05-01 │" in printed("en", 250, terminal=True)


def test_in_arabic_a_narrow_list_stands_on_the_right() -> None:
    lines = INVISIBLE.sub("", printed("ar", 80, terminal=True)).splitlines()
    assert lines[0].startswith("  ")
    assert lines[0].rstrip().endswith("مؤكَّد")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_to_a_pipe_the_table_is_whole_and_plain(lang: Language) -> None:
    said = printed(lang, 80, terminal=False)
    assert not INVISIBLE.search(said)
    assert "صحيفة النهار" in said
    assert ("Northwestern Al-Hasakah countryside" in said) == (lang == "en")
    assert "مؤكَّد" in said or lang == "en"


def test_how_sure_the_record_is_stands_in_its_column() -> None:
    sure = msgspec.structs.replace(
        stored(), event=msgspec.structs.replace(stored().event, confidence=weighed(record=0.34))
    )
    assert "34%" in printed("en", 80, terminal=False, of=sure)


@pytest.mark.parametrize("terminal", [True, False])
def test_names_cannot_steer_the_terminal(terminal: bool) -> None:
    said = printed("en", 80, terminal=terminal, of=stored("a\x1b]0;x\x07\nb"))
    assert "\x1b]" not in said
    assert "\x07" not in said
    assert " b" in said
