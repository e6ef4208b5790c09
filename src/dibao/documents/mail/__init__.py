"""Mails as units send them: their own text and their attachments, and nothing of the people who wrote and received."""
