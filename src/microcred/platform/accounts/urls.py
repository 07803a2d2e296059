"""Addresses of the account. Included at the root under the namespace `accounts`."""

from __future__ import annotations

from django.urls import path

from microcred.platform.accounts import pages

app_name = "accounts"
urlpatterns = [
    path("account", pages.account, name="account"),
    path("account/data", pages.own_data, name="data"),
    path("account/erase", pages.erase, name="erase"),
    path("demo/sign-in", pages.demo, name="demo"),
    path("demo/sign-in/<int:account_id>", pages.demo_sign_in, name="demo_sign_in"),
]
