"""When the words of a report were said that was published again with others."""

import datetime as dt

import msgspec
import sqlalchemy as sa

from musnad.desk.tables import reports, versions
from musnad.records import Incident


def as_seen(connection: sa.Connection, incident: Incident) -> Incident:
    """The incident with the figures of reports that were published again dated by when they were first seen.

    A page keeps its day of publication when its toll is raised: by that day the new toll was not said yet.
    """
    told = {figure.event[0] for figure in incident.figures}
    again = sa.exists().where(versions.c.report_id == reports.c.id)
    query = sa.select(reports.c.id, reports.c.added_at).where(reports.c.id.in_(told), again)
    seen = {
        row.id: row.added_at.replace(tzinfo=dt.UTC).isoformat(timespec="seconds") for row in connection.execute(query)
    }
    if not seen:
        return incident
    dated = (
        msgspec.structs.replace(figure, published_at=seen.get(figure.event[0], figure.published_at))
        for figure in incident.figures
    )
    ordered = sorted(dated, key=lambda figure: (figure.field, figure.published_at or "", figure.event))
    return msgspec.structs.replace(incident, figures=tuple(ordered))
