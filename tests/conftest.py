"""pdfium is begun once a process: as Dibao begins it, whichever test uses it first."""

import os

from dibao.documents.pdf.file import begin

begin()

# Pages are tested under the settings of the browser (make test), everything else under those of the command line.
if os.environ.get("DJANGO_SETTINGS_MODULE") != "dibao.office.site.settings":
    collect_ignore = ["pages", "browser"]
