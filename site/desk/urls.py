"""The desk's addresses, mounted under the admin by a hook; the gate opens exactly these."""

from django.urls import path

from desk.views import (
    dossiers,
    keeping,
    petition_answers,
    petition_moves,
    petition_reviews,
    petitions,
    prints,
    report_steps,
    reports,
    retention,
    templates,
)
from desk.views.bindings import BindingView, BindView
from desk.views.changes import (
    AddFileView,
    AddPaperView,
    AskToReopenView,
    AssistView,
    CorrectView,
    ReopenView,
    ShareView,
    StrikeView,
)
from desk.views.clocks import ClockView
from desk.views.contents import ContentsView
from desk.views.deadlines import DeadlinesView
from desk.views.documents import PublishView, RepealView, WithdrawView
from desk.views.dossier_forms import PrintFormView
from desk.views.imports import ImportsView, ImportView, UndoImportView
from desk.views.informed import InformedView
from desk.views.personal import UnmaskView
from desk.views.record import RecordView
from desk.views.records import RecordsView
from desk.views.register import RegisterView
from desk.views.report_year import ReportYearView
from desk.views.search import SearchView
from desk.views.similar import SimilarView
from desk.views.versions import CompareView
from desk.views.volume_steps import CheckVolumeView, SupplementView
from desk.views.volumes import VolumesView, VolumeView

DOSSIER_STEPS = {
    "accept": dossiers.AcceptView,
    "refuse": dossiers.RefuseView,
    "session": dossiers.SessionView,
    "agree": dossiers.AgreeView,
    "extend": dossiers.ExtendView,
    "terminate": dossiers.TerminateView,
    "withdraw": dossiers.WithdrawDossierView,
    "perform": dossiers.PerformView,
    "visit": dossiers.VisitView,
    "confirm": dossiers.ConfirmView,
    "close": dossiers.CloseDossierView,
}
PETITION_STEPS = {
    "triage": petitions.TriageView,
    "accept": petitions.AcceptPetitionView,
    "name_handler": petitions.NameHandlerView,
    "guide": petitions.GuideView,
    "decline": petitions.DeclineView,
    "file_only": petitions.FileOnlyView,
    "investigate": petitions.InvestigateView,
    "settle": petitions.SettleView,
    "withdraw": petitions.WithdrawPetitionView,
    "transfer": petition_moves.TransferView,
    "assign": petition_moves.AssignView,
    "receive": petition_moves.ReceiveView,
    "object": petition_moves.ObjectView,
    "take_back": petition_moves.TakeBackView,
    "keep": petition_moves.KeepView,
    "report_back": petition_moves.ReportBackView,
    "ask_extension": petition_answers.AskExtensionView,
    "approve_extension": petition_answers.ApproveExtensionView,
    "draft": petition_answers.DraftOpinionView,
    "sign": petition_answers.SignOpinionView,
    "reply": petition_answers.ReplyView,
    "serve": petition_answers.ServeView,
    "request_review": petition_reviews.RequestReviewView,
    "review": petition_reviews.ReviewView,
    "request_recheck": petition_reviews.RequestRecheckView,
    "recheck": petition_reviews.RecheckView,
    "close": petition_answers.ClosePetitionView,
}
REPORT_STEPS = {
    "review": report_steps.ReviewView,
    "sign": report_steps.SignReportView,
    "submit": report_steps.SubmitReportView,
    "send_back": report_steps.SendBackView,
    "correct": report_steps.CorrectReportView,
    "form": report_steps.ReportFormView,
}
TEMPLATE_PAGES = {
    "file": templates.TemplateFileView,
    "sample": templates.TemplateSampleView,
    "release": templates.ReleaseTemplateView,
    "withdraw": templates.WithdrawTemplateView,
}
urlpatterns = [
    path("search/", SearchView.as_view(), name="desk_search"),
    path("records/", RecordsView.as_view(), name="desk_records"),
    path("informed/", InformedView.as_view(), name="desk_informed"),
    path("records/register/", RegisterView.as_view(), name="desk_register"),
    path("records/<int:pk>/", RecordView.as_view(), name="desk_record"),
    path("records/<int:pk>/correct/", CorrectView.as_view(), name="desk_correct"),
    path("records/<int:pk>/papers/add/", AddPaperView.as_view(), name="desk_add_paper"),
    path("records/<int:pk>/share/", ShareView.as_view(), name="desk_share"),
    path(
        "records/<int:pk>/ask-to-reopen/", AskToReopenView.as_view(), name="desk_ask_to_reopen"
    ),
    path("records/<int:pk>/reopen/", ReopenView.as_view(), name="desk_reopen"),
    path("records/<int:pk>/assist/", AssistView.as_view(), name="desk_assist"),
    path("records/<int:pk>/strike/", StrikeView.as_view(), name="desk_strike"),
    path("records/<int:pk>/repeal/", RepealView.as_view(), name="desk_repeal"),
    path("records/<int:pk>/publish/", PublishView.as_view(), name="desk_publish"),
    path("records/<int:pk>/withdraw/", WithdrawView.as_view(), name="desk_withdraw"),
    path(
        "records/<int:pk>/versions/<int:before>..<int:after>/",
        CompareView.as_view(),
        name="desk_compare",
    ),
    path(
        "dossiers/register/", dossiers.RegisterDossierView.as_view(), name="desk_register_dossier"
    ),
    path("dossiers/similar/", SimilarView.as_view(), name="desk_dossier_similar"),
    path(
        "dossiers/<int:pk>/print/<slug:code>/",
        PrintFormView.as_view(),
        name="desk_dossier_print",
    ),
    *(
        path(f"dossiers/<int:pk>/{name}/", view.as_view(), name=f"desk_dossier_{name}")
        for name, view in DOSSIER_STEPS.items()
    ),
    path(
        "petitions/register/",
        petitions.RegisterPetitionView.as_view(),
        name="desk_register_petition",
    ),
    *(
        path(f"petitions/<int:pk>/{name}/", view.as_view(), name=f"desk_petition_{name}")
        for name, view in PETITION_STEPS.items()
    ),
    path("records/<int:pk>/unmask/", UnmaskView.as_view(), name="desk_unmask"),
    path("records/<int:pk>/contents/", ContentsView.as_view(), name="desk_contents"),
    path("reports/", reports.ReportsView.as_view(), name="desk_reports"),
    path("reports/year/", ReportYearView.as_view(), name="desk_report_year"),
    path(
        "reports/<int:pk>/three-way/",
        reports.ThreeWayView.as_view(),
        name="desk_report_three_way",
    ),
    path("reports/<int:pk>/", reports.SlotView.as_view(), name="desk_slot"),
    path(
        "reports/<int:pk>/behind/<slug:column>/",
        reports.BehindView.as_view(),
        name="desk_behind",
    ),
    *(
        path(f"records/<int:pk>/report/{name}/", view.as_view(), name=f"desk_report_{name}")
        for name, view in REPORT_STEPS.items()
    ),
    path("deadlines/", DeadlinesView.as_view(), name="desk_deadlines"),
    path("volumes/", VolumesView.as_view(), name="desk_volumes"),
    path("volumes/bind/", BindView.as_view(), name="desk_bind"),
    path("volumes/bindings/<int:pk>/", BindingView.as_view(), name="desk_binding"),
    path("volumes/list.docx", prints.PrintListView.as_view(), name="desk_print_list"),
    path("volumes/set.zip", prints.PrintSetView.as_view(), name="desk_print_set"),
    path("volumes/<int:pk>/", VolumeView.as_view(), name="desk_volume"),
    path("volumes/<int:pk>/check/", CheckVolumeView.as_view(), name="desk_check_volume"),
    path("volumes/<int:pk>/supplement/", SupplementView.as_view(), name="desk_supplement"),
    path(
        "volumes/<int:pk>/print/<slug:code>/", prints.PrintFormView.as_view(), name="desk_print"
    ),
    path("records/<int:pk>/keeping/", keeping.KeepingView.as_view(), name="desk_keeping"),
    path("records/<int:pk>/hold/", keeping.PlaceHoldView.as_view(), name="desk_hold"),
    path(
        "records/<int:pk>/raise_period/",
        keeping.RaisePeriodView.as_view(),
        name="desk_raise_period",
    ),
    path(
        "records/<int:pk>/contents/send_back/",
        keeping.SendBackContentsView.as_view(),
        name="desk_send_back_contents",
    ),
    path("holds/", retention.HoldsView.as_view(), name="desk_holds"),
    path("holds/<int:pk>/ask/", keeping.AskToLiftView.as_view(), name="desk_ask_to_lift"),
    path("holds/<int:pk>/lift/", keeping.LiftHoldView.as_view(), name="desk_lift_hold"),
    path("retention/due/", retention.DueView.as_view(), name="desk_due"),
    path("retention/schedules/", retention.SchedulesView.as_view(), name="desk_schedules"),
    path(
        "retention/schedules/<str:code>/",
        retention.ScheduleView.as_view(),
        name="desk_schedule",
    ),
    path("templates/", templates.TemplatesView.as_view(), name="desk_templates"),
    path("templates/<slug:code>/", templates.TemplateView.as_view(), name="desk_template"),
    *(
        path(
            f"templates/<slug:code>/<int:version>/{name}/",
            view.as_view(),
            name=f"desk_template_{name}",
        )
        for name, view in TEMPLATE_PAGES.items()
    ),
    path("clocks/<int:pk>/", ClockView.as_view(), name="desk_clock"),
    path("papers/<int:pk>/file/", AddFileView.as_view(), name="desk_add_file"),
    path("imports/", ImportsView.as_view(), name="desk_imports"),
    path("imports/<int:pk>/", ImportView.as_view(), name="desk_import"),
    path("imports/<int:pk>/undo/", UndoImportView.as_view(), name="desk_undo_import"),
]
NAMES = frozenset(pattern.name for pattern in urlpatterns)
