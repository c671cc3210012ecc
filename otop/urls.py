"""Root URLs: the portal's own pages, and of allauth's pages those that belong to closed accounts.

Nobody signs up, proves an address or resets a password by e-mail here, so those pages do not exist.
Faults need no handlers of our own: Django's draw templates/400.html, 403.html, 404.html and 500.html. Forms
that are out of date are answered by `reporting.views.faults`.
"""

from allauth.account import views as account
from django.urls import include, path

accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("accounts/", include(accounts)),
    path("", include("reporting.urls")),
]
