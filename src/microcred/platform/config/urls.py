"""Every address of the site: each app's own list, included at the root."""

from __future__ import annotations

from django.urls import include, path

from microcred.platform.config import home

urlpatterns = [
    path("", home.home, name="home"),
    path("o/<str:institution>/home", home.enter, name="institution-home"),
    path("accounts/", include("allauth.urls")),
    path("", include("microcred.platform.web.urls")),
    path("", include("microcred.platform.journal.urls")),
    path("", include("microcred.platform.accounts.urls")),
    path("", include("microcred.platform.institutions.urls")),
    path("", include("microcred.platform.frameworks.urls")),
    path("", include("microcred.platform.network.urls")),
    path("", include("microcred.platform.verifier.urls")),
    path("", include("microcred.platform.catalogue.urls")),
    path("", include("microcred.platform.awards.urls")),
    path("", include("microcred.platform.portfolio.urls")),
    path("", include("microcred.platform.careers.urls")),
    path("", include("microcred.platform.qualifications.urls")),
    path("", include("microcred.platform.admissions.urls")),
    path("", include("microcred.platform.enrolments.urls")),
    path("", include("microcred.platform.assessment.urls")),
    path("", include("microcred.platform.insights.urls")),
    path("", include("microcred.platform.gateways.urls")),
]
