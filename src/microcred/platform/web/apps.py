from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The look: layout, components, tokens, marks, badge images and certificates. Stores nothing."""

    name = "microcred.platform.web"
    label = "web"
    verbose_name = "Look"
