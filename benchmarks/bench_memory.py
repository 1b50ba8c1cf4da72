"""Anonymous memory of the web process after people walked its pages: lists, records, search,
previews of pdf and pictures, the portal. Eight at a time, so that every thread has worked."""

from __future__ import annotations

import argparse
import http.client
import io
import itertools
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from benchmarks import home
from benchmarks.report import Row, finish

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_MB = 300
WALKERS = 8
SCANS, PAGES = 12, 4
A4_AT_150_DPI = (1240, 1754)
WORDS = ("矛盾纠纷", "矛盾糾紛", "调解", "云司发", "排查 -信访", '"社区矫正"', "11号")
PEOPLE = ("archivist", "bureau-clerk", "bureau-publisher")
STARTS_WITHIN = 60.0


@dataclass(frozen=True)
class Round:
    """What one person looks at: addresses, with his cookie."""

    cookie: str
    addresses: tuple[str, ...]


def make_office(place: Path, size: int) -> None:
    """The sample office, some thousand records beside it, and scans to be previewed."""
    import search
    from archive.intake.importing import import_folder
    from archive.organisation.models import Unit
    from benchmarks import office
    from benchmarks.filling import fill
    from project.sample.load import load_sample

    home.make_ready()
    load_sample()
    fill(size)
    make_scans(place / "scans")
    unit = Unit.objects.get(code=office.COUNTY)
    import_folder(place / "scans", unit, by=office.person(office.ARCHIVIST))
    search.rebuild()


def make_scans(folder: Path) -> None:
    """Scanned papers as offices have them: pdf files of several pages, and single pictures."""
    import PIL.Image

    folder.mkdir()
    chance = random.Random(7)
    for number in range(SCANS):
        pages = [speckled(chance) for _page in range(PAGES)]
        pages[0].save(
            folder / f"扫描件{number}.pdf", save_all=True, append_images=pages[1:], resolution=150
        )
        picture = io.BytesIO()
        PIL.Image.merge("RGB", pages[:3]).save(picture, "JPEG", quality=85)
        (folder / f"照片{number}.jpg").write_bytes(picture.getvalue())


def speckled(chance: random.Random) -> Image:
    """A grey page with some grain, so that it is as heavy as a scan."""
    import PIL.Image

    width, height = A4_AT_150_DPI[0] // 4, A4_AT_150_DPI[1] // 4
    grain = PIL.Image.frombytes("L", (width, height), chance.randbytes(width * height))
    return grain.resize(A4_AT_150_DPI)


def cookies() -> list[str]:
    """Signed-in sessions of three people of the county, without their passwords."""
    from django.test import Client

    from benchmarks import office

    found = []
    for username in PEOPLE:
        client = Client()
        client.force_login(office.person(username))
        found.append(client.cookies["sessionid"].value)
    return found


def rounds_of(count: int) -> list[Round]:
    """So many rounds through the pages, each at other records, other words and other papers."""
    from archive.records.models import File, Record

    records = Record.objects.filter(lead_unit__code="YX").order_by("?")
    scans = File.objects.filter(holding__media_type__in=["application/pdf", "image/jpeg"])
    keys = itertools.cycle(records.values_list("pk", flat=True)[:400])
    papers = itertools.cycle(scans.values_list("pk", "paper__record", "holding__page_count"))
    words, people = itertools.cycle(map(quote, WORDS)), itertools.cycle(cookies())
    return [
        Round(next(people), addresses(number, next(keys), next(papers), next(words)))
        for number in range(count)
    ]


def addresses(
    number: int, record: int, paper: tuple[int, int, int | None], word: str
) -> tuple[str, ...]:
    file, its_record, pages = paper
    return (
        "/desk/",
        f"/desk/records/?page={number % 20 + 1}",
        f"/desk/records/{record}/",
        f"/desk/search/?q={word}",
        f"/desk/records/{its_record}/?file={file}&q={word}",
        f"/files/{file}/thumbnail/",
        f"/files/{file}/pages/{number % (pages or 1) + 1}/",
        f"/files/{file}/",
        f"/search/?q={word}",
        "/notices/",
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Path, port: int) -> Iterator[int]:
    """The web process as it is served; its process id."""
    command = [sys.executable, str(home.ROOT / "manage.py"), "serve", "--port", str(port)]
    with (place / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=home.ROOT, env=home.environment(place), stdout=log, stderr=log
        )
    try:
        wait_until_it_answers(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def wait_until_it_answers(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The web process did not answer.")


def walk(port: int, one: Round) -> int:
    """Opens each page of the round over one connection, reads it whole; how many there were."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for address in one.addresses:
        connection.request("GET", address, headers={"Cookie": f"sessionid={one.cookie}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, f"{address} answered {answer.status}"
    connection.close()
    return len(one.addresses)


def anonymous(pid: int) -> float:
    """Megabytes of the process that no file stands behind, those swapped out too."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, size = line.split()[:2]
        sizes[name.rstrip(":")] = int(size)
    return (sizes["Anonymous"] + sizes["Swap"]) / 1024


def measure(records: int, count: int) -> int:
    place = home.temporary("memory")
    home.enter(place)
    make_office(place, records)
    rounds, port = rounds_of(count), free_port()
    with serving(place, port) as pid:
        walk(port, rounds[0])
        began, samples = time.monotonic(), [anonymous(pid)]
        with ThreadPoolExecutor(WALKERS) as walkers:
            pages = 0
            for done in walkers.map(lambda one: walk(port, one), rounds):
                pages += done
                samples.append(anonymous(pid))
        took = time.monotonic() - began
        samples.append(anonymous(pid))
    return finish(
        f"Memory of the web process: {count} rounds, {pages:,} pages, {WALKERS} people at a time",
        [
            Row("anonymous after the first round", samples[0], "MB"),
            Row("the most on the way", max(samples), "MB"),
            Row("after half of the rounds", samples[len(samples) // 2], "MB"),
            Row("anonymous after all of it", samples[-1], "MB", MOST_MB),
            Row("pages a second", pages / took),
        ],
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    return measure(500, 40) if small else measure(5000, 300)


if __name__ == "__main__":
    sys.exit(main())
