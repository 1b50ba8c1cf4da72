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

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION anjuan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'guard: % of % is refused', TG_OP, TG_TABLE_NAME; END $$
"""
POSTGRES_INSTALLED = """
SELECT tgname FROM pg_trigger WHERE tgname LIKE 'guard\\_%%' AND tgenabled <> 'D'
"""


@dataclass(frozen=True)
class Guard:
    table: str
    action: str

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.action.lower()}"

    @property
    def sqlite(self) -> str:
        return (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.action} ON "{self.table}" '
            f"BEGIN SELECT RAISE(ABORT, 'guard: {self.action} of {self.table} is refused'); END"
        )

    @property
    def postgres(self) -> str:
        each = "STATEMENT" if self.action == "TRUNCATE" else "ROW"
        return (
            f'CREATE OR REPLACE TRIGGER "{self.name}" BEFORE {self.action} ON "{self.table}" '
            f"FOR EACH {each} EXECUTE FUNCTION anjuan_refuse()"
        )


def guards(vendor: str) -> list[Guard]:
    found = []
    for model, actions in GUARDED.items():
        table = apps.get_model("archive", model)._meta.db_table
        found += [Guard(table, action) for action in actions]
        if vendor == "postgresql":
            found.append(Guard(table, "TRUNCATE"))
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
            cursor.execute(POSTGRES_FUNCTION)
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
