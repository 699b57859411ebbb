"""Single pages, fetched now."""

import datetime as dt

import msgspec

from musnad.desk import Desk
from musnad.fetching import Fetcher, Pace, Robots, follow
from musnad.records import Report
from musnad.watching.pages import read_receipt
from musnad.watching.receipts import receipt_of


class Single:
    """Fetches pages one after another, each host at its pace."""

    def __init__(self, fetcher: Fetcher) -> None:
        limits = fetcher.limits
        self._fetcher = fetcher
        self._robots = Robots(fetcher.agent, dt.timedelta(seconds=limits.longest_delay_seconds))
        self._pace = Pace(dt.timedelta(seconds=limits.delay_seconds))

    def page(self, address: str, desk: Desk | None = None) -> Report:
        """The report of the page at an address; with `desk`, kept there with its page, to be coded.

        Raises:
            FetchError: it cannot or may not be fetched.
            ReportError: there is no report in it.
        """
        followed = follow(self._fetcher, address, self._robots, self._pace)
        receipt = receipt_of(followed.answer, address, followed.steps)
        # first: a page of which nothing can be made is evidence all the same
        receipt_id = desk.keep(receipt) if desk is not None else None
        report, addresses = read_receipt(receipt, self._fetcher.limits.page_bytes)
        if desk is None:
            return report
        report_id, _ = desk.ledger.receive(receipt_id, report, addresses)
        return msgspec.structs.replace(report, id=report_id)
