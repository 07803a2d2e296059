"""Addresses of the network. Included at the root under the namespace `network`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.network.pages import agreements, finding, map, registry, rights, statements  # noqa: A004

app_name = "network"
_OWN = "o/<str:institution>"
urlpatterns = [
    path(f"{_OWN}/rights/", rights.rights, name="rights"),
    path(f"{_OWN}/rights/give", rights.give, name="give"),
    path(f"{_OWN}/rights/<str:right>/withdraw", rights.withdraw, name="withdraw"),
    path(f"{_OWN}/agreements/", agreements.agreements, name="agreements"),
    path(f"{_OWN}/agreements/new", agreements.propose, name="propose"),
    path(f"{_OWN}/agreements/<str:agreement>", agreements.step, name="agreement"),
    path(f"{_OWN}/statements/", statements.statements, name="statements"),
    path(f"{_OWN}/statements/<str:statement>/withdraw", statements.take_back, name="take-back"),
    path("i/<str:public_id>/network", map.network, name="map"),
    path("i/<str:public_id>/network.svg", map.picture, name="picture"),
    path("rights/<str:public_id>", rights.right, name="right"),
    path("who-may-certify", finding.who, name="who"),
    path("accreditors", registry.accreditors, name="accreditors"),
    path("registries", registry.registries, name="registries"),
    path(".well-known/openid-federation", registry.configuration, name="configuration"),
    path("registry/dids", registry.dids, name="dids"),
    path("registry/list", registry.listed, name="list"),
    path("registry/fetch", registry.fetch, name="fetch"),
    path("registry/rights/<str:public_id>", registry.right, name="right_document"),
    path("registry/rights/<str:public_id>/withdrawal", registry.withdrawal, name="withdrawal"),
    path("registry/log", registry.log, name="log"),
    path("registry/log/heads/<int:number>", registry.leaves, name="leaves"),
    path("registry/log/<str:digest>", registry.proof, name="proof"),
]
