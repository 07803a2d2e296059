"""The site as a WSGI application. It does not start where a security check finds an error."""

from __future__ import annotations

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from microcred.platform.config.front import bounded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microcred.platform.config.settings")
application = bounded(get_wsgi_application())
call_command("check", tags=["security"], fail_level="ERROR")
