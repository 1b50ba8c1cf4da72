"""Database triggers that refuse to change history, on SQLite and PostgreSQL (design 3).

They are not in migrations: on SQLite a later AlterField rebuilds the table and drops them in
silence. `install_guards` runs after every migrate; a system check names a missing one.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

# What no statement may do to the rows of a model.
GUARDED: dict[str, tuple[str, ...]] = {
    "Body": ("UPDATE", "DELETE"),
    "Version": ("UPDATE", "DELETE"),
    "Event": ("UPDATE", "DELETE"),
    "Checkpoint": ("UPDATE", "DELETE"),
    "CheckpointHead": ("UPDATE", "DELETE"),
    "Record": ("DELETE",),
    "Paper": ("DELETE",),
    "File": ("UPDATE", "DELETE"),
    "Holding": ("DELETE",),
    "NumberGiven": ("DELETE",),
    "ReceiptItem": ("DELETE",),
}

# A volume is written, then sealed; from then on only its check is entered (design 3). What the
# triggers look at: the volume itself, or the volume that an item or a line lies in.
SEALED: dict[str, tuple[str, ...]] = {
    "Volume": ("UPDATE", "DELETE"),
    "VolumeItem": ("INSERT", "UPDATE", "DELETE"),
    "VolumeLine": ("INSERT", "UPDATE", "DELETE"),
}
STILL_OPEN = frozenset({"checked_by_id", "checked_on"})

POSTGRES_FUNCTIONS = """
CREATE OR REPLACE FUNCTION anjuan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'guard: % of % is refused', TG_OP, TG_TABLE_NAME; END $$;
CREATE OR REPLACE FUNCTION anjuan_refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sealed timestamptz;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT sealed_at INTO sealed FROM archive_volume WHERE id = OLD.volume_id;
  END IF;
  IF sealed IS NULL AND TG_OP <> 'DELETE' THEN
    SELECT sealed_at INTO sealed FROM archive_volume WHERE id = NEW.volume_id;
  END IF;
  IF sealed IS NOT NULL THEN
    RAISE EXCEPTION 'guard: % of % is refused, the volume is sealed', TG_OP, TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""
POSTGRES_INSTALLED = """
SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard\\_%%' AND tgenabled <> 'D'
"""
# Which rows of a volume a statement touches, for SQLite; PostgreSQL asks in a function.
TOUCHED = {"INSERT": "NEW.volume_id", "DELETE": "OLD.volume_id"}
BOTH = "OLD.volume_id, NEW.volume_id"


@dataclass(frozen=True)
class Guard:
    """A trigger. `columns`: only a change of these; own: once the row itself is sealed;
    inside: once the volume it lies in is."""

    table: str
    action: str
    columns: tuple[str, ...] = ()
    own: bool = False
    inside: bool = False

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.action.lower()}"

    @property
    def event(self) -> str:
        return f"{self.action} OF {', '.join(self.columns)}" if self.columns else self.action

    @property
    def sqlite(self) -> str:
        return (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" {self.when}'
            f"BEGIN SELECT RAISE(ABORT, 'guard: {self.action} of {self.table} is refused'); END"
        )

    @property
    def when(self) -> str:
        if self.own:
            return "WHEN OLD.sealed_at IS NOT NULL "
        if self.inside:
            touched = TOUCHED.get(self.action, BOTH)
            sealed = "SELECT 1 FROM archive_volume WHERE sealed_at IS NOT NULL"
            return f"WHEN EXISTS ({sealed} AND id IN ({touched})) "
        return ""

    @property
    def postgres(self) -> str:
        each = "STATEMENT" if self.action == "TRUNCATE" else "ROW"
        when = "WHEN (OLD.sealed_at IS NOT NULL) " if self.own else ""
        function = "anjuan_refuse_sealed" if self.inside else "anjuan_refuse"
        return (
            f'CREATE OR REPLACE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" '
            f"FOR EACH {each} {when}EXECUTE FUNCTION {function}()"
        )


def guards(vendor: str) -> list[Guard]:
    found = []
    for model, actions in GUARDED.items():
        table = apps.get_model("archive", model)._meta.db_table
        found += [Guard(table, action) for action in actions]
        if vendor == "postgresql":
            found.append(Guard(table, "TRUNCATE"))
    return found + seals(vendor)


def seals(vendor: str) -> list[Guard]:
    """The guards of sealed volumes, their items and their lines."""
    found = []
    for model, actions in SEALED.items():
        meta = apps.get_model("archive", model)._meta
        own = model == "Volume"
        fixed = tuple(f.column for f in meta.concrete_fields if f.column not in STILL_OPEN)
        for action in actions:
            columns = fixed if own and action == "UPDATE" else ()
            found.append(Guard(meta.db_table, action, columns, own=own, inside=not own))
        if vendor == "postgresql":
            found.append(Guard(meta.db_table, "TRUNCATE"))
    return found


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the guards that stand and say what they should."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_INSTALLED)
            return {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        texts = dict(cursor.fetchall())
    return {guard.name for guard in guards("sqlite") if texts.get(guard.name) == guard.sqlite}


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    standing = installed(connection)
    return [guard.name for guard in guards(connection.vendor) if guard.name not in standing]


def install_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """Sets up what is missing and returns the names; a second call returns an empty list."""
    missing = set(missing_guards(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and missing:
            cursor.execute(POSTGRES_FUNCTIONS)
        for guard in guards(connection.vendor):
            if guard.name in missing:
                install(cursor, guard, connection.vendor)
    return sorted(missing)


def install(cursor: object, guard: Guard, vendor: str) -> None:
    execute = cursor.execute  # type: ignore[attr-defined]
    if vendor == "postgresql":
        execute(guard.postgres)
        return
    execute(f'DROP TRIGGER IF EXISTS "{guard.name}"')
    execute(guard.sqlite)
