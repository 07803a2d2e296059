"""What the operator's environment says: the data folder, the secrets in it, the database, the address.

Everything has a default that works on one machine; `docs/reference/settings.md` lists each name.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from microcred.errors import MicrocredError


class SettingWrong(MicrocredError):
    """A setting of the environment that cannot be used."""

    code = "setting.wrong"
    sentence = "A setting of the environment cannot be used."
    remedy = "Correct the variable that is named; docs/reference/settings.md explains each."


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the database, the secrets and uploaded files are: `MICROCRED_DATA`, else `var` here."""
    return Path(environ.get("MICROCRED_DATA") or "var").resolve()


def secret(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """A secret: `MICROCRED_<NAME>`, else the file of that name in the data folder, else empty."""
    given = environ.get(f"MICROCRED_{name.upper()}")
    if given:
        return given
    file = _file(name, environ)
    return file.read_text("ascii").strip() if file.is_file() else ""


def ensure_secrets(environ: Mapping[str, str] = os.environ) -> None:
    """Makes the secrets that are missing, readable by their owner only. Done by `serve`, never by tests."""
    for name in ("web_secret", "key_encryption_key"):
        if secret(name, environ):
            continue
        file = _file(name, environ)
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(32) + "\n")


def _file(name: str, environ: Mapping[str, str]) -> Path:
    return data_folder(environ) / "secrets" / name


def origin(environ: Mapping[str, str] = os.environ) -> str:
    """The address of the site, as it stands in signed documents: scheme, host and port only."""
    text = (environ.get("MICROCRED_ORIGIN") or "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise SettingWrong(f"MICROCRED_ORIGIN={text}")
    return text


def flag(name: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a variable says yes."""
    return environ.get(name, "").lower() in ("1", "true", "yes", "on")


def listed(name: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The words of a variable, separated by commas."""
    return [word.strip() for word in environ.get(name, "").split(",") if word.strip()]


def database(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's description of the database named by `DATABASE_URL`, or SQLite in the data folder.

    `sqlite:///relative`, `sqlite:////absolute`, `postgresql://user:password@host:port/name`; a socket is
    `postgresql://user@/name?host=/folder`.
    """
    text = environ.get("DATABASE_URL", "")
    if not text:
        return _sqlite(str(data_folder(environ) / "microcred.sqlite3"))
    parts = urlsplit(text)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme not in ("postgresql", "postgres"):
        raise SettingWrong("DATABASE_URL")
    query = dict(word.split("=", 1) for word in parts.query.split("&") if "=" in word)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(name: str) -> dict[str, Any]:
    """Writers wait for each other instead of failing half-way: IMMEDIATE, WAL and a patient timeout."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
        },
    }


def text(name: str, otherwise: str, environ: Mapping[str, str] = os.environ) -> str:
    """A variable, or what holds where it is not set."""
    return environ.get(name) or otherwise


def mail_backend(*, demo: bool, environ: Mapping[str, str] = os.environ) -> str:
    """SMTP where a mail host is named; in the demo mails are only kept; else they are written to the log."""
    if environ.get("MICROCRED_MAIL_HOST"):
        return "django.core.mail.backends.smtp.EmailBackend"
    if demo:
        return "django.core.mail.backends.dummy.EmailBackend"
    return "django.core.mail.backends.console.EmailBackend"
