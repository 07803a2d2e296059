"""Addresses of institutions. Included at the root under the namespace `institutions`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.institutions.pages import keys, members, profile, public, switching

app_name = "institutions"
_SETTINGS = "o/<str:institution>/settings"
urlpatterns = [
    path("i/<str:public_id>", public.institution, name="institution"),
    path("i/<str:public_id>/did.json", public.did, name="did"),
    path("i/<str:public_id>/logo", public.logo, name="logo"),
    path("invitation/<str:token>", switching.invitation, name="invitation"),
    path("o", switching.mine, name="mine"),
    path("o/new", profile.new, name="new"),
    path("o/<str:institution>", switching.enter, name="enter"),
    path("o/<str:institution>/leave", switching.leave, name="leave"),
    path(_SETTINGS, profile.settings, name="settings"),
    path(f"{_SETTINGS}/profile", profile.profile, name="profile"),
    path(f"{_SETTINGS}/logo", profile.logo, name="change_logo"),
    path(f"{_SETTINGS}/review", profile.review, name="review"),
    path(f"{_SETTINGS}/members", members.members, name="members"),
    path(f"{_SETTINGS}/members/<int:account>", members.member, name="member"),
    path(f"{_SETTINGS}/members/<int:account>/remove", members.remove, name="remove_member"),
    path(f"{_SETTINGS}/invitations/<str:invitation>", members.withdraw, name="withdraw"),
    path(f"{_SETTINGS}/keys", keys.keys, name="keys"),
    path(f"{_SETTINGS}/keys/rotate", keys.rotate, name="rotate"),
    path(f"{_SETTINGS}/keys/<str:key>/compromised", keys.compromise, name="compromise"),
]
