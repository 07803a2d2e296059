"""The site's settings as the tests use them: nothing on disk, quick hashes, no secrets of anybody's."""

from __future__ import annotations

import os
import tempfile

os.environ["MICROCRED_DATA"] = tempfile.mkdtemp(prefix="microcred-tests-")
os.environ.pop("MICROCRED_DEMO", None)
os.environ.setdefault("MICROCRED_ORIGIN", "http://127.0.0.1:8000")

from microcred.platform.config.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True)  # noqa: F405
SECRET_KEY = "only for tests"
KEY_ENCRYPTION_KEY = "only-for-tests-0123456789abcdefghijklmnopqrs"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
