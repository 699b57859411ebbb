"""Who did it to whom: the parties of one trigger, and of all the tellings of one event.

Each party near a trigger is weighed by its signs (`parties_signs`): how likely it is to act, to be acted
upon, or to play no part. The likeliest are kept; nobody acts upon itself.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.parties_signs import Candidate, candidates
from musnad.coding.scene import Part, Scene
from musnad.knowledge.roles import RoleWeight

Parties = tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]

_LIKELY = 0.35
_LIKELY_TARGET = 0.3
_LIKELY_OF_EVENT = 0.3
_SECOND = 0.4
_SHARE = 0.75
_MOST = 3
# what speaks for one mention of a party over another as the words that name it in the record
_HEADLINE = -0.45
_LATER = -0.2
_LAST = 5
_LONGER = 0.025
_LONG = 30
_INDIRECT = -0.3
_PRONOUNS = ("ها", "هم", "ه", "نا")

_Told = tuple[float, ActorMention]
# which telling names a party, how likely it plays the part there, and by which words
_Named = tuple[int, float, ActorMention]


def telling_parties(parts: Sequence[Part]) -> Parties:
    """The actors and targets that one sentence gives its trigger, likeliest first; each may be empty."""
    actors = _likeliest(((p.acts, p.party) for p in parts), _LIKELY)
    acting = {party.key for party in actors}
    targets = _likeliest(((p.suffers, p.party) for p in parts if p.party.key not in acting), _LIKELY_TARGET)
    return actors, targets


def event_parties(scene: Scene, told: Sequence[Sequence[Part]]) -> Parties:
    """The actors and targets of an event, from the parts in its tellings: who plays one oftenest and surest."""
    actors = _settled(scene, [[(p.acts, p.party) for p in parts] for parts in told])
    acting = {party.key for party in actors}
    targets = _settled(scene, [[(p.suffers, p.party) for p in parts if p.party.key not in acting] for parts in told])
    return actors, targets


def weigh(scene: Scene, trigger: TriggerMention, weights: Mapping[str, RoleWeight]) -> tuple[Part, ...]:
    """Every party that may play a part in a trigger's event, with how likely it is to.

    Those of the sentence before can only act, and only where the own sentence names nobody likelier.
    """
    sentence = scene.doc.sentence_of[trigger.first]
    parts: list[Part] = []
    for candidate in candidates(scene, trigger):
        if scene.doc.sentence_of[candidate.party.first] == sentence:
            parts.append(_part(candidate, weights))
        elif any(part.acts >= _LIKELY for part in parts):
            break
        else:
            parts.append(_part(candidate, weights)._replace(suffers=0.0))
    return tuple(parts)


def _part(candidate: Candidate, weights: Mapping[str, RoleWeight]) -> Part:
    actor = target = 0.0
    get = weights.get
    for sign in candidate.signs:
        weight = get(sign)
        if weight is not None:
            actor += weight[0]
            target += weight[1]
    top = max(actor, target, 0.0)
    acts, suffers, none = math.exp(actor - top), math.exp(target - top), math.exp(-top)
    whole = acts + suffers + none
    return Part(candidate.party, acts / whole, suffers / whole)


def _likeliest(weighed: Iterable[_Told], likely: float) -> tuple[ActorMention, ...]:
    best: dict[str, _Told] = {}
    for odds, party in weighed:
        if odds >= likely and odds > best.get(party.key, (0.0, party))[0]:
            best[party.key] = (odds, party)
    ranking = sorted(best.values(), key=lambda told: (-told[0], told[1].first))
    return _without_echoes([p for rank, (odds, p) in enumerate(ranking) if rank == 0 or odds >= _SECOND])


def _settled(scene: Scene, tellings: Sequence[Sequence[_Told]]) -> tuple[ActorMention, ...]:
    """Who plays one part in an event, by the sum of what its tellings say."""
    found: dict[str, list[_Named]] = {}
    sums: Counter[str] = Counter()
    for place, telling in enumerate(tellings):
        surest: dict[str, float] = {}
        for odds, party in telling:
            who = _identity(scene, party)
            surest[who] = max(odds, surest.get(who, 0.0))
            found.setdefault(who, []).append((place, odds, party))
        sums.update(surest)
    ranking = sorted(found, key=lambda who: -sums[who])
    kept: list[ActorMention] = []
    for rank, who in enumerate(ranking[:_MOST]):
        surely = max(odds for _, odds, _ in found[who]) >= (_SECOND if rank else _LIKELY_OF_EVENT)
        if surely and sums[who] >= _SHARE * sums[ranking[0]]:
            kept.append(_best_named(scene, found[who]))
    return _without_echoes(kept)


def _without_echoes(parties: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """Less the adjectives of a country whose forces are named outright."""
    named = {party.country for party in parties if not party.adjective and party.country}
    return tuple(p for p in parties if not (p.adjective and p.country in named))[:_MOST]


def _identity(scene: Scene, party: ActorMention) -> str:
    """Whom words name: people and things of no side are told apart by their noun."""
    if not party.key.startswith(("civilians", "object")):
        return party.key
    word = scene.doc.span(party.first, party.first)
    return f"{party.key}/{scene.doc.words[party.first].form[party.span[0] - word[0] :]}"


def _best_named(scene: Scene, named: Sequence[_Named]) -> ActorMention:
    """The mention that names a party best: early in the body, in full, and not by a pronoun."""

    def worth(one: _Named) -> float:
        place, odds, party = one
        headline = scene.doc.sentences[scene.doc.sentence_of[party.first]].kind == "headline"
        indirect = party.adjective + _by_pronoun(scene, party)
        letters = min(party.span[1] - party.span[0], _LONG)
        return odds + _HEADLINE * headline + _LATER * min(place, _LAST) + _LONGER * letters + _INDIRECT * indirect

    _, _, best = max(named, key=worth)
    return _antecedent(scene, best) if _by_pronoun(scene, best) else best


def _by_pronoun(scene: Scene, party: ActorMention) -> bool:
    """«قواتها», «مجاهدونا»: a noun that names its party by a pronoun alone."""
    start, end = party.span
    return party.first == party.last and scene.doc.report.text[start:end].endswith(_PRONOUNS)


def _antecedent(scene: Scene, party: ActorMention) -> ActorMention:
    """The words of the same sentence, or else before it, to which the pronoun points."""
    named = [
        a
        for a in scene.actors
        if a.key == party.key and a.first < party.first and not a.adjective and not _by_pronoun(scene, a)
    ]
    return named[-1] if named else party
