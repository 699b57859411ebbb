"""The publisher of a report as its own text calls it, where no list of sources knows it."""

from urllib.parse import urlsplit

from musnad.arabic.folding import fold_text
from musnad.arabic.words import words
from musnad.coding.document import Document
from musnad.knowledge.sources import KnownSource, heads, host_sounds_like

_SHORTEST = 3
_LONGEST_NAME = 6


def unlisted_publisher(doc: Document, epithets: frozenset[str]) -> KnownSource | None:
    """The outlet of a report as a source, by its Arabic name or by a name in the text that its host spells.

    A name of one word may be a common word, too: it counts only after a head («وكالة …»), in quotes or where
    the text speaks to it («لمدارات»). `epithets`: folded words that any outlet may add to its name («نيوز»).
    """
    outlet = doc.report.outlet or ""
    whole = tuple(word.form for word in words(fold_text(outlet)))[:_LONGEST_NAME]
    names = dict.fromkeys((whole, _core(whole, epithets))) if whole and not whole[0].isascii() else _spelt(doc)
    long = tuple(name for name in names if len(name) > 1)
    single = tuple(
        name
        for name in (*names, *(name[:1] for name in long if _is_dispensable(name[1], epithets)))
        if len(name) == 1 and len(name[0]) >= _SHORTEST
    )
    if not long and not single:
        return None
    return KnownSource(outlet, long, single, outlet, "outlet", None, ())


def _core(name: tuple[str, ...], epithets: frozenset[str]) -> tuple[str, ...]:
    """A name less what any outlet may be called: «شبكة مرج الإخبارية» is «مرج»."""
    first = heads().get(name[0].removeprefix("ال"))
    if first is not None and first.cls in ("agency", "outlet"):
        name = name[1:]
    while len(name) > 1 and _is_dispensable(name[-1], epithets):
        name = name[:-1]
    return name


def _is_dispensable(form: str, epithets: frozenset[str]) -> bool:
    return form[0].isdigit() or form in epithets


def _spelt(doc: Document) -> dict[tuple[str, ...], None]:
    """Names to which the text speaks and which the report's host spells: «لشراع ليبيا», shiraa-libya."""
    host = _host(doc)
    found: dict[tuple[str, ...], None] = {}
    if not host:
        return found
    for at, word in enumerate(doc.words):
        if word.form[0] != "ل" or len(word.form) <= _SHORTEST:
            continue
        first = f"ال{word.form[2:]}" if word.form.startswith("لل") else word.form[1:]
        after = tuple(w.form for w in doc.words[at + 1 : at + 2] if doc.between(at, at + 1) == " ")
        for name in ((first, *after), (first,)):
            if host_sounds_like(host, " ".join(name)) and not host_sounds_like(host, " ".join(name[1:])):
                found[name] = None
                break
    return found


def _host(doc: Document) -> str:
    outlet = doc.report.outlet or ""
    if "." in outlet:
        return outlet
    try:
        return urlsplit(doc.report.url or "").hostname or ""
    except ValueError:
        return ""
