"""pdfium is begun once a process: as Dibao begins it, whichever test uses it first."""

from dibao.documents.pdf.file import begin

begin()
