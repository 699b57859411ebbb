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
    """Each way of knowing once, in the order of the text."""
    kept: dict[tuple[tuple[str, str], ...], Chain] = {}
    for chain in chains:
        if chain:
            kept.setdefault(tuple(map(_identity, chain)), chain)
    return tuple(kept.values())


def _identity(source: Source) -> tuple[str, str]:
    return source.kind, source.name
