"""Following sources for months: what is asked when, what is kept of the answers, and how it goes."""

from musnad.watching.figures import Figures
from musnad.watching.intake import Coding, Intake
from musnad.watching.single import Single
from musnad.watching.sources import WatchList, WatchSource, read_watch_list
from musnad.watching.status import SourceStatus, source_status
from musnad.watching.watch import Watch

__all__ = [
    "Coding",
    "Figures",
    "Intake",
    "Single",
    "SourceStatus",
    "Watch",
    "WatchList",
    "WatchSource",
    "read_watch_list",
    "source_status",
]
