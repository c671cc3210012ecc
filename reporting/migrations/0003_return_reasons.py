"""The ten coded reasons a province starts with when it returns a line."""

from django.db import migrations

REASONS = [
    ("ONLINE_TWICE", "ยอดออนไลน์ซ้ำกับยอดปกติ"),
    ("TRANSFER_TWICE", "ยอดโอนซ้ำกับยอดปกติ"),
    ("TOO_HIGH", "ยอดสูงผิดปกติ โปรดตรวจกับหลักฐาน"),
    ("TOO_LOW", "ยอดต่ำผิดปกติ โปรดตรวจกับหลักฐาน"),
    ("WRONG_CATEGORY", "ประเภทผลิตภัณฑ์ไม่ถูกต้อง"),
    ("WRONG_TYPE", "ประเภทผู้ผลิตไม่ถูกต้อง"),
    ("COPIED", "ยอดเท่ากับเดือนก่อนทุกช่อง"),
    ("SAME_GROUP_TWICE", "กลุ่มเดียวกันรายงานซ้ำ"),
    ("NIL_DOUBTED", "ระบุไม่มียอด แต่มีข้อมูลว่ามีการจำหน่าย"),
    ("OTHER", "อื่น ๆ (ระบุในคำอธิบาย)"),
]


def add_reasons(apps, schema_editor):
    reason = apps.get_model("reporting", "ReturnReason")
    for position, (code, label) in enumerate(REASONS, start=1):
        reason.objects.get_or_create(code=code, defaults={"label": label, "position": position})


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_audit_is_append_only")]

    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
