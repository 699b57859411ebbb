"""One voice, one chain: a source met again is the one named before, with its relays.

Names are equal here however the text puts them: the finding stage gives «المصادر» and a bare surname the name
of whom they point back at.
"""

import msgspec

from musnad.coding.mentions import Attribution
from musnad.records import Chain, Source


def with_relays(attributions: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Give a bare source the relay through which the report elsewhere says it was heard.

    «كشفت مصادر أمنية … . وقالت المصادر لوكالة كذا»: the first sentence, too, is known through the agency.
    """
    relays = {_identity(a.chain[-1]): a.chain[:-1] for a in reversed(attributions) if len(a.chain) > 1}
    return tuple(_relayed(attribution, relays) for attribution in attributions)


def _relayed(attribution: Attribution, relays: dict[tuple[str, str], Chain]) -> Attribution:
    if len(attribution.chain) != 1:
        return attribution
    through = relays.get(_identity(attribution.chain[0]))
    if through is None:
        return attribution
    return msgspec.structs.replace(attribution, chain=through + attribution.chain)


def distinct_chains(chains: list[Chain]) -> tuple[Chain, ...]:
    """Each way of knowing once, in the order of the text; in the words that name its origin in full."""
    kept: dict[tuple[tuple[str, str], ...], Chain] = {}
    for chain in chains:
        if chain:
            voice = tuple(map(_identity, chain))
            kept[voice] = max(kept.get(voice, chain), chain, key=_fullness)
    return tuple(kept.values())


def _fullness(chain: Chain) -> int:
    """How many letters name the origin: a headline has «أردوغان», the body «الرئيس التركي رجب طيب أردوغان»."""
    span = chain[-1].span
    return span[1] - span[0] if span else 0


def _identity(source: Source) -> tuple[str, str]:
    return source.kind, source.name
