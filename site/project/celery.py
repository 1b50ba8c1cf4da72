"""Celery: a bell and nothing more. The jobs are rows; a worker that hears it works them off."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")


def broker() -> dict[str, Any]:
    """The broker of the environment, or folders in the home where no server is wanted."""
    from django.conf import settings

    if settings.ANJUAN_BROKER:
        return {"broker_url": settings.ANJUAN_BROKER}
    folder = Path(settings.ANJUAN_HOME) / "broker"
    places = {name: folder / name for name in ("messages", "processed", "control")}
    for place in places.values():
        place.mkdir(parents=True, exist_ok=True)
    options = {
        "data_folder_in": str(places["messages"]),
        "data_folder_out": str(places["messages"]),
        "processed_folder": str(places["processed"]),
        "control_folder": str(places["control"]),
    }
    return {"broker_url": "filesystem://", "broker_transport_options": options}


app = Celery("anjuan")
app.conf.update(
    task_ignore_result=True,
    # A bell that was rung while nobody listened is rung again by the sweep; none is kept long.
    task_default_expires=60,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    timezone="Asia/Shanghai",
    **broker(),
)
app.autodiscover_tasks(["project"])
