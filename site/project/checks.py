"""System checks of the installation: guards that stand, a key that is there."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.utils import DatabaseError

from archive.organisation.keys import key_file
from archive.records.guards import missing_guards


@register(Tags.database)
def guards_stand(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A missing trigger is an error: history could be changed without a trace."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            tables = set(connection.introspection.table_names())
        except DatabaseError as error:
            found.append(Error(f"The database does not answer: {error}", id="anjuan.E001"))
            continue
        if "archive_event" in tables:
            missing = missing_guards(connection)
            hint = "Run manage.py install_guards."
            found += [
                Error(f"The guard {name} is missing.", hint=hint, id="anjuan.E002")
                for name in missing
            ]
    return found


@register()
def key_is_there(**kwargs: Any) -> list[CheckMessage]:
    if key_file().exists():
        return []
    hint = "Start with `make run`, or copy the key of the backup into keys/."
    return [Warning("No key for personal data in this home yet.", hint=hint, id="anjuan.W001")]
