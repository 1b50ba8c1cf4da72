"""The catalogues of words, compiled from their sources where these are newer."""

from __future__ import annotations

from pathlib import Path

import polib
from django.conf import settings


def compile_catalogues() -> int:
    """Writes each `.mo` beside its `.po`; returns how many were written."""
    written = 0
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
                written += 1
    return written
