"""The record page."""

from desk.access import DeskView


class RecordView(DeskView):
    template_name = "desk/record.html"
