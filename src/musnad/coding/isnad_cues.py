"""The words that say whose words follow or went before, by form."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.sources import Verb, VerbUse, attribution_words, source_words
from musnad.records import Stance


class Cue(msgspec.Struct, frozen=True):
    """What a verb form of attribution means.

    `follows` is true of participles («مضيفاً»). `transitive` says that whoever follows may be spoken to or of
    rather than speaking.
    """

    stance: Stance
    use: VerbUse
    follows: bool = False
    transitive: bool = False
    feminine: bool = False


class CueTable(msgspec.Struct, frozen=True):
    """All cue words, folded. `opening` holds every form that may be a cue; `resumed` verbs with a pronoun
    for what was told («حصيلة أوردها فلان»).
    """

    verbs: dict[str, Cue]
    resumed: dict[str, Cue]
    particles: frozenset[str]
    nouns: frozenset[str]
    act_nouns: frozenset[str]
    causing: frozenset[str]
    masculine: frozenset[str]
    clause_particles: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    complementizers: frozenset[str]
    impersonal: frozenset[str]
    settings: frozenset[str]
    stop: frozenset[str]
    news_nouns: frozenset[str]
    skip: frozenset[str]
    opening: frozenset[str]


@cache
def cue_table() -> CueTable:
    """The cues, with all forms of the verbs made from their principal parts."""
    lists = attribution_words()
    skipped = _folded(lists.skip_forms)
    verbs: dict[str, Cue] = {}
    for verb in lists.verbs:
        for form in _finite_forms(verb.past, verb.past_f, verb.present):
            feminine = form.startswith("ت") if form[1:] == fold_text(verb.present)[1:] else form.endswith("ت")
            cue = Cue(verb.stance, verb.use, transitive=verb.transitive, feminine=feminine)
            prefixes = ("", "و", "ف", "ل", "س", "وس") if form[0] in "يت" else ("", "و", "ف")
            for full in (prefix + form for prefix in prefixes):
                if full not in skipped:
                    verbs.setdefault(full, cue)
        for form in _participles(verb.participle):
            for full in (form, "و" + form):
                if full not in skipped:
                    verbs.setdefault(full, Cue(verb.stance, verb.use, follows=True))
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lists.phrases:
        parts = tuple(fold_text(phrase).split())
        phrases.setdefault(parts[0], []).append(parts)
    resumed = _resumed(lists.verbs, frozenset(lists.resumed))
    others = (lists.particles, lists.nouns, lists.act_nouns, lists.clause_particles, ("ما",))
    return CueTable(
        verbs=verbs,
        resumed=resumed,
        opening=_folded(tuple(form for forms in others for form in forms))
        | verbs.keys()
        | phrases.keys()
        | resumed.keys(),
        particles=_folded(lists.particles),
        nouns=_folded(lists.nouns),
        act_nouns=_folded(lists.act_nouns),
        causing=_folded(lists.causing),
        masculine=_folded(lists.masculine),
        clause_particles=_folded(lists.clause_particles),
        phrases={first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in phrases.items()},
        complementizers=_folded(lists.complementizers),
        impersonal=_folded(lists.impersonal),
        settings=_folded(lists.settings),
        stop=_folded(source_words().stop + source_words().news_nouns),
        news_nouns=_folded(source_words().news_nouns),
        skip=_folded(source_words().skip),
    )


def _folded(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold_text, forms))


def _finite_forms(past: str, past_f: str | None, present: str) -> set[str]:
    """Third person forms: «قال، قالت، قالا، قالتا، قالوا، يقول، تقول، يقولان، تقولان، يقولون»."""
    past, present = fold_text(past), fold_text(present)
    weak = past[-1] in "اي"
    stem = past[:-1] if weak else past
    feminine = fold_text(past_f) if past_f else stem + "ت"
    tail = present[1:-1] if present[-1] in "يو" else present[1:]
    return {
        past, feminine, feminine + "ا", stem + "وا", stem + ("يا" if weak else "ا"),
        present, "ت" + present[1:], "ي" + tail + "ون", "ي" + present[1:] + "ان", "ت" + present[1:] + "ان",
    }  # fmt: skip


def _resumed(all_verbs: tuple[Verb, ...], chosen: frozenset[str]) -> dict[str, Cue]:
    """The verbs `chosen` with «ـه» or «ـها» after them: «نفته», «تنفيه», «أوردها»."""
    found: dict[str, Cue] = {}
    for verb in all_verbs:
        if verb.past not in chosen:
            continue
        cue = Cue(verb.stance, verb.use)
        for form in _finite_forms(verb.past, verb.past_f, verb.present):
            stem = form[:-1] + "ا" if form == fold_text(verb.past) and form[-1] == "ي" else form
            found.update(dict.fromkeys((stem + "ه", stem + "ها"), cue))
    return found


def _participles(participle: str | None) -> set[str]:
    if participle is None:
        return set()
    stem = fold_text(participle)
    return {stem + "ا", stem + "ه", stem + "ين", stem + "ين" if not stem.endswith("ي") else stem[:-1] + "ين"}
