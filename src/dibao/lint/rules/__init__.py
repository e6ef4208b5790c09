"""One module a rule, found through its `RULE`; nothing else changes when one is added."""
