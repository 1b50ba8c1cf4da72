from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Each kind of record makes its face known to the record page."""
        from desk.faces import document, dossier, petition, report
        from desk.kinds import register

        register(document.KIND)
        register(dossier.KIND)
        register(petition.KIND)
        register(report.KIND)
