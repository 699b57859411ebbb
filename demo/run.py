"""Runs the demo: `python demo/run.py` reads the pages beside it with the `musnad` commands, showing each."""

import importlib.util
import io
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).resolve().parent
OUT = DEMO / "out"
PAGES = DEMO / "pages"
SHOWN = PAGES / "madarat24.example" / "idlib-market.html"
TABLE_WIDTH = "132"


def main() -> int:
    """Run every step, each from the last one's files. Stops at the first that fails, with its exit code."""
    if importlib.util.find_spec("musnad") is None:
        _say("Musnad is not installed for this Python. In the folder above the demo: pip install -e .")
        return 1
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    for number, (purpose, arguments) in enumerate(_steps(), start=1):
        code = _step(f"{number}. {purpose}", arguments)
        if code:
            _say(f"\nThe demo stopped: the command above ended with exit code {code}.")
            return code
    _say(f"\nNow open {_shown(OUT / 'demo.html')} in a browser.")
    _say(f"What the pages were written to tell: {_shown(DEMO / 'incidents.yaml')}. All of it is invented.")
    return 0


def _steps() -> list[tuple[str, list[str | Path]]]:
    reports, coded, desk = OUT / "reports.jsonl", OUT / "events.jsonl", OUT / "demo.desk"
    days: list[str | Path] = ["--since", "2031-05-11", "--until", "2031-05-12"]
    return [
        ("Read the pages, whatever their format and encoding, into reports.", ["read", PAGES, "-o", reports]),
        ("Code the reports: who did what to whom, where, when, says who.", ["code", reports, "-o", coded]),
        ("Or do both at once and keep all on a desk, a file to search.", ["add", desk, PAGES]),
        ("Ask the desk: what befell Sarmin, as each outlet tells it?", ["events", desk, "--place", "سرمين"]),
        ("Each happening once: who says so, and where they differ?", ["incidents", desk, "--type", "strike"]),
        ("List the strikes of two days.", ["events", desk, "--type", "strike", *days]),
        ("Mark one report's events in its text.", ["show", SHOWN, "--html", OUT / "demo.html"]),
    ]


def _step(heading: str, arguments: list[str | Path]) -> int:
    words = [_shown(word) if isinstance(word, Path) else word for word in arguments]
    _say(f"\n{heading}\n$ musnad {' '.join(words)}")
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    if not sys.stdout.isatty():
        # a pipe has no width of its own, and the table needs more than the usual eighty
        environment.setdefault("COLUMNS", TABLE_WIDTH)
    command = [sys.executable, "-m", "musnad", *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


def _shown(path: Path) -> str:
    """The path as a user in the current folder would type it."""
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    # the commands write to the same terminal, so what stands here must be out before they start
    sys.stdout.flush()


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
