"""Surface forms of verbs and nouns, folded: enough for a lexicon to recognise them.

Clitics (و، ف، ال, attached pronouns) are not generated here; `clitics.analyses` cuts them off.
"""

from musnad.arabic.folding import fold_text

_PAST_ENDINGS = ("", "ت", "وا", "و", "ا", "تا", "نا", "ن")
_PRESENT_ENDINGS = ("", "ون", "وا", "و", "ان", "ا", "ين", "ن")
_PERSONS = ("ي", "ت", "ن")


def verb_forms(past: str, present: str) -> frozenset[str]:
    """Folded forms of a verb, from its third person singular: past («قصف») and present («يقصف»).

    Weak endings are kept apart («دعا، دعت، دعوا»), and an initial hamza of the present is folded. Passives are
    covered as far as they are spelt like actives.
    """
    past, present = fold_text(past), fold_text(present)
    stem, weak = (past[:-1], True) if past[-1] in "اي" and len(past) > 2 else (past, False)
    forms = {past}
    if weak:
        forms |= {stem + ending for ending in ("ت", "وا", "و", "تا", "ينا", "ونا", "يا", "وت")}
        forms |= {stem + "ا", stem + "ي"}
    else:
        forms |= {stem + ending for ending in _PAST_ENDINGS}
    root = present[1:]
    present_stem = root[:-1] if root[-1] in "اي" or (root[-1] == "و" and weak) else root
    for person in _PERSONS:
        forms.add(person + root)
        forms |= {person + present_stem + ending for ending in _PRESENT_ENDINGS if ending}
        if present_stem is not root:
            # before a pronoun the final ى is written ا («يلقاها») and the jussive drops it («لم يلق»)
            forms |= {person + present_stem, person + present_stem + "ا"}
    return frozenset(forms)


def noun_forms(*bases: str) -> frozenset[str]:
    """Folded forms of a noun, from its singular and its broken or sound plurals («غارة», «غارات»)."""
    forms: set[str] = set()
    for base in map(fold_text, bases):
        forms.add(base)
        if base.endswith("ه"):
            stem = base[:-1] + "ت"
            forms |= {stem + "ان", stem + "ين", stem + "ا", stem + "ي"}
        elif base.endswith("ات") or base.endswith("اء"):
            continue
        else:
            forms |= {base + "ا", base + "ان", base + "ين"}
    return frozenset(forms)
