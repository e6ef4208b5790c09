"""Saved web pages and mail bodies."""
