"""Linking: the events of many reports that tell of one happening become an incident."""

from musnad.linking.candidates import Cell, kept_in
from musnad.linking.consolidation import locality
from musnad.linking.copies import Print
from musnad.linking.figures import FIELDS, Range, TollPolicy, toll
from musnad.linking.lines import read_coded_lines
from musnad.linking.linker import Linker
from musnad.linking.pipeline import id_of, incident_of, link
from musnad.linking.shelf import Decision, MemoryShelf, Shelf
from musnad.linking.tellings import Telling

__all__ = [
    "FIELDS",
    "Cell",
    "Decision",
    "Linker",
    "MemoryShelf",
    "Print",
    "Range",
    "Shelf",
    "Telling",
    "TollPolicy",
    "id_of",
    "incident_of",
    "kept_in",
    "link",
    "locality",
    "read_coded_lines",
    "toll",
]
