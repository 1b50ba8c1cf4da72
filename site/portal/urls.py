"""The public's addresses; the same pages in English stand under `/en/`."""

from django.urls import include, path

from portal import views
from portal.addresses import ENGLISH
from portal.feed import feed

# The number's slash stays a slash; `feed/` is no number, numbers have a digit.
pages = [
    path("", views.home, name="portal_home"),
    path("notices/", views.notices, name="portal_notices"),
    path("notices/feed/", feed, name="portal_feed"),
    path("notices/<path:index_no>/", views.notice, name="portal_notice"),
    path("search/", views.search, name="portal_search"),
]
urlpatterns = [
    path("robots.txt", views.robots, name="portal_robots"),
    path("en/", include((pages, "portal"), namespace="en"), {"language": ENGLISH}),
    *pages,
]
