"""Which groups of tellings are events of their own, and which only harm or hints told without a cause."""

import msgspec

from musnad.arabic.clitics import analyses
from musnad.coding.groups import Group
from musnad.coding.mentions import TriggerMention
from musnad.coding.model_signs import tells_event
from musnad.coding.scene import Scene, Telling
from musnad.knowledge.weights import Weights, log_odds

# An event is kept where it is likelier than this to be one: at even odds too much would be lost.
_KEEP = -1.0
# beside the network less is lost, and less need be kept on doubt
_KEEP_WITH_MODEL = -0.6
# a report that tells of nothing else is more likely to tell of this
_KEEP_ALONE = -2.0
# what the rules alone are as sure of as this, the network does not take away where it sees it at all
_SURE, _SEEN = 2.0, 0.5
_LEAD = 3
_STEM = 3
_QUOTES = frozenset("\"«“‘'")


def select(
    scene: Scene, groups: tuple[Group, ...], weights: Weights, rules: Weights | None = None
) -> tuple[Group, ...]:
    """The groups that make an event record, with their odds; of a report with none, the one that was nearly kept.

    `rules`: what the signs are worth without the network. What they alone are sure of is kept beside it, too.
    """
    least = _KEEP if scene.encoded is None else _KEEP_WITH_MODEL
    odds: dict[int, float] = {}
    kept: set[int] = set()
    for index, group in enumerate(groups):
        if not _may_be(group):
            continue
        signs = selection_signs(scene, group, groups[:index])
        odds[index] = log_odds(weights, signs)
        if odds[index] >= least or _is_sure(scene, group, signs, rules):
            kept.add(index)
    if not kept and odds:
        # the last of equals
        likeliest = max(odds, key=lambda index: (odds[index], index))
        kept = {likeliest} if odds[likeliest] >= _KEEP_ALONE else kept
    return tuple(msgspec.structs.replace(groups[index], odds=odds[index]) for index in sorted(kept))


def _is_sure(scene: Scene, group: Group, signs: tuple[str, ...], rules: Weights | None) -> bool:
    """Whether the rules alone, to which the network's signs are worth nothing, are sure of what the network sees."""
    encoded = scene.encoded
    if encoded is None or rules is None or max(encoded.telling(t.trigger.span) for t in group.tellings) < _SEEN:
        return False
    return log_odds(rules, signs) >= _SURE


def _may_be(group: Group) -> bool:
    """Harm alone is an event only where the headline tells it; an operation alone is none."""
    if group.type == "operation":
        return False
    if group.type == "hurt":
        killed = any(c.what == "killed" and c.min > 0 for t in group.tellings for c in t.counts)
        return killed and group.tellings[0].headline
    return True


def selection_signs(scene: Scene, group: Group, before: tuple[Group, ...]) -> tuple[str, ...]:
    """What speaks for and against a group being an event, as named signs; `before`: the groups told before it."""
    tellings = group.tellings
    first = tellings[0]
    family = group.family
    single = len(tellings) == 1
    placed = _place(tellings)
    timed = any(t.time is not None for t in tellings)
    counted = any(t.counts for t in tellings)
    acted = any(t.actors for t in tellings)
    aimed = any(t.targets for t in tellings)
    word = first.word_form
    position = _position(first)
    again = any(other.type == group.type for other in before)
    kin = any(other.family == family for other in before)
    return (
        f"type={group.type}",
        f"type={group.type}&single={single}",
        f"family={family}&single={single}",
        f"family={family}&background={group.background}",
        f"single={single}&background={group.background}",
        f"single={single}&word={word}",
        f"family={family}&word={word}",
        f"place={placed}",
        f"family={family}&place={placed}",
        f"time={timed}&single={single}",
        f"family={family}&time={timed}",
        f"count={counted}&single={single}",
        f"family={family}&count={counted}",
        f"actor={acted}&target={aimed}",
        f"family={family}&actor={acted}",
        f"family={family}&target={aimed}",
        f"specific={sum((placed != 'no', timed, counted, acted))}&single={single}",
        f"modality={first.modality}",
        f"position={position}",
        f"position={position}&family={family}",
        f"sense={first.trigger.type}",
        f"certainty={first.certainty}&single={single}",
        f"again={again}&single={single}",
        f"again={again}&place={placed}",
        f"kin={kin}&word={word}",
        f"tellings={min(len(tellings), 4)}",
        f"lacks={first.lacks}",
        f"lacks={all(t.lacks for t in tellings)}",
        f"lacks={first.lacks}&family={family}",
        *_wording(scene, first, single),
        *(tells_event(scene.encoded, group, before) if scene.encoded is not None else ()),
    )


def _wording(scene: Scene, telling: Telling, single: bool) -> list[str]:
    """The words around the first telling: what leads up to it, and how its sentence opens."""
    doc, trigger = scene.doc, telling.trigger
    sentence = doc.sentences[telling.sentence]
    forms = [word.form for word in doc.words[sentence.first : sentence.last]]
    at = trigger.first - sentence.first
    attributed = scene.is_attributed(trigger)
    rivals = sum(1 for t in scene.triggers if sentence.holds(t.first)) - 1
    head = min(analyses(forms[at]), key=lambda a: len(a.stem)).stem if trigger.verb else forms[at]
    return [
        f"head={_bare(forms[at])}",
        f"head={_bare(head)}&single={single}",
        f"left={forms[at - 1] if at else '^'}",
        f"right={forms[trigger.last - sentence.first + 1] if trigger.last + 1 < sentence.last else '$'}",
        f"opening={forms[0].removeprefix('و')}",
        f"opening={' '.join(forms[:2])}",
        f"depth={min(at // 6, 4)}",
        f"attributed={attributed}",
        f"attributed={attributed}&depth={min(at // 6, 4)}",
        f"rivals={min(rivals, 4)}",
        f"rivals={min(rivals, 4)}&single={single}",
        f"quoted={_quoted(scene, trigger)}",
        f"glue={forms[at][:1] if forms[at][:1] in 'وفبل' else ''}",
    ]


def _bare(form: str) -> str:
    for prefix in ("وال", "بال", "فال", "كال", "ال", "لل", "و", "ف", "ب", "ل"):
        if form.startswith(prefix) and len(form) - len(prefix) >= _STEM:
            return form[len(prefix) :]
    return form


def _quoted(scene: Scene, trigger: TriggerMention) -> bool:
    start = scene.doc.words[trigger.first].start
    return scene.doc.text[max(0, start - 2) : start].strip()[-1:] in _QUOTES


def _place(tellings: tuple[Telling, ...]) -> str:
    precisions = [t.place.precision for t in tellings if t.place is not None]
    if not precisions:
        return "no"
    fine = any(p in ("site", "settlement", "near", "district") for p in precisions)
    return "fine" if fine else "coarse"


def _position(telling: Telling) -> str:
    if telling.headline:
        return "headline"
    return "lead" if telling.sentence <= _LEAD else "body"
