"""Which tables a backup holds, and their columns."""

from __future__ import annotations

from django.apps import apps
from django.db import models


def tables() -> list[type[models.Model]]:
    """All tables of the archive; the outbox and the index are made anew after a restore."""
    return list(apps.get_app_config("archive").get_models())


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
