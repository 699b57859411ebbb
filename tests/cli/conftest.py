"""Running `musnad` as users do: as a process of its own, in a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(folder: Path) -> dict[str, str]:
    """The environment of a `musnad` that finds the code under test, and the user's places in `folder`."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path))),
        "MUSNAD_PLACES": str(folder / "places.sqlite"),
        "COLUMNS": "200",
    }


@pytest.fixture
def musnad(tmp_path: Path) -> Run:
    """Run `musnad` with some arguments in the test's folder; its exit code and what it printed."""

    def run(*arguments: str | Path, given: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "musnad", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(tmp_path),
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            timeout=120,
            check=False,
        )
        stderr = done.stderr.decode()
        assert "Traceback" not in stderr, stderr
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), stderr)

    return run
