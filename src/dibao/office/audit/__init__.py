"""Who did what, when, on what; and whether the ledger still is what it was."""
