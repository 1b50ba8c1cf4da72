"""The forms of the desk, one for each step that a person fills in."""

from desk.forms.correct import CorrectForm
from desk.forms.papers import FileForm, PaperForm
from desk.forms.personal import UnmaskForm
from desk.forms.publish import PublishForm
from desk.forms.register import RegisterForm
from desk.forms.steps import AssistForm, ReasonForm, RepealForm, ShareForm

__all__ = [
    "AssistForm",
    "CorrectForm",
    "FileForm",
    "PaperForm",
    "PublishForm",
    "ReasonForm",
    "RegisterForm",
    "RepealForm",
    "ShareForm",
    "UnmaskForm",
]
