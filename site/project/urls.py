"""Every address of the system (design 7)."""

from django.urls import include, path
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls

from desk.views.files import file, page_image, thumbnail
from project.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("files/<int:pk>/", file, name="file"),
    path("files/<int:pk>/thumbnail/", thumbnail, name="file_thumbnail"),
    path("files/<int:pk>/pages/<int:page>/", page_image, name="file_page"),
    path("desk/", include(wagtailadmin_urls)),
    path("", include("portal.urls")),
]
