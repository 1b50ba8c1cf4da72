"""A real LibreOffice, which prints what the program fills, and poppler, which reads the print."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.services.processes import folder, missing, program

STAND_INS = Path(__file__).resolve().parents[2] / "doc_templates" / "fonts.conf"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><include>{ours}</include></fontconfig>
"""
# — 1 — and 第 1 页　共 2 页, alone in a line.
NUMBER = re.compile(r"^(— \d+ —|第 \d+ 页(\s+共 \d+ 页)?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Printed:
    """The text of each page, in the order in which it was drawn: a cell is never torn apart."""

    pages: list[str]

    @property
    def text(self) -> str:
        """Without the numbers of pages; without spaces and line ends, which depend on the width
        of columns."""
        return "".join("".join(NUMBER.sub("", page) for page in self.pages).split())


Convert = Callable[[Mapping[str, bytes]], dict[str, Printed]]


@pytest.fixture(scope="session")
def print_all() -> Iterator[Convert]:
    """Prints documents by their names, all in one call; a name is missing where it failed."""
    office = program("soffice")
    reader = program("pdftotext")
    if office is None or reader is None or not has_chinese():
        missing("LibreOffice", "libreoffice-writer-nogui fonts-noto-cjk poppler-utils")

    with folder("libreoffice") as home:
        (home / "fonts.conf").write_text(FONTS.format(ours=STAND_INS), encoding="utf-8")

        def convert(documents: Mapping[str, bytes]) -> dict[str, Printed]:
            return read_all(reader, printed_in(office, home, documents))

        yield convert


def has_chinese() -> bool:
    """Without a Chinese font every form would be printed as boxes."""
    listed = program("fc-list")
    found = (
        listed and subprocess.run([listed, ":lang=zh-cn"], check=True, capture_output=True).stdout
    )
    return bool(found)


def printed_in(office: str, home: Path, documents: Mapping[str, bytes]) -> list[Path]:
    """Each call has a profile of its own, or calls would wait for each other."""
    for name, content in documents.items():
        (home / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{home}/profile"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(home)]
    sources = [str(home / f"{name}.docx") for name in documents]
    environment = os.environ | {"FONTCONFIG_FILE": str(home / "fonts.conf"), "HOME": str(home)}
    subprocess.run([*command, *sources], check=True, capture_output=True, env=environment)
    return [path for path in home.glob("*.pdf") if path.stem in documents]


def read_all(reader: str, sheets: list[Path]) -> dict[str, Printed]:
    found = {}
    for sheet in sheets:
        command = [reader, "-raw", "-enc", "UTF-8", str(sheet), "-"]
        said = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        found[sheet.stem] = Printed(said.removesuffix("\f").split("\f"))
    return found
