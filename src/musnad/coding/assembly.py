"""An event record from the tellings of one event."""

import datetime as dt
from collections import Counter

from musnad.coding.circumstances import FINENESS
from musnad.coding.isnad import attribution_for
from musnad.coding.isnad_joining import distinct_chains
from musnad.coding.kinds import ARMED
from musnad.coding.mentions import ActorMention, Attribution, CountMention, PlaceMention, TimeMention
from musnad.coding.merging import Group
from musnad.coding.scene import Scene
from musnad.records import Chain, Count, Event, Modality, Party, PartyKind, Place, Span, Stance, Time, Weapon

_DEFAULTS = {
    "bombing": "strike.shelling",
    "killing": "civilian.killing",
    "strike": "strike.shelling",
    "attack": "clash.fighting",
    "blast": "strike.explosive",
    "launch": "strike.shelling",
    "operation": "clash.fighting",
    "hurt": "civilian.killing",
}


def assemble(scene: Scene, groups: tuple[Group, ...]) -> tuple[Event, ...]:
    """The event records of a report, in the order of their first mention."""
    news_time = _news_time(groups)
    return tuple(_event(scene, group, news_time) for group in groups)


def _event(scene: Scene, group: Group, news_time: TimeMention | None) -> Event:
    mentions = tuple(sorted({t.trigger.span for t in group.tellings}))
    place = _place(group)
    actors = _parties(group, "actors", place)
    attributions = _attributions(scene, group)
    chains = _chains(attributions)
    return Event(
        type=_DEFAULTS.get(group.type, group.type),
        mentions=mentions,
        actors=actors,
        targets=_parties(group, "targets", place),
        weapon=_weapon(group),
        place=place,
        time=_time(scene, group, news_time),
        killed=_count(group, "killed"),
        injured=_count(group, "injured"),
        captured=_count(group, "captured"),
        displaced=_count(group, "displaced"),
        modality=_modality(group),
        background=group.background,
        isnad=chains,
        stance=_stance(attributions, chains, actors),
    )


def _modality(group: Group) -> Modality:
    """The modality told most often, the earliest of equals."""
    told = Counter(t.modality for t in group.tellings)
    return max(told, key=lambda modality: told[modality])


def _place(group: Group) -> Place | None:
    places = [t.place for t in group.tellings if t.place is not None]
    if not places:
        return None
    best = min(places, key=lambda p: FINENESS[p.precision])
    return place_record(best)


def place_record(place: PlaceMention) -> Place:
    """The record of a resolved place."""
    return Place(place.span, place.name, place.country, place.admin1, place.lat, place.lon, place.precision)


def _news_time(groups: tuple[Group, ...]) -> TimeMention | None:
    """The day that the report's news is about, carried to its undated details."""
    for group in groups:
        if group.background:
            continue
        for telling in group.tellings:
            time = telling.time
            if time is not None and time.precision == "day" and not time.recalls and time.role == "at":
                return time
    return None


def _time(scene: Scene, group: Group, news_time: TimeMention | None) -> Time | None:
    times = [t.time for t in group.tellings if t.time is not None]
    order = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
    if times:
        best = min(times, key=lambda t: (order[t.precision], t.clock is None))
        return Time(best.span, best.start, best.end, best.clock, best.precision)
    if news_time is not None and not group.background:
        return Time(None, news_time.start, news_time.end, None, "day")
    published: dt.date | None = scene.doc.published
    if published is None:
        return None
    return Time(None, published, published, None, "unknown")


def _parties(group: Group, role: str, place: Place | None) -> tuple[Party, ...]:
    found: dict[str, ActorMention] = {}
    for telling in group.tellings:
        for mention in getattr(telling, role):
            held = found.get(mention.key)
            if held is None or (held.adjective and not mention.adjective):
                found[mention.key] = mention
    return tuple(Party(m.span, m.name, _kind_at(m, place)) for m in list(found.values())[:4])


def _kind_at(mention: ActorMention, place: Place | None) -> PartyKind:
    """A government on its own ground is `state`, elsewhere `foreign_state`."""
    if mention.kind != "state" or mention.country is None or place is None or place.country is None:
        return mention.kind
    return "state" if mention.country == place.country else "foreign_state"


def _weapon(group: Group) -> Weapon | None:
    for telling in group.tellings:
        if telling.weapon is not None:
            return Weapon(telling.weapon.span)
    return None


def _count(group: Group, what: str) -> Count | None:
    counts = [c for t in group.tellings for c in t.counts if c.what == what]
    if not counts:
        return None
    best = _settled(_without_vague(counts))
    return Count(best.min, best.max, tuple(sorted({c.span for c in counts})))


def _settled(counts: list[CountMention]) -> CountMention:
    """The figure told most often; of equals, the highest: part figures and first tolls stand below it."""
    told = Counter((c.min, c.max) for c in counts)
    return max(counts, key=lambda c: (told[c.min, c.max], c.min))


def _without_vague(counts: list[CountMention]) -> list[CountMention]:
    """A figure beats «قتلى» and «عدد من»: these say no less, only less exactly."""
    exact = [c for c in counts if c.max is not None or c.min > 2]
    return exact or counts


def _attributions(scene: Scene, group: Group) -> list[Attribution]:
    found: list[Attribution] = []
    for telling in group.tellings:
        for attribution in attribution_for(scene.attributions, scene.doc, telling.trigger.first):
            if attribution not in found:
                found.append(attribution)
    return found


def _chains(attributions: list[Attribution]) -> tuple[Chain, ...]:
    return distinct_chains([attribution.chain for attribution in attributions])


def _stance(attributions: list[Attribution], chains: tuple[Chain, ...], actors: tuple[Party, ...]) -> Stance:
    if not chains:
        return "own_voice"
    origin = chains[0][-1]
    if origin.kind == "armed_group" and any(a.kind in ARMED and _same(a.span, origin.span, a.name, origin.name) for a in actors):
        return "claims_responsibility"
    return attributions[0].stance


def _same(a: Span, b: Span | None, name: str, other: str) -> bool:
    return name == other or (b is not None and a[0] < b[1] and b[0] < a[1])
