"""Record and its papers; its history and the chain; numbers; jobs."""

from archive.records.models.history import (
    Body,
    ChainHead,
    Checkpoint,
    CheckpointHead,
    Event,
    Version,
)
from archive.records.models.job import Job
from archive.records.models.letter import Letter
from archive.records.models.number import NumberGiven, NumberSeries
from archive.records.models.paper import File, Paper
from archive.records.models.record import Barred, Link, Named, Participation, Record

__all__ = [
    "Barred",
    "Body",
    "ChainHead",
    "Checkpoint",
    "CheckpointHead",
    "Event",
    "File",
    "Job",
    "Letter",
    "Link",
    "Named",
    "NumberGiven",
    "NumberSeries",
    "Paper",
    "Participation",
    "Record",
    "Version",
]
