"""Django's settings, from the environment and the workspace; `setup.open_office` points them at another folder."""

from __future__ import annotations

import os
from pathlib import Path

from dibao.office.databases import URL, database

WORKSPACE = Path(os.environ.get("DIBAO_WORKSPACE") or ".").resolve()
DATABASES = {"default": database(WORKSPACE, os.environ.get(URL))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "dibao.office.audit",
    "dibao.office.reports",
    "dibao.office.ledger",
    "dibao.office.briefs",
    "dibao.office.today",
]

# Moments are kept in UTC; days and windows are the office's own local dates and minutes, kept as written.
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LOGGING_CONFIG = None
