"""Receipts of imports."""

from desk.access import DeskView


class ImportsView(DeskView):
    template_name = "desk/imports.html"


class ImportView(DeskView):
    template_name = "desk/import.html"


class UndoImportView(DeskView):
    template_name = "desk/undo_import.html"
