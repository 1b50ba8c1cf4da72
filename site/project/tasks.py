"""The one task: work off the jobs that wait. What to do stands in the rows, not in messages."""

from celery import shared_task

from archive.records import jobs


@shared_task(name="project.work")  # type: ignore[untyped-decorator]
def work() -> int:
    return jobs.work_off()
