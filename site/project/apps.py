from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "project"
    verbose_name = "Project"

    def ready(self) -> None:
        """Jobs ring the task queue's bell; the system checks of the installation are named."""
        from archive.records import jobs
        from project import checks as checks
        from project.bell import ring
        from project.celery import app as app

        jobs.ring_with(ring)
