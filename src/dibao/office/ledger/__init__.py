"""The ledger (台账): entries that are never changed, each chained to the one before it."""
