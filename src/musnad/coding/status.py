"""In what sense an event is told: asserted, denied, planned …; as news or as background."""

from collections.abc import Sequence
from functools import lru_cache

from musnad.arabic.clitics import analyses
from musnad.arabic.words import Word
from musnad.coding.mentions import TimeMention, TriggerMention
from musnad.coding.scene import Scene
from musnad.knowledge.status import StatusWords
from musnad.records import Modality

_NEAR = 3
_NEWS_DAYS = 3
_PERIOD_DAYS = 5
_OPENING = 6


def find_modality(scene: Scene, trigger: TriggerMention, words: StatusWords) -> Modality:
    """The modality that the words around a trigger give it."""
    doc = scene.doc
    sentence = scene.sentence_of(trigger)
    if trigger.verb and doc.words[trigger.first].form.startswith(("سي", "ست", "وسي", "وست")):
        return "planned"
    before = range(max(sentence.first, trigger.first - _NEAR), trigger.first)
    after = range(trigger.last + 1, min(sentence.last, trigger.last + 3))
    near = [_stems(doc.words[i].form) for i in before if not _has_happened(scene, i)]
    for cue in words.modality:
        reach = near[-1:] if cue.modality == "negated" else near
        if any(not cue.near.isdisjoint(stems) for stems in reach):
            return cue.modality
    for after_cue in words.after:
        if any(doc.words[i].form in after_cue.words for i in after):
            return after_cue.modality
    return "asserted"


def _has_happened(scene: Scene, index: int) -> bool:
    """Whether a word is the «قد» of things done («قد قصفت»), not that of things that may be («قد تقصف»)."""
    words = scene.doc.words
    if words[index].form.lstrip("ولف") != "قد" or index + 1 >= len(words):
        return False
    following = words[index + 1].form
    return not following.startswith(("ي", "ت", "ن", "لا")) or following.endswith(("ت", "وا"))


def recalling_sentences(scene: Scene, words: StatusWords) -> frozenset[int]:
    """The sentences with a trigger that by their own words recall something earlier."""
    doc = scene.doc
    telling = sorted({doc.sentence_of[t.first] for t in scene.triggers})
    found = set()
    for sentence in (doc.sentences[index] for index in telling):
        if sentence.kind != "headline" and _recalls(doc.words[sentence.first : sentence.last], words):
            found.add(sentence.index)
    return frozenset(found)


def tally_sentences(scene: Scene, words: StatusWords) -> frozenset[int]:
    """The sentences that count casualties over a period: «مقتل 89 مدنياً خلال تشرين الثاني»."""
    doc = scene.doc
    counted = {doc.sentence_of[c.first] for c in scene.counts if c.what in ("killed", "injured")}
    tolls = {doc.sentence_of[t.first] for t in scene.triggers if t.type == "tally.casualties"}
    return frozenset(index for index in counted if _is_toll(scene, index, index in tolls, words))


def _is_toll(scene: Scene, index: int, names_toll: bool, words: StatusWords) -> bool:
    doc = scene.doc
    sentence = doc.sentences[index]
    times = [t for t in scene.times if sentence.holds(t.first)]
    periods = [t for t in times if _is_period(t)]
    if any((t.end - t.start).days >= _PERIOD_DAYS for t in periods) or (periods and names_toll):
        return True
    forms = [w.form.removeprefix("و") for w in doc.words[sentence.first : sentence.last]]
    if any(_holds(forms, cue) for cue in words.period_runs):
        return True
    return not times and not words.period_subjects.isdisjoint(forms[:_OPENING])


def _is_period(time: TimeMention) -> bool:
    """Whether a time is a stretch, not one day, week or month in which something happened once."""
    if time.role != "at":
        return True
    if time.precision == "month":
        return (time.start.year, time.start.month) != (time.end.year, time.end.month)
    return time.precision == "day" and time.end > time.start


def is_recalled(scene: Scene, time: TimeMention | None, sentence: int, recalling: frozenset[int]) -> bool:
    """Whether an event told in `sentence` at `time` is background: an earlier day, or words that recall."""
    published = scene.doc.published
    if time is not None and published is not None:
        if (published - time.end).days >= _NEWS_DAYS:
            return True
        if (published - time.start).days <= 1 and not time.recalls:
            return False
    return sentence in recalling or (time is not None and time.recalls)


def _recalls(forms: Sequence[Word], words: StatusWords) -> bool:
    if not forms:
        return False
    starts = [word.form for word in forms[:3]]
    starts[0] = starts[0].removeprefix("و")
    if any(tuple(starts[: len(cue)]) == cue for cue in words.recalling_starts):
        return True
    plain = [word.form.removeprefix("و") for word in forms]
    if any(_holds(plain, cue) for cue in words.not_recalling):
        return False
    return any(_holds(plain, cue) for cue in words.recalling_runs)


def _holds(forms: list[str], cue: tuple[str, ...]) -> bool:
    """Whether the words of a cue stand in a row; `forms` are given without a leading و."""
    start = 0
    while cue[0] in forms[start:]:
        start = forms.index(cue[0], start) + 1
        if tuple(forms[start : start + len(cue) - 1]) == cue[1:]:
            return True
    return False


@lru_cache(maxsize=16384)
def _stems(form: str) -> frozenset[str]:
    return frozenset((form, *(a.stem for a in analyses(form) if not a.suffix and len(a.prefix) <= 2)))
