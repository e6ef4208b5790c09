"""Briefs on their way out: drafts, reviews, the register of what was issued, correction slips."""
