"""Reading OpenDocument files (LibreOffice, OpenOffice, WPS) from their XML."""
