"""Making a home ready: keys, database, guards, words, static files, first accounts. Repeatable."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

import search
from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.organisation.keys import make_key
from archive.organisation.models import Unit
from archive.organisation.office import operator
from archive.records.calendar import calendar_came
from archive.records.guards import install_guards
from archive.reports.load import load_report_types
from archive.retention.load import load_schedules
from archive.volumes.load import load_volumes
from doc_templates import load_shipped
from project.sample.load import found_empty_office, load_sample

Say = Callable[[str], object]


def port_is_free(host: str, port: int) -> bool:
    """Asked first, so that nobody waits for an installation that cannot start."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def prepare(say: Say) -> None:
    """All that a start needs; what is there already is left alone."""
    make_key()
    migrate(say)
    install_guards(connection)
    load_schemes()
    load_rules()
    load_shipped()
    collect_static(say)
    found_first_office(say)
    make_index(say)


@transaction.atomic
def load_rules() -> None:
    """Calendar, deadlines, schedules, types of report; a new year moves what was provisional."""
    years = load_clocks()
    load_schedules()
    load_report_types()
    load_volumes()
    if years:
        calendar_came(years, by=operator())


def make_index(say: Say) -> None:
    """Where there is no index, or its folder was removed, it is made from the records."""
    if search.status().ok:
        return
    try:
        search.rebuild()
    except search.EngineUnavailable as error:
        say(_("Search does not answer yet (%(reason)s); filing goes on.") % {"reason": error})


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(_("Setting up the database …"))
        call_command("migrate", verbosity=0, interactive=False)


def collect_static(say: Say) -> None:
    """Only when the pinned versions or our own static files moved."""
    stamp, state = settings.STATIC_ROOT / ".stamp", static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    say(_("Collecting the static files …"))
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(state)


def static_state() -> str:
    digest = hashlib.sha256((settings.ROOT / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def found_first_office(say: Say) -> None:
    """Once: an office that exists is never touched, whatever the setting says later."""
    if Unit.objects.exists():
        return
    if settings.ANJUAN_SAMPLE:
        say(_("Loading the sample office …"))
        load_sample()
    else:
        found_empty_office()

