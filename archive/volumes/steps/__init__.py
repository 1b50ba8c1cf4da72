"""The verbs of volumes: what completes a contents, binds, checks and supplements."""

from archive.volumes.steps.bind import Bind
from archive.volumes.steps.check import CheckVolume
from archive.volumes.steps.complete import Complete, SayNotApplicable, SendBack
from archive.volumes.steps.supplement import LatePaper, Supplement

__all__ = [
    "Bind",
    "CheckVolume",
    "Complete",
    "LatePaper",
    "SayNotApplicable",
    "SendBack",
    "Supplement",
]
