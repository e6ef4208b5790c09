"""A whole office in one file, and back: every row and every file of the workspace, whichever database it lives in."""
