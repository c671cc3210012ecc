"""Accounts from a spreadsheet: its columns, and what each row would make or why it is refused (P33).

Nothing is stored by looking. The rows that can be made travel through the page to the second press in one
signed field, which belongs to the person who was shown them; the action asks everything again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from django.core import signing

from reporting import access
from reporting.access import MANAGED_ROLES
from reporting.actions import users
from reporting.actions.accounts import NOT_YOURS, NewAccount
from reporting.actions.users import Person, Post
from reporting.errors import BadInput
from reporting.models import District, Province, Role, User
from reporting.models.users import DISTRICT_ROLES
from reporting.uploads.table_limits import AGAIN
from reporting.uploads.tables import Row

_SALT = "reporting.account_sheet"
HEADS = ("ชื่อผู้ใช้", "ชื่อ–สกุล", "ตำแหน่ง", "หน้าที่ในระบบ", "รหัสอำเภอหรือจังหวัด", "ปฏิบัติราชการแทน", "อีเมล")
_HEAD_ROWS = 10
MOST = 500

NOT_THE_SHEET = f"ไม่พบหัวตาราง “{HEADS[0]}” ถึง “{HEADS[-1]}” ในไฟล์นี้ {AGAIN}"
TOO_MANY = f"นำเข้าได้ครั้งละไม่เกิน {MOST} บัญชี โปรดแบ่งไฟล์"
NOTHING = "ไม่มีบัญชีในไฟล์นี้ โปรดกรอกใต้หัวตาราง แถวละ 1 บัญชี"
LOST = "รายการที่ตรวจไว้อ่านไม่ได้แล้ว ยังไม่ได้เพิ่มบัญชี โปรดเลือกไฟล์แล้วตรวจอีกครั้ง"


@dataclass
class CheckedAccount:
    """One row of the file: the account it would make, or why it makes none."""

    number: int
    username: str
    full_name: str
    words: str
    errors: list[str] = field(default_factory=list)
    account: NewAccount | None = None


def read(sheets: Iterable[list[Row]]) -> list[tuple[int, list[str]]]:
    """The rows below the heads, with their numbers; each cell as it was typed. BadInput if there are none."""
    for sheet in sheets:
        for at, row in enumerate(sheet[:_HEAD_ROWS]):
            if tuple(_texts(row)) == HEADS:
                found = [(number, _texts(cells)) for number, cells in enumerate(sheet[at + 1 :], at + 2)]
                filled = [(number, cells) for number, cells in found if any(cells)]
                if not filled:
                    raise BadInput(NOTHING)
                if len(filled) > MOST:
                    raise BadInput(TOO_MANY)
                return filled
    raise BadInput(NOT_THE_SHEET)


def check(rows: Iterable[tuple[int, list[str]]], *, by: User) -> list[CheckedAccount]:
    """What each row would make; 3 queries."""
    rows = list(rows)
    districts = {one.pk: one for one in District.objects.reporting().select_related("province")}
    provinces = {one.pk: one for one in Province.objects.reporting()}
    counts = Counter(_name(cells[0]) for _, cells in rows)
    taken = set(User.objects.filter(username__in=counts).values_list("username", flat=True))
    checked = []
    for number, cells in rows:
        username, full_name, position, role, code, acting_for, email = cells
        found = CheckedAccount(number, username, full_name, f"{role} {code}".strip())
        if counts[_name(username)] > 1:
            found.errors.append(f"ชื่อผู้ใช้ {username or 'ว่าง'} มี {counts[_name(username)]} แถวในไฟล์")
        if _name(username) in taken:
            found.errors.append(f"ชื่อผู้ใช้ {username} มีผู้ใช้แล้ว โปรดตั้งชื่ออื่น")
        try:
            post = _post(role, code, districts, provinces, by=by)
            found.words = f"{post.role.label} {post.area or ''}".strip()
            found.account = NewAccount(username, Person(full_name, position, acting_for, email), post)
            users.words_fit(users.unsaved(**found.account.parts))
        except BadInput as refusal:
            found.errors.append(str(refusal))
        checked.append(found)
    return checked


def packed(rows: Iterable[CheckedAccount], *, by: User) -> str:
    """The rows that can be made, as one signed text."""
    plain = [[row.number, *_cells(row.account)] for row in rows if row.account and not row.errors]
    return signing.dumps({"by": by.pk, "rows": plain}, salt=_SALT, compress=True)


def unpacked(text: str, *, by: User) -> list[CheckedAccount]:
    """The inverse of `packed`, looked at once more. BadInput when it is not this person's."""
    try:
        content = signing.loads(text, salt=_SALT)
    except signing.BadSignature as fault:
        raise BadInput(LOST) from fault
    if content["by"] != by.pk:
        raise BadInput(LOST)
    return check(((number, cells) for number, *cells in content["rows"]), by=by)


def _post(
    word: str, code: str, districts: dict[str, District], provinces: dict[str, Province], *, by: User
) -> Post:
    role = next((one for one in MANAGED_ROLES[by.role] if word == one.label), None)
    if role is None:
        labels = " หรือ ".join(one.label for one in MANAGED_ROLES[by.role])
        raise BadInput(f"หน้าที่ในระบบต้องเป็น {labels}")
    district = districts.get(code) if role in DISTRICT_ROLES else None
    province = provinces.get(code) if role == Role.PROVINCE else None
    if role in DISTRICT_ROLES and district is None:
        raise BadInput("รหัสอำเภอต้องเป็นรหัส 4 หลักตามแผ่น “รหัสพื้นที่”")
    if role == Role.PROVINCE and province is None:
        raise BadInput("รหัสจังหวัดต้องเป็นรหัส 2 หลักตามแผ่น “รหัสพื้นที่”")
    post = Post(role, district, province)
    if not access.may_place(by, role, post.area):
        raise BadInput(NOT_YOURS)
    if code and post.area is None:
        raise BadInput("หน้าที่นี้ไม่มีอำเภอหรือจังหวัด โปรดเว้นรหัสว่าง")
    return post


def _cells(account: NewAccount) -> Iterator[str]:
    person, area = asdict(account.person), account.post.area
    yield from (account.username, person["full_name"], person["position"], account.post.role.label)
    yield from (area.pk if area else "", person["acting_for"], person["email"])


def _texts(row: Row) -> list[str]:
    """The cells as text, as many as there are heads; a code that became a number is its digits."""
    found = [("" if value is None else str(getattr(value, "sentence", value))).strip() for value in row]
    return [*found, *[""] * len(HEADS)][: len(HEADS)]


def _name(text: str) -> str:
    return User.normalize_username(text).lower()
