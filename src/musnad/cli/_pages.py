"""Pages as evidence, whatever they were read from."""

import datetime as dt

from musnad.coding.parallel import Input
from musnad.desk import Receipt


def page_of(given: Input) -> bytes | Receipt | None:
    """The page that a report was read from; with what an archive says of how it came, where it says that."""
    page = given.page
    if page is None:
        return None
    at = _moment(page.fetched_at)
    if page.url is None or at is None:
        return page.data
    return Receipt(
        at=at,
        address=page.url,
        final_address=page.url,
        source=given.source.encode(errors="backslashreplace").decode(),
        status=page.status,
        headers=page.headers,
        body=page.data,
    )


def _moment(told: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
