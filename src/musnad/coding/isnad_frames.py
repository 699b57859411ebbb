"""Finding the frames of a sentence: «قال فلان إن …», «…، بحسب فلان», «فلان: …».

A frame is a cue with its speaker. What it governs is decided in `isnad`.
"""

from typing import Literal

import msgspec

from musnad.coding.document import Document, Sentence
from musnad.coding.isnad_cues import Cue
from musnad.coding.isnad_phrases import Phrase, Surroundings, breaks
from musnad.coding.isnad_sources import read_source
from musnad.coding.isnad_speakers import NOT_COMMA, REACH, speaker_after, stranger_after, with_relays
from musnad.records import SourceKind, Stance

_RECORDERS: frozenset[SourceKind] = frozenset(
    {
        "monitor_ngo", "rescue_service", "medical", "international_body", "outlet", "agency",
        "own_correspondent", "local_anonymous", "official_body",
    }
)  # fmt: skip
_OPENERS = frozenset(
    {
        "لكن", "ولكن", "فيما", "بينما", "كما", "كان", "كانت", "وكان", "وكانت", "وكانوا", "حين", "الا", "ان",
        "بان",        "قد", "وفيما", "وبينما",
    }
)  # fmt: skip
_COURTS = frozenset({"محكمه", "المحكمه", "محاكم", "القضاء"})
_AND_BY = frozenset({"وبحسب", "وحسب", "وطبقا", "وحسبما", "فبحسب"})
_AND_THEN = frozenset({"حيث", "عندما", "اذ", "ثم", "وقد", "بعدما", "كذلك", "ايضا"})
_LIKE = frozenset({"كما", "وكما"})
_REACH_OF_CLAIM = 8
_NEGATIONS = frozenset({"لم", "لا", "لن", "ولم", "ولا", "ولن", "فلم"})


class Frame(msgspec.Struct, frozen=True):
    """A cue with its speakers, nearest the reader first.

    `cue` is the word of the cue, `first` and `last` the words the frame takes up. `direction` says on which
    side the words stand that were said; `speakers` is empty where the speaker before goes on; `also` is
    a second source that says the same.
    `clause_only` keeps the frame from covering more than its cue: «دان الهجوم».
    """

    cue: int
    first: int
    last: int
    direction: Literal["forward", "backward"]
    speakers: tuple[Phrase, ...]
    stance: Stance
    clause_only: bool = False
    joined: bool = False
    inner: bool = False
    also: Phrase | None = None


def find_frames(around: Surroundings, sentence: Sentence) -> list[Frame]:
    """The frames of a sentence in the order of their cues. Speakers read are added to `around.met`."""
    frames: list[Frame] = []
    doc, cues = around.doc, around.cues
    waiting: Phrase | None = None
    i = sentence.first
    while i < sentence.last:
        frame = _frame_at(around, sentence, i, waiting) if doc.words[i].form in cues.opening else None
        if frame is not None and _within(doc, frame, frames):
            verb = cues.verbs.get(doc.words[frame.cue].form)
            if verb is not None and verb.transitive:
                # «قال فلان إن البلد يشجب …» is what he says, not what it says
                i = max(i, frame.last) + 1
                continue
            frame = msgspec.structs.replace(frame, inner=True)
        if frame is not None:
            frames.append(frame)
            around.met.extend(s for s in reversed(frame.speakers))
            i = max(i, frame.last) + 1
            waiting = None
            continue
        if (waiting is None or i > waiting.last) and _opens_clause(doc, sentence, i):
            waiting = read_source(around, i, sentence.last) or waiting
            if waiting is not None and waiting.medium and waiting.first == i:
                around.met.append(waiting)
            colon = _colon_frame(doc, sentence, waiting)
            if colon is not None:
                frames.append(colon)
                around.met.extend(colon.speakers)
                i, waiting = colon.last + 1, None
                continue
        i += 1
    return frames


def _frame_at(around: Surroundings, sentence: Sentence, i: int, waiting: Phrase | None) -> Frame | None:
    """The frame whose cue is word `i`. `waiting` is the last source that opened a clause before it."""
    cues, form = around.cues, around.doc.words[i].form
    frame: Frame | None = None
    if form in cues.verbs:
        frame = _verb_frame(around, sentence, i, cues.verbs[form], waiting)
    elif form in cues.particles:
        frame = _particle_frame(around, sentence, i)
    elif form in cues.nouns or form in cues.act_nouns:
        frame = _noun_frame(around, sentence, i)
    elif form in cues.phrases:
        frame = _phrase_frame(around, sentence, i)
    elif form in cues.resumed:
        frame = _resumed_frame(around, sentence, i, cues.resumed[form])
    if frame is None and (form == "ما" or form in cues.clause_particles):
        frame = _as_clause(around, sentence, i)
    return frame


def _opens_clause(doc: Document, sentence: Sentence, i: int) -> bool:
    return i == sentence.first or breaks(doc, i) or doc.words[i - 1].form in _OPENERS


def _within(doc: Document, frame: Frame, before: list[Frame]) -> bool:
    """Whether a frame stands right in the clause that the frame before opens: «قال فلان إن الأهالي قالوا»."""
    if not before or frame.direction == "backward" or not frame.speakers or frame.joined:
        return False
    outer = before[-1]
    first = min(frame.first, frame.cue)
    return (
        outer.direction == "forward"
        and 0 < first - outer.last <= 4
        and doc.words[first - 1].form in ("ان", "بان")
        and not any(breaks(doc, k) for k in range(outer.last + 1, first + 1))
    )


def _colon_frame(doc: Document, sentence: Sentence, phrase: Phrase | None) -> Frame | None:
    """«المرصد السوري: …» at the start of a clause."""
    if phrase is None or phrase.last + 2 >= sentence.last or phrase.last - phrase.first > 9:
        return None
    if ":" not in doc.between(phrase.last, phrase.last + 1):
        return None
    if phrase.state and not _speaks(doc, phrase.last + 1):
        return None
    if phrase.report or not (sentence.kind == "headline" or phrase.first == sentence.first):
        return None
    return Frame(phrase.first, phrase.first, phrase.last, "forward", (phrase,), "states")


def _speaks(doc: Document, j: int) -> bool:
    """Whether words after «واشنطن:» are said by it, rather than news from there."""
    form = doc.words[j].form
    return form in ("لا", "لن", "لم", "ان", "نحن", "يجب", "لدينا") or (form.endswith("نا") and len(form) > 3)


def _verb_frame(around: Surroundings, sentence: Sentence, i: int, cue: Cue, waiting: Phrase | None) -> Frame | None:
    doc = around.doc
    before = doc.words[i - 1].form if i > sentence.first else ""
    if before in _NEGATIONS or (cue.transitive and before in around.cues.causing):
        return None
    if cue.follows:
        return _going_on(sentence, i, cue)
    if waiting is not None and _adjacent(around, waiting, i) and _may_speak(cue, waiting):
        return _forward(around, sentence, i, cue, waiting, before=True)
    subject, complement = speaker_after(around, sentence, i)
    if subject is not None and cue.transitive and not _agrees(around, cue, subject):
        subject, complement = None, i + 1
    if subject is not None:
        frame = _forward(around, sentence, i, cue, subject) if _may_speak(cue, subject) else None
        if frame is None or cue.use != "relay" or len(frame.speakers) > 1:
            return frame
        return frame if _clause_opens(around, sentence, frame.last + 1) else None
    if waiting is not None and _from_afar(around, waiting, i) and _may_speak(cue, waiting):
        return _forward(around, sentence, i, cue, waiting, before=True)
    goes_on = doc.words[i].form.startswith(("و", "ف")) or _opens_clause(doc, sentence, i)
    return _unsaid(around, sentence, i, cue, complement) if goes_on or before in _AND_THEN else None


def _from_afar(around: Surroundings, waiting: Phrase, i: int) -> bool:
    """Whether a speaker stands some words before its verb: «مراسل الجزيرة في ريف حلب قال»."""
    doc = around.doc
    if doc.words[i].form.startswith(("و", "ف")) or not 0 < i - waiting.last <= REACH + 1:
        return False
    # a comma may stand between, a stop may not
    return all(NOT_COMMA.isdisjoint(doc.between(k, k + 1)) for k in range(waiting.last, i))


def _unsaid(around: Surroundings, sentence: Sentence, i: int, cue: Cue, complement: int | None) -> Frame | None:
    """A verb with no source beside it: the speaker before goes on, or one that no list knows speaks."""
    form = around.doc.words[i].form
    if complement is None or form in around.cues.impersonal or cue.use not in ("say", "need"):
        return None
    if cue.use == "need" and complement - i > 3:
        return None
    if complement - i > 1 and cue.use == "say":
        stranger = stranger_after(around, i, complement, feminine=cue.feminine)
        if stranger is not None:
            speakers, last = with_relays(around, sentence, stranger.last, stranger)
            return Frame(i, i, last, "forward", speakers, cue.stance)
    return Frame(i, i, max(i, complement - 1), "forward", (), cue.stance)


def _clause_opens(around: Surroundings, sentence: Sentence, j: int) -> bool:
    words = around.doc.words[j : min(j + 4, sentence.last)]
    return any(w.form in around.cues.complementizers and w.form != "الي" for w in words)


def _agrees(around: Surroundings, cue: Cue, phrase: Phrase) -> bool:
    """Whether a verb and the noun after it agree in gender, as a verb and its subject must.

    Told only of nouns in ة and of governments; all others may be either.
    """
    form = around.doc.words[phrase.first].form
    if phrase.state:
        return cue.feminine != (form in around.cues.masculine)
    return cue.feminine or phrase.person or not form.endswith("ه")


def _adjacent(around: Surroundings, waiting: Phrase, i: int) -> bool:
    """Whether a speaker stands right before its verb: «الجيش يعلن», «كانت السعودية قد أكدت»."""
    doc = around.doc
    if doc.words[i].form.startswith(("و", "ف")) and doc.words[i].form not in ("وصف", "وثق", "وصفت", "وثقت"):
        return False
    between = i - waiting.last - 1
    if between < 0:
        # the verb stands within what was read as the name: «بيان قال مصدر»
        return False
    return not breaks(doc, waiting.last + 1) and (
        between == 0 or (between == 1 and doc.words[i - 1].form in ("قد", "كان", "كانت"))
    )


def _may_speak(cue: Cue, phrase: Phrase) -> bool:
    match cue.use:
        case "show":
            return phrase.report
        case "record":
            return phrase.node.kind in _RECORDERS and not phrase.state
        case "relay":
            return phrase.medium or phrase.own or phrase.node.kind in _RECORDERS
        case "act" | "need":
            # what a court rules is its act, not its word
            return _COURTS.isdisjoint(phrase.words)
        case _:
            return True


def _going_on(sentence: Sentence, i: int, cue: Cue) -> Frame | None:
    """«مضيفاً أن …»: the speaker before."""
    if cue.use == "act" or i + 1 >= sentence.last:
        return None
    return Frame(i, i, i, "forward", (), cue.stance, joined=True)


def _forward(
    around: Surroundings, sentence: Sentence, i: int, cue: Cue, subject: Phrase, *, before: bool = False
) -> Frame:
    """The frame of a verb and its speaker; `before`: the speaker stands before the verb."""
    speakers, last = with_relays(around, sentence, max(i, subject.last), subject)
    clause_only = cue.use == "act" and not before
    stance = _stance(around, sentence, cue, speakers[-1], last)
    also = _joined_speaker(around, sentence, last) if last == subject.last else None
    last = also.last if also else last
    return Frame(i, min(i, subject.first), last, "forward", speakers, stance, clause_only, also=also)


def _joined_speaker(around: Surroundings, sentence: Sentence, last: int) -> Phrase | None:
    """A second source joined to the one that ends at `last`: «المرصد وناشطون محليون»."""
    doc, j = around.doc, last + 1
    if j >= sentence.last or breaks(doc, j) or not doc.words[j].form.startswith("و"):
        return None
    if doc.words[j].form in around.cues.verbs or doc.words[j].form in around.cues.stop:
        return None
    return read_source(around, j, sentence.last)


def _stance(around: Surroundings, sentence: Sentence, cue: Cue, speaker: Phrase, last: int) -> Stance:
    """The verb's stance. Only armed groups and their media claim attacks; a council adopts resolutions."""
    claimant = speaker.node.kind in ("armed_group", "agency", "outlet", "social_media")
    if cue.stance == "claims_responsibility":
        return cue.stance if claimant else "states"
    ahead = around.doc.words[last + 1 : min(last + _REACH_OF_CLAIM, sentence.last)]
    if claimant and cue.stance == "states" and any(w.form.startswith("مسؤوليت") for w in ahead):
        return "claims_responsibility"
    return cue.stance


def _particle_frame(around: Surroundings, sentence: Sentence, i: int) -> Frame | None:
    """«بحسب المرصد», «وفقا لما ذكره …», «نقلاً عن …»."""
    doc = around.doc
    j = i + 1
    if j >= sentence.last:
        return None
    if doc.words[j].form in ("الي", "عن"):
        j += 1
    if j < sentence.last and doc.words[j].form in ("ما", "لما", "بما"):
        return _as_clause(around, sentence, j, first=i)
    speaker = next(
        (
            found
            for k in range(j, min(j + 3, sentence.last))
            if not any(breaks(doc, m) or doc.words[m].form in around.cues.stop for m in range(j + 1, k + 1))
            and (found := read_source(around, k, sentence.last)) is not None
        ),
        None,
    )
    if speaker is None:
        return None
    return _placed(around, sentence, i, speaker.last, (speaker,), "states")


def _resumed_frame(around: Surroundings, sentence: Sentence, i: int, cue: Cue) -> Frame | None:
    """«… أوردها المرصد», «… تبنته جماعة كذا»: what went before is the word of whoever stands right after."""
    if i + 1 >= sentence.last or breaks(around.doc, i + 1):
        return None
    subject = read_source(around, i + 1, sentence.last)
    if subject is None or not _may_speak(cue, subject):
        return None
    stance = _stance(around, sentence, cue, subject, subject.last)
    return Frame(i, i, subject.last, "backward", (subject,), stance)


def _as_clause(around: Surroundings, sentence: Sentence, i: int, first: int | None = None) -> Frame | None:
    """«حسبما أفاد …», «كما ذكرت …», «وفق ما أعلن …» with the verb right after word `i`."""
    doc, start = around.doc, i if first is None else first
    if i + 1 >= sentence.last:
        return None
    form = doc.words[i + 1].form
    verbs = around.cues.verbs
    cue = verbs.get(form) or verbs.get(form.removesuffix("ه")) or verbs.get(form.removesuffix("ها"))
    if cue is None:
        return None
    subject, _ = speaker_after(around, sentence, i + 1)
    if subject is None:
        return None
    speakers, last = with_relays(around, sentence, subject.last, subject)
    like = first is None and doc.words[i].form in _LIKE
    if like and _goes_on(around, sentence, last):
        return Frame(i + 1, i, last, "forward", speakers, cue.stance, clause_only=cue.use == "act")
    if first is None and doc.words[i].form == "ما" and doc.words[max(i - 1, 0)].form != "علي":
        return None
    return _placed(around, sentence, start, last, speakers, cue.stance)


def _goes_on(around: Surroundings, sentence: Sentence, last: int) -> bool:
    """Whether the clause goes on after its speaker with what was said, rather than ending there."""
    doc = around.doc
    if last + 2 >= sentence.last or breaks(doc, last + 1):
        return False
    form = doc.words[last + 1].form
    return form not in around.cues.skip and not form.startswith("و")


def _placed(
    around: Surroundings,
    sentence: Sentence,
    first: int,
    last: int,
    speakers: tuple[Phrase, ...],
    stance: Stance,
) -> Frame:
    """A particle's frame: it governs what follows where it opens the sentence, else what went before."""
    also = _joined_speaker(around, sentence, last)
    last = also.last if also else last
    joined = around.doc.words[first].form.startswith("وو") or around.doc.words[first].form in _AND_BY
    opens = sentence.last - last > 3 and (joined or first - sentence.first <= 2)
    return Frame(first, first, last, "forward" if opens else "backward", speakers, stance, also=also)


def _noun_frame(around: Surroundings, sentence: Sentence, i: int) -> Frame | None:
    """«منذ إعلان الحكومة …»: what follows is hers. «تحذير روسيا»: the noun itself is."""
    speaker = read_source(around, i + 1, sentence.last)
    if speaker is None or breaks(around.doc, i + 1):
        return None
    if around.doc.words[i].form in around.cues.act_nouns:
        return Frame(i, i, i, "forward", (speaker,), "states", clause_only=True)
    return Frame(i, i, speaker.last, "forward", (speaker,), "states")


def _phrase_frame(around: Surroundings, sentence: Sentence, i: int) -> Frame | None:
    """«على لسان …», «وجاء في بيان …»."""
    doc = around.doc
    for parts in around.cues.phrases[doc.words[i].form]:
        size = len(parts)
        if i + size >= sentence.last or any(doc.words[i + k].form != parts[k] for k in range(1, size)):
            continue
        speaker = read_source(around, i + size, sentence.last)
        if speaker is not None:
            return _placed(around, sentence, i, speaker.last, (speaker,), "states")
    return None
