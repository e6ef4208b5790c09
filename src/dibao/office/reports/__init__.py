"""Reports (来件) as they came in, and what was read in them."""
