"""`musnad gazetteer add`."""

from pathlib import Path

from tests.cli.conftest import Run


def test_a_table_that_is_none_is_refused_with_its_line(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("قرية\n")
    done = musnad("gazetteer", "add", "places.tsv")
    assert done.returncode == 2
    assert done.stderr.startswith("places.tsv:1: ")
    assert musnad("gazetteer", "add", "none.tsv").returncode == 2
