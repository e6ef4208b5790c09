"""Spreadsheets, from whatever file they come: what a sheet shows, in tables and lines.

An xlsx is read from its XML.

Not through openpyxl: it takes 0.2 s to import, it cannot tell an empty cell from a formula without a stored result
unless the file is loaded twice, and it refuses files whose styles another program wrote a little differently.
"""
