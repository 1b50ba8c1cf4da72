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


class ClearanceKind(TextChoices):
    """Not a post: per person, dated, on the head's order (policy 1.1)."""

    ACCUSATION = "accusation", _("Accusation matters")


class Verb(TextChoices):
    """The rows of the policy's matrix that are built."""

    CAPTURE = "capture", _("Capture")
    REGISTER = "register", _("Register")
    CORRECT = "correct", _("Correct")
    VIEW = "view", _("View")
    VIEW_FILE = "view_file", _("Open files")
    SHARE = "share", _("Share with a unit")
    ADD_ASSIST = "add_assist", _("Have a unit assist")
    STRIKE = "strike", _("Strike")
    ASK_TO_REOPEN = "ask_to_reopen", _("Ask to reopen")
    REOPEN = "reopen", _("Reopen")
    REPEAL = "repeal", _("Repeal")
    UNMASK = "unmask", _("Unmask numbers")
    NAME_HANDLER = "name_handler", _("Name the handler")
    TRIAGE = "triage", _("Propose the route")
    ACCEPT = "accept", _("Accept")
    ASSIGN = "assign", _("Assign or transfer to a unit")
    DECLINE = "decline", _("Decline")
    REFUSE = "refuse", _("Refuse to mediate")
    HANDLE = "handle", _("Handle")
    ASK_EXTENSION = "ask_extension", _("Ask for an extension")
    APPROVE_EXTENSION = "approve_extension", _("Approve an extension")
    ISSUE_LETTER = "issue_letter", _("Issue and serve letters")
    SIGN = "sign", _("Sign an opinion")
    CLOSE = "close", _("Close")
    COMPLETE = "complete", _("Complete the contents")
    BIND = "bind", _("Bind and seal volumes")
    CHECK_VOLUME = "check_volume", _("Check a volume")
    PLACE_HOLD = "place_hold", _("Place a hold")
    ASK_TO_LIFT = "ask_to_lift", _("Ask to lift a hold")
    LIFT_HOLD = "lift_hold", _("Lift a hold")
    RAISE_PERIOD = "raise_period", _("Raise a retention period")
    FILL_REPORT = "fill_report", _("Fill a report")
    REVIEW_REPORT = "review_report", _("Review a report")
    SIGN_REPORT = "sign_report", _("Sign and submit a report")
    SEND_BACK_REPORT = "send_back_report", _("Send a report back")
    MANAGE_RULES = "manage_rules", _("Release templates, terms, rules, calendars")
    PROPOSE_TEMPLATE = "propose_template", _("Propose a template")
    RELEASE_TEMPLATE = "release_template", _("Release or withdraw a template")
    IMPORT = "import", _("Import")
    PUBLISH = "publish", _("Publish a notice")
    WITHDRAW = "withdraw", _("Withdraw a notice")
    MANAGE_UNITS = "manage_units", _("Manage units and accounts")
    GRANT_POSTS = "grant_posts", _("Grant posts")
    UNLOCK = "unlock", _("Unlock accounts")
    READ_LOG = "read_log", _("Read the log")
    VERIFY_LOG = "verify_log", _("Verify the log")
    BACK_UP = "back_up", _("Back up and restore")
    REPAIR = "repair", _("Repair store and index")
