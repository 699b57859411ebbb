"""Bytes → Report: HTML pages, text files, feeds, JSON Lines."""
