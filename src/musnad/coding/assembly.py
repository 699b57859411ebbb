"""An event record from the tellings of one event."""

import msgspec

from musnad.coding.confidence import Found, confidence
from musnad.coding.fields import (
    NewsFrame,
    event_count,
    event_modality,
    event_place,
    event_time,
    event_weapon,
    news_frame,
)
from musnad.coding.groups import Group
from musnad.coding.isnad import attribution_for
from musnad.coding.isnad_joining import distinct_chains
from musnad.coding.kinds import ARMED
from musnad.coding.mentions import ActorMention, Attribution, PlaceMention
from musnad.coding.model_isnad import heard_sources, settle_attributions
from musnad.coding.model_status import settle_stance
from musnad.coding.parties import event_parties
from musnad.coding.scene import Scene, family_of
from musnad.coding.speakers import chains_of_speaker, names, speaker_of_chains
from musnad.knowledge.speakers import body_in
from musnad.knowledge.weights import Weights
from musnad.records import Chain, Event, Party, PartyKind, Place, Source, Stance

# the senses that no sentence of an event settled
_DEFAULTS = {
    "bombing": "strike.shelling",
    "strike": "strike.shelling",
    "attack": "clash.fighting",
    "hurt": "civilian.killing",
}
_STATEMENT_STANCES: dict[str, Stance] = {
    "statement.accuse": "accuses",
    "statement.threat": "warns",
    "statement.reject": "denies",
}


def assemble(scene: Scene, groups: tuple[Group, ...], weights: Weights) -> tuple[Event, ...]:
    """The event records of a report, in the order of their first mention; `weights`: of the signs of confidence."""
    frame = news_frame(groups)
    events = ((group, _event(scene, group, frame)) for group in groups)
    return tuple(
        msgspec.structs.replace(event, confidence=confidence(Found(scene, group, event), weights))
        for group, event in events
    )


def _event(scene: Scene, group: Group, frame: NewsFrame) -> Event:
    kind = _DEFAULTS.get(group.type, group.type)
    place = event_place(scene, group, kind, frame)
    acting, suffering = event_parties(scene, [t.parts for t in group.tellings])
    attributions = _attributions(scene, group)
    told = [attribution.chain for attribution in attributions]
    triggers = [t.trigger for t in group.tellings]
    chains = distinct_chains([*told, *heard_sources(scene.doc, scene.encoded, triggers, told, scene.actors)])
    acting = acting or speaker_of_chains(scene, kind, chains)
    chains = chains or chains_of_speaker(kind, acting)
    actors = _records(acting, place)
    return Event(
        type=kind,
        mentions=tuple(sorted({t.trigger.span for t in group.tellings})),
        actors=actors,
        targets=_records(suffering, place),
        weapon=event_weapon(group),
        place=place,
        time=event_time(scene, group, frame),
        killed=event_count(scene, group, "killed"),
        injured=event_count(scene, group, "injured"),
        captured=event_count(scene, group, "captured"),
        displaced=event_count(scene, group, "displaced"),
        modality=event_modality(group),
        background=group.background,
        isnad=_at_home(chains, place or frame.place, scene.doc.report.text),
        stance=settle_stance(scene.encoded, triggers, _stance(kind, attributions, chains, actors)),
    )


def _records(mentions: tuple[ActorMention, ...], place: Place | None) -> tuple[Party, ...]:
    return tuple(Party(m.span, m.name, _kind_at(m, place)) for m in mentions)


def _at_home(chains: tuple[Chain, ...], place: Place | PlaceMention | None, text: str) -> tuple[Chain, ...]:
    """The chains with sources of a name that several countries share as those of the country where it happened."""
    country = place.country if place else None

    def named(source: Source) -> Source:
        there = body_in(country, text[slice(*source.span)]) if source.span else None
        return msgspec.structs.replace(source, name=there) if there else source

    return tuple(tuple(named(source) for source in chain) for chain in chains)


def _kind_at(mention: ActorMention, place: Place | None) -> PartyKind:
    """A government on its own ground is `state`, elsewhere `foreign_state`."""
    if mention.kind != "state" or mention.country is None or place is None or place.country is None:
        return mention.kind
    return "state" if mention.country == place.country else "foreign_state"


def _attributions(scene: Scene, group: Group) -> list[Attribution]:
    found: list[Attribution] = []
    for telling in group.tellings:
        for attribution in attribution_for(scene.attributions, scene.doc, telling.trigger.first):
            if attribution not in found:
                found.append(attribution)
    return settle_attributions(scene.encoded, [t.trigger for t in group.tellings], found, scene.attributions)


def _stance(kind: str, attributions: list[Attribution], chains: tuple[Chain, ...], actors: tuple[Party, ...]) -> Stance:
    if not chains:
        return "own_voice"
    stated = attributions[0].stance if attributions else "states"
    if stated == "states" and kind in _STATEMENT_STANCES:
        return _STATEMENT_STANCES[kind]
    if stated in ("states", "confirms") and _is_own_attack(kind, chains[0][-1], actors):
        return "claims_responsibility"
    return stated


def _is_own_attack(kind: str, origin: Source, actors: tuple[Party, ...]) -> bool:
    """An armed group that announces its own attack claims it (contract, section 5, "Isnad")."""
    if origin.kind != "armed_group" or family_of(kind) not in ("strike", "clash"):
        return False
    return any(a.kind in ARMED and _is_same(a, origin) for a in actors)


def _is_same(party: Party, source: Source) -> bool:
    return party.name == source.name or names(source, party.span)
