"""Log lines: for people on a terminal, one JSON object each in a pipe."""

import sys
from typing import cast

import structlog

from musnad.watching.log import Log


def make_log() -> Log:
    """A log on stderr. Nothing global is set up: programs that embed a watch keep their own."""
    is_terminal = sys.stderr.isatty()
    end: structlog.types.Processor = (
        structlog.dev.ConsoleRenderer() if is_terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    logger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.UnicodeDecoder(),
            end,
        ],
    )
    return cast("Log", logger)
