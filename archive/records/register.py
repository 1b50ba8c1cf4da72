"""Makes records known to the search room, and their jobs to the workers."""

import search
from archive.records import extraction, jobs
from archive.records.index import RecordSource


def register() -> None:
    search.register(RecordSource())
    jobs.register(extraction.EXTRACT, extraction.read_text)
