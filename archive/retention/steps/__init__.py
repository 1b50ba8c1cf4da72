"""The verbs of retention: approving a schedule, raising a period, and the three of a hold."""

from archive.retention.steps.approve_schedule import ApproveSchedule
from archive.retention.steps.ask_to_lift import AskToLift
from archive.retention.steps.lift_hold import LiftHold
from archive.retention.steps.place_hold import PlaceHold
from archive.retention.steps.raise_period import RaisePeriod

__all__ = ["ApproveSchedule", "AskToLift", "LiftHold", "PlaceHold", "RaisePeriod"]
