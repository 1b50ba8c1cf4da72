"""The verbs of retention: raising a period, and the three of a hold."""

from archive.retention.steps.ask_to_lift import AskToLift
from archive.retention.steps.lift_hold import LiftHold
from archive.retention.steps.place_hold import PlaceHold
from archive.retention.steps.raise_period import RaisePeriod

__all__ = ["AskToLift", "LiftHold", "PlaceHold", "RaisePeriod"]
