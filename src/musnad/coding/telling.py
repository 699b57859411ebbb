"""Each trigger with what its sentence says about it."""

from collections.abc import Mapping

from musnad.coding.circumstances import assign_counts, find_place, find_time
from musnad.coding.entities import WeaponMention
from musnad.coding.kinds import ARMED, resolve_kind
from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.model_kinds import settle_kind
from musnad.coding.model_status import settle_background, settle_modality
from musnad.coding.parties import telling_parties, weigh
from musnad.coding.scene import Scene, Telling, family_of
from musnad.coding.status import find_modality, is_recalled, recalling_sentences, tally_sentences
from musnad.knowledge.kinds import KindWords
from musnad.knowledge.roles import RoleWeight, RoleWords
from musnad.knowledge.status import StatusWords

_WEAPON_BEHIND, _WEAPON_AHEAD = 7, 12
_QUOTES = "\"«“‘'"
_VIOLENT = frozenset(
    (
        *("bombing", "strike", "attack", "blast", "killing", "launch"),
        *("clash", "civilian", "demo", "coercion", "operation"),
    )
)


def tell(
    scene: Scene,
    roles: RoleWords,
    part_weights: Mapping[str, RoleWeight],
    status: StatusWords,
    kinds: KindWords,
) -> tuple[Telling, ...]:
    """The tellings of a report in the order of the text."""
    if not scene.triggers:
        return ()
    tallies = tally_sentences(scene, status)
    counts = assign_counts(scene, _count_owners(scene, tallies), roles)
    recalling = recalling_sentences(scene, status)
    tellings = []
    for trigger in scene.triggers:
        sentence = scene.sentence_of(trigger)
        index = sentence.index
        if trigger.type == "hurt" and trigger not in counts:
            continue
        if trigger.type == "operation" and not trigger.definite:
            continue
        parts = weigh(scene, trigger, part_weights)
        actors, targets = telling_parties(parts)
        kind, certainty = resolve_kind(scene, trigger, actors, targets, kinds)
        kind, certainty = settle_kind(scene.encoded, trigger, kind, certainty)
        if index in tallies and kind == "hurt":
            kind, certainty = "tally.casualties", "stated"
        time = find_time(scene, trigger)
        placing = find_place(scene, trigger, roles, kind)
        tellings.append(
            Telling(
                trigger=trigger,
                type=kind,
                certainty=certainty,
                sentence=index,
                headline=sentence.kind == "headline",
                passing=_is_passing(scene, trigger, status, index in tallies),
                another=_is_another(scene, trigger, status),
                lacks=None if _needs_met(scene, trigger) else trigger.needs,
                place=placing.place if placing else None,
                firmly_placed=placing is not None and placing.firm,
                time=time,
                counts=counts.get(trigger, ()),
                parts=parts,
                actors=actors,
                targets=targets,
                weapon=_weapon(scene, trigger),
                modality=settle_modality(scene.encoded, trigger, find_modality(scene, trigger, status)),
                background=settle_background(scene.encoded, trigger, is_recalled(scene, time, index, recalling)),
            )
        )
    return tuple(tellings)


def _is_passing(scene: Scene, trigger: TriggerMention, status: StatusWords, tallied: bool) -> bool:
    """Words that never tell a new event: any such thing, attacks at large, an operation's name, parts of a toll."""
    if trigger.weak or (tallied and family_of(trigger.type) in _VIOLENT):
        return True
    if trigger.verb:
        return False
    doc = scene.doc
    previous = doc.words[trigger.first - 1].form if trigger.first else ""
    if previous.removeprefix("و") in status.nonspecific:
        return True
    named = trigger.last + 1 < len(doc.words) and not doc.between(trigger.last, trigger.last + 1).isspace()
    if named and trigger.type == "clash.fighting":
        return any(mark in doc.between(trigger.last, trigger.last + 1) for mark in _QUOTES)
    return trigger.plural and trigger.type == "attack" and not _has_own_day(scene, trigger)


def _is_another(scene: Scene, trigger: TriggerMention, status: StatusWords) -> bool:
    doc = scene.doc
    sentence = scene.sentence_of(trigger)
    after = doc.words[trigger.first + 1 : min(trigger.last + 3, sentence.last)]
    return any(word.form in status.another for word in after)


def _has_own_day(scene: Scene, trigger: TriggerMention) -> bool:
    time = find_time(scene, trigger)
    return time is not None and time.precision == "day"


def _count_owners(scene: Scene, tallies: frozenset[int]) -> tuple[TriggerMention, ...]:
    """Casualties belong to what caused them; only where a sentence names no cause, to the words of harm."""
    sentence_of = scene.doc.sentence_of
    causes = tuple(
        t
        for t in scene.triggers
        if family_of(t.type) in _VIOLENT and not t.weak and sentence_of[t.first] not in tallies
    )
    caused = {sentence_of[t.first] for t in causes}
    bare = tuple(
        t
        for t in scene.triggers
        if t.type in ("hurt", "tally.casualties", "operation") and sentence_of[t.first] not in caused
    )
    return causes + bare


def _needs_met(scene: Scene, trigger: TriggerMention) -> bool:
    if trigger.needs is None:
        return True
    inside = scene.sentence_of(trigger).holds
    if trigger.needs == "place":
        return any(inside(p.first) for p in scene.places)
    if trigger.needs == "hurt":
        return any(inside(c.first) for c in scene.counts)
    parties = [a for a in scene.actors if inside(a.first)]
    if trigger.needs == "armed":
        return any(a.kind in ARMED for a in parties) or any(inside(w.first) for w in scene.weapons)
    if trigger.needs == "party":
        return any(a.kind != "civilians" for a in parties)
    return any(_speaks(scene, trigger, a) for a in parties) or scene.is_attributed(trigger)


def _speaks(scene: Scene, trigger: TriggerMention, party: ActorMention) -> bool:
    return party.kind != "civilians" and abs(party.first - trigger.first) <= 8


def _weapon(scene: Scene, trigger: TriggerMention) -> WeaponMention | None:
    sentence = scene.sentence_of(trigger)
    near = [
        w
        for w in scene.weapons
        if sentence.holds(w.first) and -_WEAPON_BEHIND <= w.first - trigger.first <= _WEAPON_AHEAD and not w.platform
    ]
    return min(near, key=lambda w: abs(w.first - trigger.first), default=None)
