"""Reading Excel workbooks from their XML.

Not through openpyxl: it takes 0.2 s to import, it cannot tell an empty cell from a formula without a stored result
unless the file is loaded twice, and it refuses files whose styles another program wrote a little differently.
"""
