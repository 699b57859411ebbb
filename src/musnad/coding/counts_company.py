"""Those who were killed or hurt with others: «قُتل مع ثلاثة من مرافقيه», «مقتل القائد إضافة إلى 3 جنود»."""

from musnad.coding.counts_people import People, Scan, people_at

_REACH = 8


def company(look: Scan, last: int) -> People | None:
    """The people whom «مع» or «إضافة إلى» adds to those told up to word `last`, in the same clause."""
    forms, lexicon = look.forms, look.lexicon
    for at in range(last + 1, min(last + 1 + _REACH, len(forms))):
        form = forms[at]
        if look.breaks(at) or at in look.numbers or form in lexicon.heads or form in lexicon.among:
            return None
        if form in lexicon.beside:
            return _counted(look, at + 1)
        if form in lexicon.besides:
            return _counted(look, at + 2)
        if form in lexicon.stops and not form.startswith("و"):
            return None
    return None


def leads(look: Scan, cue: int, first: int) -> bool:
    """Whether the people at word `first` only go with one whom the verb at `cue` means: «قُتل مع 13 آخرين»."""
    return first == cue + 2 and look.forms[cue + 1] in look.lexicon.beside


def _counted(look: Scan, at: int) -> People | None:
    people = people_at(look, at, "noun")
    if people is None:
        return None
    part, person = people.parts[0], look.lexicon.people.get(look.forms[people.first])
    return people if part.counted or (person is not None and person.kin) else None
