"""Which tables a backup holds, and their columns."""

from __future__ import annotations

from django.apps import apps
from django.db import models


def tables() -> list[type[models.Model]]:
    """All tables of the archive and its templates; the outbox and the index are made anew."""
    return [model for app in ("archive", "doc_templates") for model in models_of(app)]


def models_of(app: str) -> list[type[models.Model]]:
    return list(apps.get_app_config(app).get_models())


def columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
