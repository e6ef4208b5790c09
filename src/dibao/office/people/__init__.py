"""People (人员): who signs in, in what role and for which units."""
