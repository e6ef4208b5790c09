"""A PDF's bytes as pages: the file is opened, counted and closed here."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2_raw as pdfium

from dibao.documents import unreadable

PAGES = 300
"""The longest PDF that is read."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""


class File:
    """An open PDF; a context manager. DibaoError where it is locked, damaged, empty or too long."""

    def __init__(self, data: bytes, name: str) -> None:
        begin()
        self._data = ctypes.create_string_buffer(data, len(data))  # pdfium reads from it as long as the file is open
        self._document: Any = pdfium.FPDF_LoadMemDocument64(self._data, len(data), None)
        if not self._document:
            locked = pdfium.FPDF_GetLastError() == _PASSWORD
            raise unreadable.encrypted(name) if locked else unreadable.corrupt(name)
        self.form: Any = None
        self.pages: int = pdfium.FPDF_GetPageCount(self._document)
        try:
            if self.pages == 0:
                raise unreadable.no_pages(name)
            if self.pages > PAGES:
                raise unreadable.too_many_pages(name, self.pages, PAGES)
            self._begin_form()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> File:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives the memory back."""
        if self.form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self.form)
        if self._document:
            pdfium.FPDF_CloseDocument(self._document)
        self.form = self._document = None

    def page(self, number: int) -> Any:
        """The page with this number, counted from 1, to be closed by the caller; None where it is damaged."""
        return pdfium.FPDF_LoadPage(self._document, number - 1)

    @property
    def attachments(self) -> int:
        """How many files are attached."""
        return max(int(pdfium.FPDFDoc_GetAttachmentCount(self._document)), 0)

    @property
    def dynamic(self) -> bool:
        """Whether it is a form that only some programs can draw (XFA): its pages hold a stand-in."""
        return int(pdfium.FPDF_GetFormType(self._document)) == int(pdfium.FORMTYPE_XFA_FULL)

    def _begin_form(self) -> None:
        if pdfium.FPDF_GetFormType(self._document) == pdfium.FORMTYPE_NONE:
            return
        self._settings = pdfium.FPDF_FORMFILLINFO(version=2)
        self.form = pdfium.FPDFDOC_InitFormFillEnvironment(self._document, self._settings)


@cache
def begin() -> None:
    """Once a process. The only font for what has none in the file is one of plain squares: places and widths are in
    the file, a character must only have a shape; looking for the machine's fonts takes long and differs between them.
    """
    folder = ctypes.create_string_buffer(os.fsencode(Path(__file__).with_name("font")))
    paths = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.cast(folder, ctypes.POINTER(ctypes.c_char)))
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
    _kept.extend((folder, paths))


_kept: list[Any] = []
"""What pdfium goes on to read from."""
