"""Surface forms of verbs and nouns, folded: enough for a lexicon to recognise them.

Clitics (و، ف، ال, attached pronouns) are not generated here; `clitics.analyses` cuts them off.
"""

from musnad.arabic.folding import fold_text

_PAST_ENDINGS = ("", "ت", "وا", "و", "ا", "تا", "نا", "ن")
_PRESENT_ENDINGS = ("", "ون", "وا", "و", "ان", "ا", "ين", "ن")
_PERSONS = ("ي", "ت", "ن")


def verb_forms(past: str, present: str) -> frozenset[str]:
    """Folded forms of a verb, from its third person singular: past («قصف») and present («يقصف»).

    Weak endings are kept apart («دعا، دعت، دعوا»), and an initial hamza of the present is folded. Most
    passives are spelt like actives; those of verbs with a long ا are not («هوجم», «اغتيل», «يعاد»): they are
    added.
    """
    past, present = fold_text(past), fold_text(present)
    passive = _passive(past, present)
    if passive == (past, present):
        return _forms(past, present)
    return _forms(past, present) | _forms(*passive)


def _passive(past: str, present: str) -> tuple[str, str]:
    """The passive as far as its spelling differs: «حاصر» → «حوصر», «أعاد يعيد» → «أعيد يعاد»."""
    if len(past) < 4:
        return past, present
    if past[1] == "ا" and len(past) == 4:
        return past[0] + "و" + past[2:], present
    if past[-2] == "ا":
        long_present = present[:-2] + "ا" + present[-1] if present[-2] in "يو" else present
        return past[:-2] + "ي" + past[-1], long_present
    return past, present


def _forms(past: str, present: str) -> frozenset[str]:
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
        elif base.endswith("اء"):
            # before a pronoun the hamza takes a seat: «لقائه», «لقاؤه»
            forms |= {base[:-1] + "ئ", base[:-1] + "ؤ"}
        elif base.endswith("ات"):
            continue
        else:
            forms |= {base + "ا", base + "ان", base + "ين"}
    return frozenset(forms)
