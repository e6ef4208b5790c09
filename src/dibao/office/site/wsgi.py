"""For any WSGI server: `DIBAO_WORKSPACE` names the workspace."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dibao.office.site.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
