from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Archive"

    def ready(self) -> None:
        """Each room makes itself known to the registries below it."""
        from archive.documents import register as documents
        from archive.mediation import register as mediation
        from archive.petitions import register as petitions
        from archive.records import register as records
        from archive.reports import register as reports
        from archive.retention import register as retention
        from archive.volumes import register as volumes

        records.register()
        documents.register()
        mediation.register()
        reports.register()
        petitions.register()
        retention.register()
        volumes.register()
