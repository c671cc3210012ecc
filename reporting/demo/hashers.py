"""Passwords of the demonstration: everybody may know them, so they must be worth nothing anywhere else."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoPasswordHasher(PBKDF2PasswordHasher):
    """The usual hash under a name of its own, which the settings know in demo mode only.

    Without demo mode, nobody signs in with a password that was set in it, should the same database ever be
    used for real work.
    """

    algorithm = "demo_pbkdf2_sha256"
