"""The addresses of insights."""

from django.urls import path

from microcred.platform.insights import pages

app_name = "insights"
urlpatterns = [
    path("o/<str:institution>/demand", pages.demand, name="demand"),
    path("o/<str:institution>/demand.csv", pages.export, name="export"),
]
