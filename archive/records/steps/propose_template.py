"""Propose a template: an archivist uploads a version; nothing is filled from it yet (policy 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.organisation.models import User
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.templating import TemplateStep, faults_of, filled_now
from doc_templates.models import Template

IN_USE = _("This is version %(version)s, which is filled already; nothing has to be uploaded.")
WAITING = _("This is version %(version)s, which waits for its release already.")


class ProposeTemplate(TemplateStep):
    """Keeps the bytes as the next version, or refuses them with every fault in its place."""

    event = "template:propose"
    verb = Verb.PROPOSE_TEMPLATE

    def __init__(self, code: str, content: bytes, *, by: User, **options: Any) -> None:
        """Raises NoTemplate for a code that no form has."""
        super().__init__(by=by, **options)
        self.code = code
        self.title = doc_templates.form_of(code).title
        self.content = content

    def lock(self) -> None:
        rows = Template.objects.select_for_update().filter(code=self.code)
        self.known = list(rows.defer("content"))

    def refusals(self) -> Iterator[Refusal]:
        yield from faults_of(self.content, self.code)
        same, filled = hashlib.sha256(self.content).hexdigest(), filled_now(self.code)
        for one in self.known:
            if one.sha256 != same or one.withdrawn_at:
                continue
            if one.version == filled:
                yield Refusal("no_change", IN_USE, {"version": one.version})
            elif one.released_at is None:
                yield Refusal("no_change", WAITING, {"version": one.version})

    def apply(self) -> Template:
        self.made = doc_templates.upload(
            self.code, self.title, self.content, self.by.username
        )
        return self.made

    def told(self) -> Template:
        return self.made
