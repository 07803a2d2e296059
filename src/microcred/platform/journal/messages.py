"""A mail with its words, as whoever knows its kind writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MailMessage:
    """To one address. `text` is always there, `html` where it adds something; `language` is the words'."""

    to: str
    subject: str
    text: str
    html: str = ""
    language: str = "en"
    reply_to: str = ""
