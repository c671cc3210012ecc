"""Root URLs. Every page lives in `reporting.urls`.

Faults need no handlers of our own: Django's draw templates/400.html, 403.html, 403_csrf.html, 404.html and
500.html.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("reporting.urls")),
]
