"""Rings for a worker. A bell that cannot be rung is no fault of the work: the sweep rings again."""

import logging

from kombu.exceptions import OperationalError

log = logging.getLogger("anjuan.bell")


def ring() -> None:
    from project.tasks import work

    try:
        work.apply_async(ignore_result=True, expires=60)
    except (OperationalError, OSError) as error:
        log.warning("No worker could be woken (%s); the sweep will try again.", error)
