"""The data files of the language."""

from importlib import resources


def data_text(name: str) -> str:
    """The text of a file in this package's `data` folder."""
    return resources.files("musnad.arabic").joinpath("data", name).read_text(encoding="utf-8")
