"""A network of made-up Arabic outlets on loopback, with the faults of real ones; see `Network`."""

from tests.network.network import Network
from tests.network.records import Edit, Request, Story
from tests.network.table import FAULTS, OUTLETS

__all__ = ["FAULTS", "OUTLETS", "Edit", "Network", "Request", "Story"]
