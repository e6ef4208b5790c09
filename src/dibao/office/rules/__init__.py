"""Rules (规则): the office's plain files in the browser, from units and windows to the brief's template."""
