"""Reading Excel workbooks from their XML."""
