"""The one application."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "ระบบรายงานยอดจำหน่ายผลิตภัณฑ์ OTOP"
    default_auto_field = "django.db.models.BigAutoField"
