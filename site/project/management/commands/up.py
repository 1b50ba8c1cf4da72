"""up: makes the home ready and starts web, worker and tend."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from project.prepare import port_is_free, prepare
from project.supervise import children, supervise

MANAGE = Path(settings.ROOT) / "manage.py"


class Command(BaseCommand):
    help = "Make the home ready (database, guards, keys, first accounts), then start everything."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        port = settings.ANJUAN_PORT
        if not port_is_free(settings.ANJUAN_HOST, port):
            said = _("Port %(port)s is taken; choose another: PORT=8080 make run")
            raise CommandError(said % {"port": port}, returncode=2)
        prepare(self.stdout.write)
        self.stdout.write("")
        self.stdout.write(_("Anjuan is at http://localhost:%(port)s/") % {"port": port})
        self.stdout.write(_("The desk is at http://localhost:%(port)s/desk/") % {"port": port})
        accounts = settings.ANJUAN_HOME / "accounts.json"
        if accounts.exists():
            self.stdout.write(_("Accounts and passwords: %(file)s") % {"file": accounts})
        self.stdout.write(_("Ctrl-C ends all of it."))
        sys.stdout.flush()
        supervise(children(MANAGE, port))
