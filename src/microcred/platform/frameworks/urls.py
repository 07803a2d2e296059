"""Addresses of skills, occupations and the operator's imports."""

from __future__ import annotations

from django.urls import path

from microcred.platform.frameworks.pages import entries, finding, importing, suggesting

app_name = "frameworks"
urlpatterns = [
    path("skills", finding.skills, name="skills"),
    path("skills/pick", finding.pick, name="pick"),
    path("skills/<int:number>", entries.skill, name="skill"),
    path("skills/suggest", suggesting.suggest, name="suggest"),
    path("skills/courses", suggesting.courses, name="courses"),
    path("skills/courses/<str:public_id>", suggesting.course_table, name="course_table"),
    path("skills/courses/<str:public_id>/progress", suggesting.course_progress, name="course_progress"),
    path("skills/import", importing.imports, name="imports"),
    path("skills/import/<str:public_id>", importing.import_run, name="import_run"),
    path("skills/import/<str:public_id>/progress", importing.import_progress, name="import_progress"),
    path("occupations", finding.occupations, name="occupations"),
    path("occupations/<int:number>", entries.occupation, name="occupation"),
]
