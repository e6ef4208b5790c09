"""The Django project: what is stored, shared and shown. `setup.open_office(root)` is the way in."""
