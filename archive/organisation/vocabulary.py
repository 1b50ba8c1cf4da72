"""The words of the organisation: kinds of unit, posts, reaches, verbs of the policy."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    JUSTICE_BUREAU = "justice_bureau", _("Justice bureau")
    PETITION_OFFICE = "petition_office", _("Petition office")
    JUSTICE_OFFICE = "justice_office", _("Justice office")
    MEDIATION_COMMITTEE = "mediation_committee", _("Mediation committee")
    DISPUTE_CENTRE = "dispute_centre", _("Dispute centre")
    SECTION = "section", _("Section")


class PostKind(TextChoices):
    """The posts of policy 1.1; nothing else gives a right."""

    CLERK = "clerk", _("Clerk")
    MEDIATOR = "mediator", _("Mediator")
    LEADER = "leader", _("Leader")
    ARCHIVIST = "archivist", _("Archivist")
    PUBLISHER = "publisher", _("Publisher")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    SECURITY_OFFICER = "security_officer", _("Security officer")
    AUDIT_OFFICER = "audit_officer", _("Audit officer")


class Rank(TextChoices):
    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy")


class Reach(TextChoices):
    HANDLING = "handling", _("Matters one is named in")
    OWN = "own", _("Own unit")
    BELOW = "below", _("Own unit and those under it")
    FONDS = "fonds", _("Own unit and the fonds it keeps")
    TREE = "tree", _("The whole tree, no records")


class Verb(TextChoices):
    """The rows of the policy's matrix that are built."""

    CAPTURE = "capture", _("Capture")
    REGISTER = "register", _("Register")
    CORRECT = "correct", _("Correct")
    VIEW = "view", _("View")
    VIEW_FILE = "view_file", _("Open files")
    SHARE = "share", _("Share with a unit")
    STRIKE = "strike", _("Strike")
    REPEAL = "repeal", _("Repeal")
    IMPORT = "import", _("Import")
    PUBLISH = "publish", _("Publish a notice")
    WITHDRAW = "withdraw", _("Withdraw a notice")
    MANAGE_UNITS = "manage_units", _("Manage units and accounts")
    GRANT_POSTS = "grant_posts", _("Grant posts")
    READ_LOG = "read_log", _("Read the log")
    VERIFY_LOG = "verify_log", _("Verify the log")
    BACK_UP = "back_up", _("Back up and restore")
    REPAIR = "repair", _("Repair store and index")
