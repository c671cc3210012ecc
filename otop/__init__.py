"""The Django project: settings, root URLs, WSGI entry and our overrides of Django's Thai catalogue."""
