"""Versions of templates: uploaded by one person, released by another, never changed again."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from doc_templates.faults import NoTemplate, NotReleasable, TemplateRefused
from doc_templates.models import Template


def newest(code: str) -> Template:
    """The newest released version that is not withdrawn. Raises NoTemplate."""
    released = Template.objects.filter(
        code=code, released_at__isnull=False, withdrawn_at__isnull=True
    )
    found = released.order_by("-version").first()
    if found is None:
        raise NoTemplate(code)
    return found


def upload(code: str, title: str, content: bytes, by: str) -> Template:
    """The next version of that code, to be released by somebody else.

    It is checked against the sample data of its code. Raises NoTemplate for a code that no form
    of the house has, and TemplateRefused with all faults; then nothing is kept.
    """
    from doc_templates.checking import check, names_of
    from doc_templates.loading import sample_of

    sample = sample_of(code)
    faults = [fault for fault in check(content, sample) if fault.refuses]
    if faults:
        raise TemplateRefused(faults)
    return keep(code, title, content, names_of(content, sample), by)


@transaction.atomic
def keep(code: str, title: str, content: bytes, names: list[str], by: str) -> Template:
    """Two people uploading at once get two versions: the rows of the code are locked, and the
    constraint refuses what the lock of the first version cannot."""
    rows = Template.objects.select_for_update().filter(code=code)
    last = rows.order_by().aggregate(last=Max("version"))["last"] if rows.exists() else 0
    return Template.objects.create(
        code=code,
        version=(last or 0) + 1,
        title=title,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        names=names,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )


def release(template: Template, by: str) -> Template:
    """From now on this version is filled. Raises NotReleasable when it is released already, or
    when the person uploaded it himself."""
    if template.uploaded_by == by:
        raise NotReleasable(template)
    waiting = Template.objects.filter(pk=template.pk, released_at__isnull=True)
    if not waiting.update(released_by=by, released_at=timezone.now()):
        raise NotReleasable(template)
    template.refresh_from_db()
    return template


def withdraw(template: Template) -> None:
    """It is filled no more; what it made stays, and so does the version itself."""
    standing = Template.objects.filter(pk=template.pk, withdrawn_at__isnull=True)
    standing.update(withdrawn_at=timezone.now())
