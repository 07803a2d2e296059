"""Django's settings, from the environment; `docs/reference/settings.md` says what each variable does."""

from __future__ import annotations

import secrets as random
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from microcred.platform.config import environment

PACKAGE = Path(__file__).resolve().parents[2]
DATA = environment.data_folder()
ORIGIN = environment.origin()
DEMO = environment.flag("MICROCRED_DEMO")
DEBUG = False
STYLE_PAGE = DEMO

SECRET_KEY = environment.secret("web_secret") or random.token_urlsafe(32)
"""Without a stored one everybody is signed out at the next start; `serve` stores one."""
KEY_ENCRYPTION_KEY = environment.secret("key_encryption_key")
"""Encrypts the institutions' signing keys; never the web secret. Empty: no key can be made or used."""

_host = urlsplit(ORIGIN).hostname or ""
ALLOWED_HOSTS = [_host, *environment.listed("MICROCRED_HOSTS")]
if _host in ("127.0.0.1", "localhost"):
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SECURE_SSL = ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_SSL else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []

APPS_OF_OURS = [
    name
    for name in (
        "gateways",
        "insights",
        "admissions",
        "qualifications",
        "careers",
        "assessment",
        "enrolments",
        "portfolio",
        "awards",
        "catalogue",
        "verifier",
        "network",
        "credentials",
        "frameworks",
        "institutions",
        "accounts",
        "journal",
    )
    if (PACKAGE / "platform" / name / "apps.py").is_file()
]
INSTALLED_APPS = [
    *(f"microcred.platform.{name}" for name in APPS_OF_OURS),
    "microcred.platform.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "microcred.platform.config.caching.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "microcred.platform.config.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "microcred.platform.config.urls"
WSGI_APPLICATION = "microcred.platform.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "microcred.platform.web.layout.look",
            ]
        },
    }
]
LAYOUT_SOURCE = "microcred.platform.config.navigation.layout"
INSTITUTION_HOME = "institution-home"
OWN_CREDENTIAL_SOURCE = "microcred.platform.config.ownaddresses.own_credential"
RULE_REGISTERS = [
    "microcred.platform.qualifications.register.under_way",
    "microcred.platform.admissions.decided.register",
]
"""Who names the people and past cases that a new version of a rule is compared on."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if "accounts" in APPS_OF_OURS:
    AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE_SSL else "http"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "microcred.platform.accounts.adapter.Adapter"
ACCOUNT_SIGNUP_FORM_CLASS = "microcred.platform.accounts.forms.NamedSignup"
HAND_IN_ADDRESS = "microcred.platform.assessment.queries.hand_in_address"
INSTITUTION_OFFERS = "microcred.platform.config.shared.offers"
NETWORK_ASKED_OF = "microcred.platform.config.shared.asked_of"
NETWORK_SOUGHT = "microcred.platform.config.shared.sought"
NETWORK_UNDER_RIGHT = "microcred.platform.config.shared.under_right"
NETWORK_SHARED = "microcred.platform.config.shared.shared"
STATED_ABOUT = "microcred.platform.config.shared.taught"
WORK_DUE = "microcred.platform.assessment.queries.own_due"
"""Who says where work for what an offering leads to is handed in."""
ACCOUNT_DATA_SOURCES = [
    "microcred.platform.institutions.queries.account_data",
    "microcred.platform.portfolio.queries.account_data",
    "microcred.platform.enrolments.queries.account_data",
    "microcred.platform.assessment.queries.account_data",
]
"""Who adds to the file that a person takes along."""
ACCOUNT_HOLDS = ["microcred.platform.institutions.queries.account_holds"]
"""Who says what must be handed over before an account is erased."""
ACCOUNT_FORGETS = [
    "microcred.platform.enrolments.services.forget_addresses",
    "microcred.platform.assessment.services.forget_addresses",
]
"""Who deletes what is kept under the addresses of an account that is erased."""
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_SSL

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["microcred.platform.web.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 30_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 520
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

EMAIL_BACKEND = environment.mail_backend(demo=DEMO)
DEFAULT_FROM_EMAIL = environment.text("MICROCRED_MAIL_FROM", f"Microcred <no-reply@{_host}>")
EMAIL_HOST = environment.text("MICROCRED_MAIL_HOST", "")
EMAIL_PORT = int(environment.text("MICROCRED_MAIL_PORT", "25"))
EMAIL_HOST_USER = environment.text("MICROCRED_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("MICROCRED_MAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("MICROCRED_MAIL_TLS")
EMAIL_TIMEOUT = 20
TASKS = {"default": {"BACKEND": "microcred.platform.journal.tasks_backend.RowsBackend"}}

FETCH_EXCEPTIONS = environment.listed("MICROCRED_FETCH_EXCEPTIONS")
"""Exact host:port pairs that the guarded fetcher may reach although they are private."""

VC_API_ISSUING = environment.flag("MICROCRED_VC_API_ISSUING")
"""Whether a key with that scope may have any document signed through the VC API."""
CONTEXTS = environment.text("MICROCRED_CONTEXTS", "")
SCHEMAS = environment.text("MICROCRED_SCHEMAS", "")
"""The folder of contexts that the operator has added, each pinned by its hash; empty for none."""

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
