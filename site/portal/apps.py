from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        """A notice that is published is kept as the page the portal shows of it."""
        from archive.documents.publishing import capture_with
        from portal.publishing import capture

        capture_with(capture)
