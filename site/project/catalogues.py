"""The catalogues of words, compiled from their sources where these are newer."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def compile_catalogues(folders: Iterable[Path]) -> int:
    """Writes each `.mo` beside its `.po`; returns how many. Whole files only: another process
    may read at the same time."""
    written = 0
    for folder in folders:
        for source in folder.glob("*/LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                compile_one(source, target)
                written += 1
    return written


def compile_one(source: Path, target: Path) -> None:
    import polib

    beside = target.with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(beside))
    beside.replace(target)
