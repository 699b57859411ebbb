"""Who first said it: the far ends of the chains, counted once however many outlets pass them on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from musnad.arabic.folding import fold_text
from musnad.arabic.words import bare, words
from musnad.knowledge.linking import LinkingRules
from musnad.knowledge.speakers import body_of
from musnad.linking.tellings import Telling
from musnad.records import Chain, Origin, Source, SourceKind

# kinds whose words name nobody: two outlets' «security sources» are two origins
_UNNAMED: frozenset[SourceKind] = frozenset(
    ("security_anonymous", "official_anonymous", "local_anonymous", "witness", "social_media", "own_correspondent")
)


class _Named(msgspec.Struct, frozen=True):
    """An origin as one telling names it; `through` is who tells of one that has no name, else empty."""

    name: str
    kind: SourceKind
    through: str

    def __str__(self) -> str:
        return f"{self.name} ({self.through})" if self.through else self.name


class Origins:
    """The independent origins of one incident: what different reports call by different words, under one name."""

    def __init__(self, tellings: Iterable[Telling], rules: LinkingRules) -> None:
        named = dict.fromkeys(named for telling in tellings for named in _origins(telling))
        self._same = _joined(list(named), rules)

    def of(self, telling: Telling) -> list[str]:
        """The names of a telling's origins, each once."""
        return list(dict.fromkeys(str(self._same.get(named, named)) for named in _origins(telling)))

    def of_all(self, tellings: Iterable[Telling]) -> tuple[Origin, ...]:
        """The origins of some of the tellings, with the reports that reached us from each; those of most first."""
        reports: defaultdict[_Named, dict[str, None]] = defaultdict(dict)
        for telling in tellings:
            for named in _origins(telling):
                reports[self._same[named]][telling.key[0]] = None
        order = sorted(reports, key=lambda named: (-len(reports[named]), str(named)))
        return tuple(Origin(str(named), named.kind, tuple(reports[named])) for named in order)


def _origins(telling: Telling) -> Iterator[_Named]:
    """The far end of each chain; a report that says it in its own voice is one, or whoever first printed its text."""
    chains = [chain for chain in telling.event.isnad if chain]
    if not chains:
        yield _Named(telling.voice.outlet, "outlet", "")
    for chain in chains:
        yield _origin(chain, telling)


def _origin(chain: Chain, telling: Telling) -> _Named:
    last: Source = chain[-1]
    if last.kind not in _UNNAMED:
        return _Named(last.name, last.kind, "")
    return _Named(last.name, last.kind, chain[-2].name if len(chain) > 1 else telling.voice.outlet)


class _Meaning(msgspec.Struct, frozen=True):
    """What of a name tells an origin from another."""

    words: frozenset[str]
    through: frozenset[str]
    body: str | None


def _joined(named: list[_Named], rules: LinkingRules) -> dict[_Named, _Named]:
    """For each name the one under which its origin goes: of those that mean the same, the longest."""
    meant = {one: _Meaning(_words(one.name, rules), _words(one.through, rules), body_of(one.name)) for one in named}
    under = {one: one for one in named}
    for a, b in combinations(sorted(named, key=lambda one: (-len(one.name), str(one))), 2):
        if under[b] == b and _same(a, meant[a], b, meant[b], rules):
            under[b] = under[a]
    return under


def _same(a: _Named, one: _Meaning, b: _Named, other: _Meaning, rules: LinkingRules) -> bool:
    """Whether two names mean one origin: «المجلس المحلي» and «عضو في المجلس المحلي للبلدة»."""
    if a.kind in _UNNAMED or b.kind in _UNNAMED:
        if a.kind != b.kind:
            return False
        if one.through & other.through:
            return one.words <= other.words or other.words <= one.words
        return one.words == other.words and len(one.words) >= rules.telling_words
    if one.body and one.body == other.body:
        return True
    small, large = sorted((one.words, other.words), key=len)
    return bool(small) and (small == large or (len(small) > 1 and small <= large))


def _words(name: str, rules: LinkingRules) -> frozenset[str]:
    return frozenset(bare(word.form) for word in words(fold_text(name.lower()))) - rules.passing_words
