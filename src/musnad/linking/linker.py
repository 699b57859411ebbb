"""`Linker`: reports put on a shelf or taken from it, and the incidents that change by that."""

from collections.abc import Iterable, Iterator

import msgspec

from musnad.knowledge.linking import LinkingRules
from musnad.linking.copies import drop, keep, print_of, voice_of
from musnad.linking.grouping import hanging_on, place_all, settle
from musnad.linking.shelf import Shelf
from musnad.linking.tellings import Telling, tellings_of
from musnad.records import CodedReport, Key, Report


class Linker:
    """Links what stands on a shelf. Adding report by report comes to the same as adding all at once."""

    def __init__(self, shelf: Shelf, rules: LinkingRules) -> None:
        self._shelf = shelf
        self._rules = rules

    def fill(self, pairs: Iterable[tuple[Report, CodedReport]]) -> None:
        """Put reports on an empty shelf, in one go; they must come in the order of publication."""
        tellings: list[Telling] = []
        for report, coded in pairs:
            keep(print_of(report), self._shelf)
            tellings += self._tellings(report, coded)
        place_all(tellings, self._shelf, self._rules)

    def add(self, report: Report, coded: CodedReport) -> set[Key]:
        """Put a report on the shelf, from which it was removed if it stood there; the groups that changed."""
        changed = keep(print_of(report), self._shelf)
        return self._renew(self._tellings(report, coded), changed - {report.id})

    def remove(self, report_id: str) -> set[Key]:
        """Take a report from the shelf; the groups that changed."""
        gone = list(self._shelf.tellings_of(report_id))
        changed = {founder for one in gone if (founder := self._shelf.founder_of(one.key))}
        hanging = {other.key: other for one in gone for other in self._hanging(one)}
        for telling in gone:
            self._shelf.take(telling.key)
            hanging.pop(telling.key, None)
        voices = drop(report_id, self._shelf)
        return changed | self._settled(hanging.values()) | self._renew((), voices)

    def decided(self, keys: Iterable[Key]) -> set[Key]:
        """Link these tellings again, since something was decided of them by hand; the groups that changed."""
        return self._settled([self._shelf.telling(key) for key in keys if self._shelf.has(key)])

    def _renew(self, tellings: Iterable[Telling], voices: Iterable[str]) -> set[Key]:
        """Put new tellings on the shelf, and those of reports whose voice is another now."""
        renewed = list(tellings)
        for report_id in voices:
            voice = voice_of(report_id, self._shelf)
            renewed += [msgspec.structs.replace(one, voice=voice) for one in self._shelf.tellings_of(report_id)]
        unsettled = {}
        for telling in renewed:
            if self._shelf.has(telling.key):
                unsettled.update({other.key: other for other in self._hanging(telling)})
            self._shelf.put(telling)
        unsettled.update({one.key: one for one in renewed})
        return self._settled(unsettled.values())

    def _settled(self, tellings: Iterable[Telling]) -> set[Key]:
        """The groups that change when these tellings choose, and those whose statements may be others now."""
        changed, moved = settle(tellings, self._shelf, self._rules)
        for statement in self._shelf.statements_of(moved):
            there = self._shelf.tellings_of(statement.key[0])
            changed.update(founder for one in there if (founder := self._shelf.founder_of(one.key)))
        return changed

    def _hanging(self, telling: Telling) -> Iterator[Telling]:
        return hanging_on(telling, self._shelf.founder_of(telling.key), self._shelf, self._rules)

    def _tellings(self, report: Report, coded: CodedReport) -> Iterator[Telling]:
        return tellings_of(report, coded, voice_of(report.id, self._shelf), self._rules)
