"""Linking: the events of many reports that tell of one happening become an incident."""
