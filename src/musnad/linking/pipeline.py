"""Many coded reports in, incidents out: the stages in the order in which they run."""

import hashlib
from collections.abc import Iterable, Sequence

from musnad.knowledge.linking import LinkingRules, linking_rules
from musnad.linking.claims import claims_of, statements_on
from musnad.linking.consolidation import days_of, kind_of, place_of
from musnad.linking.copies import first_prints
from musnad.linking.disagreements import denies, disagreements
from musnad.linking.figures import TollPolicy, figures_of, toll
from musnad.linking.grouping import begins, groups_of
from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling, tellings_of
from musnad.records import CodedReport, Disagreement, Incident, Key, Origin, Report, Status


def link(
    reports: Iterable[tuple[Report, CodedReport]], policy: TollPolicy = "range", rules: LinkingRules | None = None
) -> list[Incident]:
    """The incidents that these reports tell, by day.

    The reports may come in any order. An event that tells no happening (a plan, a threat, a tally, a
    recollection of what no other report tells) is in no incident.
    """
    rules = rules or linking_rules()
    known = sorted(reports, key=lambda pair: (pair[0].published_at or "", pair[0].id))
    prints = first_prints(report for report, _ in known)
    by_id = {report.id: report for report, _ in known}
    tellings = [one for report, coded in known for one in tellings_of(report, coded, by_id[prints[report.id]])]
    groups = groups_of(tellings, rules)
    statements = statements_on(tellings, groups, rules)
    made = [
        incident_of([tellings[at] for at in group], [tellings[at] for at in statements[number]], policy, rules)
        for number, group in enumerate(groups)
    ]
    return sorted(made, key=lambda one: (str(one.time.start) if one.time else "", one.id))


def incident_of(
    tellings: Sequence[Telling], statements: Sequence[Telling], policy: TollPolicy, rules: LinkingRules
) -> Incident:
    """One record of what all `tellings` tell; `statements` are events that only speak of it."""
    news = [one for one in tellings if begins(one, rules)]
    told = [*news, *(one for one in tellings if denies(one))]
    origins = Origins([*told, *statements], rules)
    figures = figures_of(news, origins)
    differ = disagreements(told, figures, origins, rules)
    reports, said = _reports(news), Origins(news, rules).all()
    return Incident(
        id=_id(news[0].key),
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


def _status(origins: Sequence[Origin], differ: Sequence[Disagreement]) -> Status:
    if any(one.field == "modality" for one in differ) and len(origins) == 1:
        return "denied"
    if differ:
        return "disputed"
    return "single" if len(origins) == 1 else "corroborated"


def _reports(tellings: Iterable[Telling]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.key[0] for one in tellings))


def _id(first: Key) -> str:
    """An incident is named after the telling that began it."""
    return f"in-{hashlib.sha256(f'{first[0]}#{first[1]}'.encode()).hexdigest()[:12]}"
