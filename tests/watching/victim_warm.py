"""Loaded once by the process that victims are forked from."""

from tests.watching.victim import warm

warm()
