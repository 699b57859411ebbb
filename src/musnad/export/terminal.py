"""A report with its events in the terminal.

Arabic stands in logical order: turning it is the terminal's work. On a terminal, text is set from the right
and names are isolated so that Arabic and Latin beside each other keep their places. Written to a file or a
pipe there is neither padding nor wrapping nor any invisible character that the report does not hold.
"""

import re
from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from musnad.export.facts import EventFacts, ReportFacts, Value, report_facts
from musnad.export.labels import Labels, labels
from musnad.export.marking import visible, word_end
from musnad.knowledge.ontology import Language
from musnad.records import CodedReport, Report

_ISOLATE, _END = "\u2068", "\u2069"
_ARABIC, _LATIN = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]"), re.compile("[A-Za-z]")
_COLOURS = {
    "strike": "red",
    "clash": "bright_red",
    "civilian": "magenta",
    "demo": "bright_magenta",
    "coercion": "yellow",
    "posture": "green",
    "deal": "cyan",
    "statement": "blue",
}
_QUIET = Style(dim=True)
_WARN = Style(color="yellow")
_INDENT = 4


def print_report(report: Report, coded: CodedReport, console: Console, lang: Language) -> None:
    """Print the report's head, its text with every event's words marked `[1]`, and the events below."""
    words = labels(lang)
    facts = report_facts(1, report, coded, words)
    writer = _Writer(words, on_terminal=console.is_terminal)
    for part in writer.report(facts):
        # rich forgets a text's own justification when it prints it
        justify = part.justify if isinstance(part, Text) else None
        console.print(
            part,
            justify=justify,
            soft_wrap=not console.is_terminal,
            highlight=False,
            markup=False,
            emoji=False,
        )


class _Writer:
    """Sets facts as lines, for a terminal or for a plain file."""

    def __init__(self, words: Labels, *, on_terminal: bool) -> None:
        self._words = words
        self._on_terminal = on_terminal

    def report(self, facts: ReportFacts) -> Iterator[RenderableType]:
        if not facts.text.startswith(facts.title):
            yield self._line(Text(self._isolated(facts.title), style="bold"), right=True)
        head = [self._isolated(facts.publisher), facts.published, self._isolated(facts.id)]
        yield self._line(Text(" · ".join(head), style=_QUIET))
        yield from map(self._note, facts.notes)
        yield self._between()
        for paragraph in _marked(facts).split("\n", allow_blank=True):
            yield self._line(paragraph, right=True)
        yield self._between()
        if not facts.events:
            yield self._line(Text(self._words.say("no_events")))
        for event in facts.events:
            yield from self._event(event, facts.publisher)

    def _event(self, event: EventFacts, publisher: str) -> Iterator[RenderableType]:
        head = Text.assemble(f"[{event.number}] ", (event.label, _family_style(event)), f" · {event.modality_label}")
        if event.background:
            head.append(f" · {self._words.say('background')}")
        if event.sure:
            head.append(f" · {event.sure}", _QUIET)
        head.append_text(self._quotes(event.mentions))
        yield self._line(head)
        rows = list(self._rows(event, publisher))
        if self._on_terminal and not self._words.right_to_left:
            yield _grid(rows)
        else:
            # label and value in one line of running text: a terminal that turns Arabic would turn columns too
            yield from (self._row(label, said) for label, said in rows)
        yield Text()

    def _rows(self, event: EventFacts, publisher: str) -> Iterator[tuple[str, Text]]:
        """Every value with the name of its field."""
        values = [v for v in event.values() if v.role not in {"mention", "source"}]
        for value in values:
            yield self._field(value.role), self._value(value)
        for chain in event.chains:
            yield self._field("source"), self._chain(publisher, chain)
        if event.chains:
            yield self._field("stance"), Text(event.stance)
        else:
            yield self._field("source"), self._own_voice(publisher)

    def _field(self, role: str) -> str:
        return self._words.of("field", role)

    def _row(self, label: str, said: Text) -> RenderableType:
        line = self._line(Text.assemble((f"{label}: ", _QUIET), said))
        if self._on_terminal:
            return Padding(line, (0, _INDENT, 0, 0))
        return Text(" " * _INDENT).append_text(line)

    def _value(self, value: Value) -> Text:
        text = Text(self._isolated(value.text))
        if value.remarks:
            remarks = self._words.say("comma").join(map(self._isolated, value.remarks))
            text.append(f" ({remarks})", _QUIET)
        return text.append_text(self._quotes(value))

    def _quotes(self, value: Value) -> Text:
        words = dict.fromkeys(quote.text for quote in value.further)
        return Text("".join(f" «{self._isolated(text)}»" for text in words), "italic")

    def _chain(self, publisher: str, chain: Iterable[Value]) -> Text:
        arrow = f" {self._words.say('arrow')} "
        text = Text(self._isolated(publisher), _QUIET)
        for node in chain:
            text.append(arrow, _QUIET).append_text(self._value(node))
        return text

    def _own_voice(self, publisher: str) -> Text:
        arrow, own_voice = self._words.say("arrow"), self._words.say("own_voice")
        return Text(f"{self._isolated(publisher)} {arrow} {own_voice}", _QUIET)

    def _note(self, note: Value) -> RenderableType:
        text = Text(f"! {self._words.say('check')}: ", _WARN)
        return self._line(text.append_text(self._value(note)))

    def _line(self, text: Text, *, right: bool = False) -> Text:
        # rich leaves out an empty line that is set from the right
        if text and self._on_terminal and (right or self._words.right_to_left):
            text.justify = "right"
        return text

    def _between(self) -> RenderableType:
        return Rule(style=_QUIET, characters="─") if self._on_terminal else Text()

    def _isolated(self, name: str) -> str:
        """A name on one line; on a terminal also kept from turning what stands beside it."""
        shown = " ".join(visible(name).split())
        strange = _LATIN if self._words.right_to_left else _ARABIC
        return f"{_ISOLATE}{shown}{_END}" if self._on_terminal and strange.search(shown) else shown


def _grid(rows: Iterable[tuple[str, Text]]) -> Table:
    """Labels and values in columns; a label is said once for values that follow each other."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_INDENT - 1)
    grid.add_column(style=_QUIET, no_wrap=True)
    grid.add_column(overflow="fold")
    before = ""
    for label, said in rows:
        grid.add_row("", "" if label == before else label, said)
        before = label
    return grid


def _family_style(event: EventFacts) -> Style:
    return Style(bold=True, color=_COLOURS.get(event.family, "default"))


def _marked(facts: ReportFacts) -> Text:
    """The report's text: words of values underlined, words of events in colour, the event's number after."""
    shown = visible(facts.text)
    text = Text(shown, end="")
    signs: dict[int, dict[int, EventFacts]] = {}
    for event in facts.events:
        for value in event.values():
            for quote in value.quotes:
                told = value.role == "mention"
                text.stylize(_family_style(event) if told else Style(underline=True), *quote.span)
                if told:
                    signs.setdefault(word_end(shown, quote.span[1]), {})[event.number] = event
    marked, before = Text(end=""), 0
    for place in sorted(signs):
        marked.append_text(text[before:place])
        for event in signs[place].values():
            marked.append(f"[{event.number}]", _family_style(event))
        before = place
    return marked.append_text(text[before:])
