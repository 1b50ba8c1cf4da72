"""Withdraw a template: nothing is filled from this version any more; what it made stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.templating import OnVersion, filled_now
from doc_templates.models import Template

WITHDRAWN = _("Version %(version)s was withdrawn already.")


class WithdrawTemplate(OnVersion):
    """The version before it is filled again, where there is one; else such letters are refused
    until another is released. A version that waits is turned down by it."""

    event = "template:withdraw"
    verb = Verb.RELEASE_TEMPLATE
    needs_reason = True

    def refusals(self) -> Iterator[Refusal]:
        if self.version.withdrawn_at:
            yield Refusal("wrong_state", WITHDRAWN, {"version": self.version.version})

    def apply(self) -> Template:
        doc_templates.withdraw(self.version)
        self.version.refresh_from_db()
        return self.version

    def more(self) -> dict[str, Any]:
        return {"why": self.reason, "filled": filled_now(self.code)}
