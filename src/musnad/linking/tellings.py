"""What linking needs to know of an event: one telling of some happening."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from musnad.arabic.folding import fold, fold_text
from musnad.arabic.words import bare, sentence_bounds, words
from musnad.knowledge.linking import LinkingRules
from musnad.knowledge.speakers import countries, words_of_countries
from musnad.records import CodedReport, Event, Key, Report, Span

_DENIED = ("denied", "negated")
_ARTICLE = "ال"
_SHORTEST_WORD = 3
_MOST_WORDS = 80

Part = Literal["begins", "joins", "speaks", "none"]
"""What a telling can do: begin an incident or join one, only join one, speak of one (`statement.*`), or none of these,
for it is a plan or a threat."""
Rank = tuple[int, str, Key]
_TIERS: dict[Part, int] = {"begins": 1, "joins": 2, "speaks": 3, "none": 3}


class Voice(msgspec.Struct, frozen=True):
    """Whose words a report's are: the first report that printed the same text, itself where it copied none."""

    report_id: str
    outlet: str


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One event as one report tells it.

    `words` are the folded words of the sentences that tell it. `named` is the place as the text names it, in its
    letters alone, which homonyms share, and `written` the same as it stands there; both are empty where it has none.
    `anchored`: the report names the place's country, or a party or source of it.
    `rank` is its place in the order in which tellings are linked: those that say exactly where first, those that only
    join last, and each of them by the time of publication.
    """

    key: Key
    event: Event
    published_at: str | None
    voice: Voice
    words: frozenset[str]
    named: str
    written: str
    anchored: bool
    part: Part
    rank: Rank

    @property
    def family(self) -> str:
        """The part of the type before the point."""
        return self.event.type.partition(".")[0]

    @property
    def is_linked(self) -> bool:
        """Whether it may be in an incident, and not only speak of one."""
        return self.part in ("begins", "joins")

    @property
    def denies(self) -> bool:
        """Whether it says that it did not happen so."""
        return self.event.modality in _DENIED or self.event.stance == "denies"

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day on which it may have happened, or None."""
        time = self.event.time
        return (time.start, time.end) if time else None


def tellings_of(report: Report, coded: CodedReport, voice: Voice, rules: LinkingRules) -> Iterator[Telling]:
    """The tellings of one report; `voice` is whoever first printed its text."""
    if not coded.events:
        return
    folded = fold(report.text)
    sentences = [
        (folded.source_span(start, end), [word.form for word in words(folded.text[start:end])])
        for start, end in sentence_bounds(folded.text)
    ]
    spoken_of = frozenset(bare(form) for _, forms in sentences for form in forms)
    for index, event in enumerate(coded.events):
        key = report.id, index
        part, written = _part(event, rules), _written(report, event)
        named = _named(written)
        tier = _TIERS[part] if part != "begins" or not _is_exact(event, named, rules) else 0
        yield Telling(
            key=key,
            event=event,
            published_at=report.published_at,
            voice=voice,
            words=_words_of(event, sentences),
            named=named,
            written=written,
            anchored=_anchored(event, spoken_of),
            part=part,
            rank=(tier, report.published_at or "", key),
        )


def _part(event: Event, rules: LinkingRules) -> Part:
    if event.type.startswith("statement."):
        return "speaks"
    beginning = rules.beginning
    if event.modality in beginning.modalities:
        news = not event.background and event.type.partition(".")[0] not in beginning.not_families
        return "begins" if news else "joins"
    return "joins" if event.modality in _DENIED else "none"


def _is_exact(event: Event, named: str, rules: LinkingRules) -> bool:
    """Whether it says where within some kilometres, or names a town that no map has, and on which day or two."""
    place, time = event.place, event.time
    if place is None or time is None or place.precision not in rules.precise:
        return False
    return (place.lat is not None or bool(named)) and (time.end - time.start).days <= 1


def _written(report: Report, event: Event) -> str:
    return report.text[slice(*event.place.span)] if event.place else ""


def _anchored(event: Event, spoken_of: frozenset[str]) -> bool:
    if event.place is None or event.place.country is None:
        return False
    if spoken_of & words_of_countries().get(event.place.country, frozenset()):
        return True
    names = {one.name for one in (*event.actors, *event.targets)}
    names.update(source.name for chain in event.isnad for source in chain)
    return any(countries().get(name) == event.place.country for name in names)


def _named(written: str) -> str:
    # «أبو النور», «أبوالنور» and «أبو_النور» are one name
    return "".join(word.form for word in words(fold_text(written))).replace(_ARTICLE, "")


def _words_of(event: Event, sentences: Sequence[tuple[Span, Sequence[str]]]) -> frozenset[str]:
    told = {
        # one word in memory, however many sentences have it
        sys.intern(form)
        for (start, end), forms in sentences
        if any(start < last and first < end for first, last in event.mentions)
        for form in forms
        if len(form) >= _SHORTEST_WORD
    }
    return frozenset(sorted(told)[:_MOST_WORDS])
