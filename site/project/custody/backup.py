"""Backup: one tar file with every row and every held byte, and without the keys.

Rows are JSON lines, one file a table, so that a backup of one database restores into another.
Layout: manifest.json, rows/<Model>.jsonl, store/<sha256>.
"""

from __future__ import annotations

import base64
import io
import json
import os
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from archive.holdings import store
from archive.holdings.models import Holding
from archive.organisation.keys import make_key, seal
from project.custody.fingerprint import fingerprint
from project.custody.rows import columns, tables

FORMAT = "anjuan-backup-1"
PROOF = "anjuan"


def write_backup(path: Path) -> dict[str, Any]:
    """Writes the backup beside and moves it into place; a half-written file never has the name.

    Returns the manifest. Raises FileExistsError when the file is there already.
    """
    if path.exists():
        raise FileExistsError(path)
    make_key()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with tarfile.open(beside, "w", format=tarfile.PAX_FORMAT) as tar:
            manifest = fill(tar)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def fill(tar: tarfile.TarFile) -> dict[str, Any]:
    """All rows are read in one transaction that sees one moment of the database."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        counts = {model.__name__: add_rows(tar, model) for model in tables()}
        digests = list(Holding.objects.order_by("pk").values_list("pk", flat=True))
        manifest = {
            "format": FORMAT,
            "made": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "rows": counts,
            "files": len(digests),
            "key_proof": seal(PROOF),
            "fingerprint": fingerprint(),
        }
    # Held bytes never change and are never deleted here, so they need no transaction.
    for sha256 in digests:
        tar.add(store.path(sha256), arcname=f"store/{sha256}")
    add_text(tar, "manifest.json", json.dumps(manifest, indent=1))
    return manifest


def add_rows(tar: tarfile.TarFile, model: type[models.Model]) -> int:
    """Through a file, for a table may be larger than the memory."""
    count = 0
    with tempfile.TemporaryFile() as rows:
        for line in lines(model, columns(model)):
            rows.write(line.encode() + b"\n")
            count += 1
        entry = described(f"rows/{model.__name__}.jsonl", rows.tell())
        rows.seek(0)
        tar.addfile(entry, rows)
    return count


def lines(model: type[models.Model], names: list[str]) -> Iterator[str]:
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=500):
        yield json.dumps(
            dict(zip(names, row, strict=True)), ensure_ascii=False, cls=Exact
        )


class Exact(DjangoJSONEncoder):
    """Times to the microsecond: the digests of the chain run over them. Bytes in base64."""

    def default(self, o: Any) -> Any:
        if hasattr(o, "isoformat"):
            return o.isoformat()
        if isinstance(o, bytes | memoryview):
            return base64.b64encode(o).decode("ascii")
        return super().default(o)


def add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    tar.addfile(described(name, len(content)), io.BytesIO(content))


def described(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(time.time()), 0o600
    return entry
