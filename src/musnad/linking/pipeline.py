"""Many coded reports in, incidents out: the stages in the order in which they run."""

import hashlib
from collections.abc import Iterable, Sequence

from musnad.knowledge.linking import LinkingRules, linking_rules
from musnad.linking.claims import claims_of, statements_on
from musnad.linking.consolidation import days_of, kind_of, place_of
from musnad.linking.disagreements import disagreements
from musnad.linking.figures import TollPolicy, figures_of, toll
from musnad.linking.linker import Linker
from musnad.linking.origins import Origins
from musnad.linking.shelf import MemoryShelf, Shelf
from musnad.linking.tellings import Telling
from musnad.records import CodedReport, Disagreement, Incident, Key, Origin, Report, Status, written


def link(
    reports: Iterable[tuple[Report, CodedReport]], policy: TollPolicy = "range", rules: LinkingRules | None = None
) -> list[Incident]:
    """The incidents that these reports tell, by day.

    The reports may come in any order. An event that tells no happening (a plan, a threat, a tally, a
    recollection of what no other report tells) is in no incident.
    """
    rules = rules or linking_rules()
    shelf = MemoryShelf(rules)
    Linker(shelf, rules).fill(sorted(reports, key=lambda pair: (pair[0].published_at or "", pair[0].id)))
    made = [incident_of(founder, shelf, policy, rules) for founder in shelf.groups()]
    return sorted(made, key=lambda one: (str(one.time.start) if one.time else "", one.id))


def incident_of(founder: Key, shelf: Shelf, policy: TollPolicy, rules: LinkingRules) -> Incident:
    """The record of one group of a shelf: all that its tellings tell, and what statements say of it."""
    tellings, statements = shelf.group(founder), statements_on(founder, shelf, rules)
    news = [one for one in tellings if one.part == "begins"]
    # a recollection is no news, but it may give another toll, and a denial is a voice too
    told = [*news, *(one for one in tellings if one.part == "joins" and one.family != "tally")]
    origins = Origins([*told, *statements], rules)
    figures = figures_of(told, origins)
    differ = disagreements(told, statements, figures, origins, rules)
    # who denies it is no origin of it; nor is an outlet that recalls it in its own voice, but one whom it names is
    saying = [one for one in told if not one.denies and (one.part == "begins" or one.event.isnad)]
    reports, said = _reports(news), origins.of_all(saying or news)
    return Incident(
        id=id_of(founder),
        type=kind_of(news, origins),
        reports=reports,
        background_reports=tuple(one for one in _reports(tellings) if one not in reports),
        events=tuple(sorted(one.key for one in tellings)),
        place=place_of(news, origins, rules),
        time=days_of(news, origins),
        killed=toll(figures, "killed", policy),
        injured=toll(figures, "injured", policy),
        origins=said,
        status=_status(said, differ),
        disagreements=differ,
        figures=figures,
        claims=claims_of([*told, *statements], origins),
    )


def id_of(founder: Key) -> str:
    """The name of an incident that begins with this telling."""
    return f"in-{hashlib.sha256(written(founder).encode()).hexdigest()[:12]}"


def _status(origins: Sequence[Origin], differ: Sequence[Disagreement]) -> Status:
    if any(one.field == "modality" for one in differ) and len(origins) == 1:
        return "denied"
    if differ:
        return "disputed"
    return "single" if len(origins) == 1 else "corroborated"


def _reports(tellings: Iterable[Telling]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.key[0] for one in tellings))
