"""Addresses of a learner's own pages, and of what they show to others under `/s/…`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.portfolio.pages import (
    collections,
    credentials,
    home,
    imports,
    shares,
    shown,
    skills,
    timeline,
)

app_name = "portfolio"
urlpatterns = [
    path("home", home.home, name="home"),
    path("credentials", credentials.listing, name="credentials"),
    path("credentials/change", credentials.change, name="change"),
    path("credentials/export.zip", credentials.export, name="export"),
    path("credentials/add", imports.add, name="add"),
    path("credentials/elsewhere/<str:public_id>", imports.imported, name="imported"),
    path("credentials/elsewhere/<str:public_id>/file", imports.file, name="imported-file"),
    path("credentials/elsewhere/<str:public_id>/count", imports.count, name="count"),
    path("credentials/elsewhere/<str:public_id>/remove", imports.remove, name="remove"),
    path("collections", collections.listing, name="collections"),
    path("collections/new", collections.new, name="new-collection"),
    path("collections/<str:public_id>", collections.collection, name="collection"),
    path("collections/<str:public_id>/remove", collections.remove, name="remove-collection"),
    path("shares", shares.listing, name="shares"),
    path("shares/new", shares.new, name="new-share"),
    path("shares/<str:public_id>/withdraw", shares.withdraw, name="withdraw-share"),
    path("skills-held", skills.skills, name="skills"),
    path("skills-held/declare", skills.declare, name="declare"),
    path("skills-held/declared/<str:public_id>/remove", skills.remove, name="remove-declared"),
    path("timeline", timeline.timeline, name="timeline"),
    path("timeline.png", timeline.picture, name="timeline-picture"),
    path("timeline.pdf", timeline.paper, name="timeline-paper"),
    path("timeline/<str:public_id>", timeline.reflect, name="reflect"),
    path("s/<str:public_id>.zip", shown.bundle, name="shown-bundle"),
    path("s/<str:public_id>", shown.page, name="shown"),
    path("s/<str:public_id>/<str:item>", shown.item, name="shown-item"),
    path("s/<str:public_id>/<str:item>/file", shown.file, name="shown-file"),
]
