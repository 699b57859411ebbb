"""Linking: the events of many reports that tell of one happening become an incident."""

from musnad.linking.figures import TollPolicy
from musnad.linking.lines import read_coded_lines
from musnad.linking.pipeline import link

__all__ = ["TollPolicy", "link", "read_coded_lines"]
