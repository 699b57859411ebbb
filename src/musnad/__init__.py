"""Musnad: Arabic conflict news, coded with the chain of those who passed it on."""
