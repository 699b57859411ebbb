"""How likely each value of an event is right, from how it was found.

For every field there are named signs: how sure the rules and the network were, and what else might have been
meant. What each sign is worth was learned from reports that neither had been taught (`tools/train_confidence.py`),
so that of the values said to be right at 0.7, seven in ten are.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from musnad.coding.groups import Group
from musnad.coding.model_signs import step
from musnad.coding.scene import Scene, family_of
from musnad.knowledge.weights import BIAS, Weights
from musnad.model.encoded import Encoded
from musnad.records import Confidence, Count, Event, Party, Span

Signs = tuple[str, ...]
_COUNTS = ("killed", "injured", "captured", "displaced")
_FURTHEST, _STEPS = 6.0, 1.5
_SOME = 3


class Found(NamedTuple):
    """An event with what it was made of."""

    scene: Scene
    group: Group
    event: Event


def confidence(found: Found, weights: Weights) -> Confidence:
    """How likely the event and each of its values are right, to two places."""
    return Confidence(**{field: _likely(weights, field, signs) for field, signs in field_signs(found).items()})


def field_signs(found: Found) -> dict[str, Signs]:
    """For each field of `Confidence`, what speaks for and against its value."""
    event, group = found.event, found.group
    place, time = _place(found), _time(found)
    counts = {what: _count(found, what) for what in _COUNTS}
    modality, isnad = _modality(found), _isnad(found)
    kind = _type(found)
    told = (
        f"odds={_odds(group.odds)}",
        f"tellings={min(len(group.tellings), _SOME)}",
        f"family={family_of(event.type)}",
        f"background={event.background}",
        f"headline={group.tellings[0].headline}",
    )
    own: dict[str, Signs] = {
        "event": (f"odds={_odds(group.odds, 3)}", f"family={family_of(event.type)}&sure={group.odds > 0}"),
        "type": kind,
        "actors": _parties(found, event.actors, "actor"),
        "targets": _parties(found, event.targets, "target"),
        "weapon": (f"weapon={event.weapon is not None}",),
        "place": place,
        "time": time,
        **counts,
        "modality": modality,
        "background": _background(found),
        "stance": (*_stance(found), *isnad),
        "isnad": isnad,
        "record": (*kind, *place, *time, *counts["killed"], *modality, *isnad),
    }
    return {field: (*told, *signs) for field, signs in own.items()}


def _likely(weights: Weights, field: str, signs: Iterable[str]) -> float:
    odds = sum(weights.get(f"{field}:{sign}", 0.0) for sign in (BIAS, *signs))
    return round(1 / (1 + math.exp(-odds)), 2)


def _odds(odds: float, steps: float = _STEPS) -> int:
    return round(max(-_FURTHEST, min(_FURTHEST, odds)) * steps)


def _related(found: Found, relation: str, spans: Iterable[Span]) -> str:
    """The step that the network's surest answer reaches for some words; `-` without a network or words."""
    encoded = found.scene.encoded
    some = list(spans)
    if encoded is None or not some:
        return "-"
    triggers = [t.trigger.span for t in found.group.tellings[:_SOME]]
    return str(step(max(encoded.related_to_any(relation, triggers, span) for span in some)))


def _said(found: Found, asked: Callable[[Encoded, Span], float]) -> str:
    """The step that the network's answer reaches at the trigger where it is surest; `-` without a network."""
    encoded = found.scene.encoded
    if encoded is None:
        return "-"
    return str(step(max(asked(encoded, t.trigger.span) for t in found.group.tellings)))


def _type(found: Found) -> Signs:
    kind = found.event.type
    said = _said(found, lambda encoded, at: encoded.types(at).get(kind, 0.0))
    certainty = found.group.surest.certainty
    return f"type={kind}", f"certainty={certainty}", f"said={said}", f"certainty={certainty}&said={said}"


def _parties(found: Found, parties: Sequence[Party], role: str) -> Signs:
    """How likely the chosen were, the least likely of them, and the likeliest of those not chosen."""
    chosen = {party.span for party in parties}
    odds: dict[Span, float] = {}
    for telling in found.group.tellings:
        for part in telling.parts:
            likely = part.acts if role == "actor" else part.suffers
            odds[part.party.span] = max(odds.get(part.party.span, 0.0), likely)
    least = step(min((odds.get(span, 0.0) for span in chosen), default=0.0))
    rival = step(max((likely for span, likely in odds.items() if span not in chosen), default=0.0))
    some = min(len({party.name for party in parties}), _SOME)
    said = _related(found, role, chosen)
    return f"parties={some}", f"least={least}&some={bool(some)}", f"rival={rival}", f"said={said}"


def _place(found: Found) -> Signs:
    place = found.event.place
    chosen = {place.span} if place else set()
    own = any(t.place is not None and t.place.span in chosen for t in found.group.tellings)
    rivals = {p.span for p in found.scene.places} - chosen
    said = _related(found, "place", chosen)
    return (
        f"place={place.precision if place else '-'}",
        f"place_own={own}",
        f"place_said={said}",
        f"place_own={own}&said={said}",
        f"place_rival={_related(found, 'place', rivals)}",
        f"place_rivals={min(len(rivals), _SOME)}&some={place is not None}",
    )


def _time(found: Found) -> Signs:
    time = found.event.time
    chosen = {time.span} if time and time.span else set()
    rivals = {t.span for t in found.scene.times} - chosen
    return (
        f"time={time.precision if time else '-'}&own={bool(chosen)}&background={found.event.background}",
        f"time_said={_related(found, 'time', chosen)}",
        f"time_rival={_related(found, 'time', rivals)}",
        f"time_rivals={min(len(rivals), _SOME)}&own={bool(chosen)}",
    )


def _count(found: Found, what: str) -> Signs:
    count: Count | None = getattr(found.event, what)
    chosen = set(count.spans) if count else set()
    rivals = {c.span for c in found.scene.counts if c.what == what} - chosen
    shape = "-" if count is None else f"{count.max is not None}|{min(len(chosen), _SOME)}"
    return (
        f"{what}={shape}",
        f"{what}_said={_related(found, what, chosen)}",
        f"{what}_rival={_related(found, what, rivals)}",
        f"{what}_rivals={min(len(rivals), _SOME)}&some={count is not None}",
    )


def _modality(found: Found) -> Signs:
    modality = found.event.modality
    said = _said(found, lambda encoded, at: encoded.modality(at).get(modality, 0.0))
    return f"modality={modality}", f"modality_said={said}"


def _background(found: Found) -> Signs:
    said = _said(found, lambda encoded, at: encoded.background(at))
    return (f"background={found.event.background}&said={said}",)


def _stance(found: Found) -> Signs:
    stance = found.event.stance
    said = _said(found, lambda encoded, at: encoded.stance(at).get(stance, 0.0))
    return f"stance={stance}", f"stance_said={said}"


def _isnad(found: Found) -> Signs:
    chains = found.event.isnad
    chosen = [chain[-1].span for chain in chains if chain[-1].span is not None]
    sources = {n.span for a in found.scene.attributions for n in a.chain if n.span is not None}
    rivals = sources - set(chosen)
    return (
        f"chains={min(len(chains), _SOME)}",
        f"origin={chains[0][-1].kind if chains else '-'}",
        f"origin_said={_related(found, 'origin', chosen)}",
        f"origin_rival={_related(found, 'origin', rivals)}",
        f"origin_rivals={min(len(rivals), _SOME)}&some={bool(chains)}",
    )
