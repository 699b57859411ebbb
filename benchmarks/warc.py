"""Reading an archive of pages up to stored reports, coding aside.

    python benchmarks/warc.py [PAGES]

All of it is made up: pages of 40 to 150 KB with menus, scripts, teasers and related links around an article of five to
fourteen paragraphs, as sites of news have them. Prints pages a second with one process and with two, and the most
memory for the archive and for one four times as long.
"""

import gzip
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from musnad.desk import Desk
from musnad.errors import ReportError
from musnad.reading.parallel import read_pieces
from musnad.reading.pieces import pieces_in
from musnad.records import CodedReport

_LETTERS = "ابتثجحخدرزسشصضطظعغفقكلمنهوي"
_SMALL_WORDS = ("في", "من", "على", "إلى", "عن", "أن", "التي", "الذي", "مع", "بعد", "قال", "كما", "بين", "وقد")
_MIB = 2**20
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Site:
    """Makes pages of an outlet that is nowhere; the same ones in every run."""

    def __init__(self, seed: int = 11) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - made-up news, no secret
        self._words = ["".join(self._chance.choices(_LETTERS, k=self._chance.randint(3, 8))) for _ in range(4_000)]
        self._menu = "".join(
            f'<li class="menu-item item-{at}"><a href="/section/{at}" title="{self._said(2)}">{self._said(2)}</a></li>'
            for at in range(70)
        )

    def page(self, number: int) -> tuple[str, bytes]:
        """The address of a page, and the page."""
        chance = self._chance
        title, day = self._said(9), f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}"
        url = f"https://akhbar{number % 7}.example/{day.replace('-', '/')}/{number}"
        article = "".join(f"<p>{self._sentences(chance.randint(2, 5))}</p>" for _ in range(chance.randint(5, 14)))
        return url, (
            f'<!DOCTYPE html><html dir="rtl" lang="ar"><head><meta charset="utf-8"><title>{title} | وكالة أخبار</title>'
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="وكالة أخبار">'
            f'<meta property="article:published_time" content="{day}T08:30:00+03:00">'
            f'<link rel="canonical" href="{url}">'
            f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title}",'
            f'"datePublished":"{day}T08:30:00+03:00"}}</script><style>{self._style()}</style>{self._scripts()}</head>'
            f'<body class="single post-{number}"><header><nav><ul>{self._menu}</ul></nav></header>'
            f'<main><article><h1>{title}</h1><time datetime="{day}T08:30:00+03:00">{day}</time>'
            f'<div class="share"><a href="#">فيسبوك</a> <a href="#">تويتر</a></div><div class="entry">{article}</div>'
            f'</article></main><aside>{self._cards(chance.randint(20, 60))}</aside>'
            f'<footer><ul>{self._menu}</ul><p>جميع الحقوق محفوظة</p></footer>{self._scripts()}</body></html>'
        ).encode()

    def _said(self, words: int) -> str:
        chance = self._chance
        return " ".join(chance.choice(_SMALL_WORDS if chance.random() < 0.2 else self._words) for _ in range(words))

    def _sentences(self, count: int) -> str:
        return " ".join(f"{self._said(self._chance.randint(10, 22))}." for _ in range(count))

    def _cards(self, count: int) -> str:
        return "".join(
            f'<div class="card card-{at}"><a href="/story/{at}"><img src="/img/{at}.jpg" alt="{self._said(6)}">'
            f'<h3>{self._said(8)}</h3></a><span class="date">12 مايو 2031</span><p>{self._said(14)}</p></div>'
            for at in range(count)
        )

    def _scripts(self) -> str:
        chance = self._chance
        values = ",".join(f'"k{at}":"{chance.getrandbits(64):x}"' for at in range(chance.randint(300, 1_800)))
        return f"<script>window.__state={{{values}}};</script>"

    def _style(self) -> str:
        return "".join(f".c{at}{{margin:{at}px;color:#{at:06x}}}" for at in range(300))


def write_archive(path: Path, pages: int) -> int:
    """Write a WARC of made-up pages, one gzip member a record; how many bytes of HTML it holds."""
    site, written = Site(), 0
    with path.open("wb") as archive:
        for number in range(pages):
            url, page = site.page(number)
            written += len(page)
            archive.write(gzip.compress(_record(url, page), 6))
    return written


def _record(url: str, page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def store(archive: Path, desk: Path, jobs: int) -> int:
    """Read an archive up to reports on a desk, without coding them; how many."""
    stored = 0
    with Desk.open(desk) as opened:
        for found in read_pieces(pieces_in([archive]), jobs, keep_pages=True):
            if not isinstance(found, ReportError):
                page = found.page.data if found.page else None
                opened.add(found.report, CodedReport(id=found.report.id, events=()), page)
                stored += 1
    return stored


def measured(archive: Path, jobs: int) -> tuple[int, float, float, float, float]:
    """Reports stored, seconds, those of processor, and the most MiB held here and in one worker.

    It runs in a process of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--store", str(archive), str(Path(folder) / "bench.desk"), str(jobs)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    stored, *figures = done.stdout.split()
    seconds, cpu, own, worker = map(float, figures)
    return int(stored), seconds, cpu, own, worker


def main(pages: int) -> None:
    """Print a Markdown table of speed and memory."""
    print("| pages | MB of HTML | processes | pages/s | CPU ms/page | memory, MiB | of each worker |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "made-up.warc.gz"
        for count, processes in ((pages, (1, 2)), (4 * pages, (2,))):
            size = write_archive(archive, count) / _MIB
            for jobs in processes:
                stored, seconds, cpu, own, worker = measured(archive, jobs)
                speed = f"{stored / seconds:.0f} | {cpu / stored * 1000:.1f}"
                said = f"{worker:.0f}" if jobs > 1 else "–"
                print(f"| {stored:,} | {size:.0f} | {jobs} | {speed} | {own:.0f} | {said} |", flush=True)


def _store_and_say(archive: str, desk: str, jobs: str) -> None:
    start = time.perf_counter()
    stored = store(Path(archive), Path(desk), int(jobs))
    seconds, cpu = time.perf_counter() - start, sum(os.times()[:4])
    own, worker = (
        resource.getrusage(who).ru_maxrss * _MAXRSS_UNIT / _MIB
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(stored, seconds, cpu, own, worker)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--store"]:
        _store_and_say(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
