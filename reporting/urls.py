"""Every address of the portal. The fiscal month is in the address, so that changing it keeps the page."""

from django.urls import include, path, register_converter

from reporting import converters
from reporting.fiscal import FiscalMonthConverter
from reporting.views import (
    audit,
    certifications,
    documents,
    entry,
    home,
    months,
    nation,
    province,
    sheet,
    users,
    workflow,
)

register_converter(FiscalMonthConverter, "fiscal_month")
register_converter(converters.ProvinceCode, "province")
register_converter(converters.DistrictCode, "district")
register_converter(converters.CategoryCode, "category")
register_converter(converters.Token, "token")

desk = [
    path("entry/", entry.entry, name="entry"),
    path("entry/add/", entry.group_add, name="group_add"),
    path("entry/remove/<int:group_id>/<category:category>/", entry.line_remove, name="line_remove"),
    path("entry/restore/<int:line_id>/", entry.line_restore, name="line_restore"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("sheet/tick/", sheet.tick_district, name="tick_district"),
    path("sheet/check/", sheet.tick_province, name="tick_province"),
    path("certify/", certifications.certify, name="certify"),
    path("rt2/", documents.rt2, name="rt2"),
    path("rt2/draft.pdf", documents.rt2_draft, name="rt2_draft"),
    path("rt2/issue/", documents.rt2_issue, name="rt2_issue"),
    path("sign/", documents.sign, name="sign"),
    path("submit/", workflow.submit, name="submit"),
    path("withdraw/", workflow.withdraw, name="withdraw"),
    path("return/", workflow.return_lines, name="return_lines"),
    path("publish/", workflow.publish, name="publish"),
    path("reopen/", workflow.reopen, name="reopen"),
    path("history/", workflow.history, name="history"),
]

province_pages = [
    path("", province.board, name="province_board"),
    path("certify/", certifications.province_certify, name="province_certify"),
    path("rt3/", province.rt3, name="rt3"),
    path("rt4/", province.rt4, name="rt4"),
]

nation_pages = [
    path("<int:fiscal_year>/", nation.year, name="nation_year"),
    path("<fiscal_month:month>/", nation.month, name="nation_month"),
    path("<fiscal_month:month>/provinces/<province:province_code>/", nation.province, name="nation_province"),
    path("<fiscal_month:month>/districts/<district:district_code>/", nation.district, name="nation_district"),
]

urlpatterns = [
    path("", home.landing, name="landing"),
    path("home/", home.home, name="home"),
    path("find/", home.month_find, name="month_find"),
    path("districts/<district:district_code>/<fiscal_month:month>/", include(desk)),
    path("provinces/<province:province_code>/<fiscal_month:month>/", include(province_pages)),
    path("nation/", include(nation_pages)),
    path("documents/<uuid:document_id>/", documents.document, name="document"),
    path("files/<uuid:file_id>/", documents.stored_file, name="stored_file"),
    path("verify/<token:token>/", documents.verify, name="verify"),
    path("months/<int:fiscal_year>/", months.months, name="months"),
    path("months/<fiscal_month:month>/open/", months.month_open, name="month_open"),
    path("months/<fiscal_month:month>/close/", months.month_close, name="month_close"),
    path("audit/", audit.audit, name="audit"),
    path("users/", users.users, name="users"),
]
