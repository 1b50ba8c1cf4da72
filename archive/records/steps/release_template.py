"""Release a template: from now on letters and forms are filled from this version (policy 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

import doc_templates
from archive.organisation.refusal import Refusal
from archive.organisation.vocabulary import Verb
from archive.records.templating import ALTERED, OnVersion, faults_of, filled_now
from doc_templates.models import Template

RELEASED = _("Version %(version)s was released already.")
WITHDRAWN = _("Version %(version)s was withdrawn; upload it again to use it.")
ONESELF = _("You uploaded this version yourself; another leader has to release it.")
NEWER = _(
    "Version %(newer)s is filled already and is newer, so nothing would be filled from this one; "
    "have it uploaded again."
)


class ReleaseTemplate(OnVersion):
    """Four eyes: whoever uploaded a version never releases it. It is tried with the sample data
    once more, since the names of its form may have changed with the program."""

    event = "template:release"
    verb = Verb.RELEASE_TEMPLATE

    def refusals(self) -> Iterator[Refusal]:
        version, self.before = self.version, filled_now(self.code)
        number = {"version": version.version}
        if version.uploaded_by == self.by.username:
            yield Refusal("same_person", ONESELF)
        if version.withdrawn_at:
            yield Refusal("wrong_state", WITHDRAWN, number)
        elif version.released_at:
            yield Refusal("wrong_state", RELEASED, number)
        elif self.before and self.before > version.version:
            yield Refusal("superseded", NEWER, {"newer": self.before})
        if self.is_altered():
            yield Refusal("altered", ALTERED, number)
        else:
            yield from faults_of(bytes(version.content), self.code)

    def apply(self) -> Template:
        return doc_templates.release(self.version, self.by.username)

    def more(self) -> dict[str, Any]:
        return {"uploaded_by": self.version.uploaded_by, "before": self.before}
