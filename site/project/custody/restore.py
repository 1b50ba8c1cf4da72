"""Restore: into an empty home, with the key there first; proven by the fingerprint at the end."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from archive.holdings import store
from archive.organisation.keys import KeyMissing, key_file, unseal
from archive.organisation.refusal import Refusal, Refused
from archive.records.guards import install_guards
from archive.records.models import Record
from project.custody.backup import FORMAT, PROOF
from project.custody.fingerprint import fingerprint
from project.custody.rows import columns, tables

NOT_A_BACKUP = _("%(file)s is not a backup of this system, or it is damaged.")
NOT_EMPTY = _("This home has records already; restore into an empty one (set ANJUAN_HOME).")
KEY_MISSING = _(
    "The key of this backup is not here. Copy %(key)s from where it is kept, then restore again."
)
DAMAGED = _("The file %(sha256)s in the backup is damaged; use another backup.")
DIFFERS = _("What was restored differs from the backup in: %(parts)s.")
BATCH = 500


def restore_backup(path: Path) -> dict[str, Any]:
    """Fills the migrated, empty database and the store. Raises Refused; then no row was kept."""
    with open_tar(path) as tar:
        manifest = read_manifest(tar, path)
        check_home(manifest)
        keep_bytes(tar)
        with transaction.atomic():
            for model in tables():
                model._base_manager.all()._raw_delete(connection.alias)
            counts = {model.__name__: fill(tar, model) for model in tables()}
            move_sequences()
            prove(manifest)
    install_guards(connection)
    return {"rows": counts, "files": manifest["files"], "fingerprint": manifest["fingerprint"]}


def open_tar(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r")  # noqa: SIM115
    except (tarfile.TarError, OSError) as error:
        raise Refused([Refusal("not_a_backup", NOT_A_BACKUP, {"file": path.name})]) from error


def read_manifest(tar: tarfile.TarFile, path: Path) -> dict[str, Any]:
    try:
        member = tar.extractfile("manifest.json")
        manifest = json.load(member) if member else {}
    except (KeyError, ValueError, tarfile.TarError):
        manifest = {}
    if manifest.get("format") != FORMAT:
        raise Refused([Refusal("not_a_backup", NOT_A_BACKUP, {"file": path.name})])
    return dict(manifest)


def check_home(manifest: dict[str, Any]) -> None:
    refused = []
    if Record.objects.exists():
        refused.append(Refusal("not_empty", NOT_EMPTY))
    if not opens(manifest["key_proof"]):
        refused.append(Refusal("key_missing", KEY_MISSING, {"key": f"keys/{key_file().name}"}))
    if refused:
        raise Refused(refused)


def opens(proof: str) -> bool:
    try:
        return unseal(proof) == PROOF
    except KeyMissing:
        return False


def keep_bytes(tar: tarfile.TarFile) -> None:
    """Every file goes through the store, which hashes it again."""
    for member in tar:
        folder, _slash, sha256 = member.name.partition("/")
        source = tar.extractfile(member) if folder == "store" else None
        if source and store.hold_bytes(source) != sha256:
            raise Refused([Refusal("damaged", DAMAGED, {"sha256": sha256})])


def fill(tar: tarfile.TarFile, model: type[models.Model]) -> int:
    source = tar.extractfile(f"rows/{model.__name__}.jsonl")
    count = 0
    for some in batches(json.loads(line) for line in source or ()):
        rows = [instance(model, values) for values in some]
        model._base_manager.bulk_create(rows)
        count += len(rows)
    return count


def instance(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    known = columns(model)
    return model(**{name: fields[name].to_python(values[name]) for name in known if name in values})


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while some := list(islice(source, BATCH)):
        yield some


def move_sequences() -> None:
    """PostgreSQL counts ids on its own; the counters go past the ids that came in."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def prove(manifest: dict[str, Any]) -> None:
    found, wanted = fingerprint(), manifest["fingerprint"]
    parts = sorted(name for name in wanted if found.get(name) != wanted[name])
    if parts:
        raise Refused([Refusal("differs", DIFFERS, {"parts": ", ".join(parts)})])
