"""Reading RTF: Word's, WPS's, LibreOffice's, and what other programs write by that name.

Not through striprtf: it keeps hidden and deleted text, gives tables as bars and loses text boxes and notes.
"""
