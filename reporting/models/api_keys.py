"""Keys of open data: one for each consumer, of which only the hash is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .fields import all_or_none


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def valid(self) -> ApiKeyQuerySet:
        return self.filter(revoked_at__isnull=True)


class ApiKey(models.Model):
    """`hint` is how the key begins, so that people can tell theirs; it opens nothing.

    `used_on` is the last day of use: reading writes once a day and not with every request.
    """

    name = models.CharField("ผู้ใช้ข้อมูล", max_length=120)
    hint = models.CharField(max_length=12)
    key_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(name="api_key_hash_once", fields=("key_sha256",)),
            models.CheckConstraint(
                name="api_key_has_name_and_hash", condition=~Q(name="") & ~Q(key_sha256="") & ~Q(hint="")
            ),
            models.CheckConstraint(
                name="api_key_revocation_is_whole", condition=all_or_none("revoked_at", "revoked_by")
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
