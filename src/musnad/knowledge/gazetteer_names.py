"""From a place's Arabic name to the keys under which it is looked up."""

import re

from musnad.arabic.folding import fold_text

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BREAK = re.compile(r"[,،/;؛|]")
_JOINT = re.compile(r"[^\w\s]|_")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_FOREIGN = re.compile(r"[^\s\d\u0621-\u063a\u0641-\u064a]")

_SHORT = 4

GENERICS: dict[str, str] = {
    "محافظه": "province",
    "ولايه": "province",
    "اماره": "province",
    "شعبيه": "province",
    "اقليم": "region",
    "قضاء": "district",
    "ناحيه": "district",
    "مديريه": "district",
    "بلديه": "district",
    "مركز": "district",
    "منطقه": "district",
    "مدينه": "settlement",
    "بلده": "settlement",
    "قريه": "settlement",
    "قصبه": "settlement",
    "مستوطنه": "settlement",
    "حي": "neighbourhood",
    "ضاحيه": "neighbourhood",
}
"""Words that may stand before a name without being part of it, with the kind they tell."""


def plain_name(name: str) -> str:
    """The folded name without asides, punctuation and double blanks; empty where it is not Arabic.

    >>> plain_name("الجزيرة (ولاية)")
    'الجزيره'
    """
    folded = _JOINT.sub(" ", _BREAK.split(_ASIDE.sub(" ", fold_text(name)), maxsplit=1)[0])
    folded = " ".join(folded.split())
    if not _ARABIC.search(folded) or _FOREIGN.search(folded):
        return ""
    return folded


def without_generic(key: str) -> tuple[str, str | None]:
    """The folded name less a generic before it («محافظه حلب»), and the kind that word tells.

    >>> without_generic("محافظه حلب")
    ('حلب', 'province')
    """
    first, _, rest = key.partition(" ")
    kind = GENERICS.get(first)
    if kind is None or len(rest) < 2:
        return key, None
    return rest, kind


def name_keys(name: str) -> tuple[str, ...]:
    """All keys of an Arabic name: folded, without a generic, and glued where it is of two words.

    Names of one letter, of more than five words, or with foreign letters give none.
    """
    full = plain_name(name)
    if len(full) < 2 or full.count(" ") > 4:
        return ()
    bare, _ = without_generic(full)
    keys = [bare]
    first, _, rest = bare.partition(" ")
    if rest and " " not in rest and len(first) <= _SHORT:
        keys.append(first + rest)
    return tuple(keys)
