"""Every address of the portal. The fiscal month is in the address, so that changing it keeps the page."""

from django.urls import URLPattern, include, path, register_converter

from reporting import converters
from reporting.fiscal import FiscalMonthConverter
from reporting.views import (
    account,
    account_import,
    api_keys,
    archive,
    audit,
    binder,
    certifications,
    circulars,
    committee,
    corrections,
    director,
    documents,
    drafting,
    entry,
    entry_rows,
    excel,
    exports,
    fixing,
    followups,
    groups,
    handover,
    home,
    inbox,
    issuing,
    kpi,
    letters,
    mail,
    months,
    nation,
    nation_year,
    notes,
    open_data,
    own_password,
    printing,
    province,
    province_year,
    public_totals,
    published_line,
    receipts,
    register,
    responsible,
    return_reasons,
    revisions,
    scans,
    sheet,
    side_by_side,
    signing,
    target_import,
    targets,
    threads,
    users,
    verification,
    votes,
    workflow,
    year_strip,
)

register_converter(FiscalMonthConverter, "fiscal_month")
register_converter(converters.ProvinceCode, "province")
register_converter(converters.DistrictCode, "district")
register_converter(converters.CategoryCode, "category")
register_converter(converters.Token, "token")
register_converter(converters.LetterFile, "letter_file")
register_converter(converters.BlankForm, "blank_form")
register_converter(converters.ExportFile, "export_file")


def of_committee(prefix: str = "") -> list[URLPattern]:
    """The pages that a district's and a province's committee share; the names differ by the prefix."""
    one = "circulars/<int:circular_id>/"
    return [
        path("committee/", committee.committee, name=f"{prefix}committee"),
        path("committee/<int:member_id>/", committee.committee_member, name=f"{prefix}committee_member"),
        path("committee/sign-in.pdf", committee.sign_in_sheet, name=f"{prefix}sign_in_sheet"),
        path("circulars/", circulars.circulars, name=f"{prefix}circulars"),
        path(one, circulars.circular, name=f"{prefix}circular"),
        path(f"{one}close/", circulars.circular_close, name=f"{prefix}circular_close"),
        path(f"{one}cancel/", circulars.circular_cancel, name=f"{prefix}circular_cancel"),
        path(
            f"{one}ballots/<int:ballot_id>/renew/", circulars.circular_renew, name=f"{prefix}circular_renew"
        ),
        path(f"{one}slips.pdf", circulars.circular_slips, name=f"{prefix}circular_slips"),
    ]


desk = [
    path("entry/", entry.entry, name="entry"),
    path("entry/rows/", entry_rows.entry_rows, name="entry_rows"),
    path("entry/here/", entry_rows.entry_here, name="entry_here"),
    path("entry/month.xlsx", excel.month_excel, name="month_excel"),
    path("entry/import/", excel.month_import, name="month_import"),
    path("entry/year/", year_strip.year_strip, name="year_strip"),
    path("entry/add/", groups.group_add, name="group_add"),
    path("entry/add/groups.json", groups.group_find, name="group_find"),
    path("entry/remove/<int:group_id>/<category:category>/", entry.line_remove, name="line_remove"),
    path("entry/note/<int:group_id>/<category:category>/", notes.line_note, name="line_note"),
    path("entry/restore/<int:line_id>/", entry.line_restore, name="line_restore"),
    path("fix/", fixing.fix, name="fix"),
    path("register/", register.register, name="register"),
    path("register/<int:group_id>/close/", register.group_close, name="group_close"),
    path("register/<int:group_id>/reopen/", register.group_reopen, name="group_reopen"),
    path("sheet/", sheet.sheet, name="sheet"),
    path("sheet/tick/", sheet.tick_district, name="tick_district"),
    path("sheet/check/", sheet.tick_province, name="tick_province"),
    path("sheet/star/", followups.star, name="star"),
    path("talk/", threads.talk, name="talk"),
    path("talk/read/", threads.talk_read, name="talk_read"),
    path("certify/", certifications.certify, name="certify"),
    path("rt1/", printing.rt1_page, name="rt1"),
    path("rt1/rt1.pdf", printing.rt1_pdf, name="rt1_pdf"),
    path("rt1/rt1.xlsx", printing.rt1_xlsx, name="rt1_xlsx"),
    path("rt2/", documents.rt2, name="rt2"),
    path("rt2/rt2.xlsx", printing.rt2_xlsx, name="rt2_xlsx"),
    path("rt2/draft.pdf", documents.rt2_draft, name="rt2_draft"),
    path("rt2/issue/", documents.rt2_issue, name="rt2_issue"),
    path("sign/", signing.sign, name="sign"),
    path("evidence/", binder.evidence, name="evidence"),
    path("evidence/add/", binder.evidence_add, name="evidence_add"),
    path("evidence/lines/<int:line_id>/", binder.evidence_line, name="evidence_line"),
    path("evidence/<int:evidence_id>/remove/", binder.evidence_remove, name="evidence_remove"),
    path("letter.<letter_file:file_type>", letters.letter_district, name="letter_district"),
    path("submit/", workflow.submit, name="submit"),
    path("withdraw/", workflow.withdraw, name="withdraw"),
    path("return/", workflow.return_lines, name="return_lines"),
    path("publish/", workflow.publish, name="publish"),
    path("correction/", corrections.correction, name="correction"),
    path("correction/withdraw/", corrections.correction_withdraw, name="correction_withdraw"),
    path("correction/grant/", corrections.correction_grant, name="correction_grant"),
    path("correction/refuse/", corrections.correction_refuse, name="correction_refuse"),
    path("correction/extend/", corrections.correction_extend, name="correction_extend"),
    path("correction/end/", corrections.correction_end, name="correction_end"),
    path("history/", workflow.history, name="history"),
    path("sheet/lines.<export_file:file_type>", exports.sheet_export, name="sheet_export"),
    path("history/history.<export_file:file_type>", exports.history_export, name="history_export"),
    *of_committee(),
]

province_pages = [
    path("", province.board, name="province_board"),
    path("board.<export_file:file_type>", exports.board_export, name="board_export"),
    path("certify/", certifications.province_certify, name="province_certify"),
    path("rt3/", province.rt3, name="rt3"),
    path("rt3/rt3.pdf", printing.rt3_pdf, name="rt3_pdf"),
    path("rt3/rt3.xlsx", printing.rt3_xlsx, name="rt3_xlsx"),
    path("rt3/rt3.csv", exports.rt3_csv, name="rt3_csv"),
    path("rt3/issue/", issuing.rt3_issue, name="rt3_issue"),
    path("rt4/", province.rt4, name="rt4"),
    path("rt4/sign/", signing.rt4_sign, name="rt4_sign"),
    path("letter.<letter_file:file_type>", letters.letter_province, name="letter_province"),
    path("rt4/rt4.pdf", printing.rt4_pdf, name="rt4_pdf"),
    path("rt4/rt4.xlsx", printing.rt4_xlsx, name="rt4_xlsx"),
    path("rt4/rt4.csv", exports.rt4_csv, name="rt4_csv"),
    path("rt4/issue/", issuing.rt4_issue, name="rt4_issue"),
    *of_committee("province_"),
]

publication_pages = [
    path("", side_by_side.side_by_side, name="side_by_side"),
    path("side-by-side.xlsx", side_by_side.side_by_side_xlsx, name="side_by_side_xlsx"),
    path("lines/<int:line_id>/", published_line.published_line, name="published_line"),
]

nation_year_pages = [
    path("", nation_year.nation_year, name="nation_year"),
    path("year.<export_file:file_type>", exports.nation_year_export, name="nation_year_export"),
    path(
        "provinces/<province:province_code>/", nation_year.nation_province_year, name="nation_province_year"
    ),
]

director_pages = [
    path("", director.director_reports, name="director_reports"),
    path("pin/", director.director_pin, name="director_pin"),
    path("<int:pinned_id>/", director.director_report, name="director_report"),
    path("<int:pinned_id>/report.xlsx", director.director_xlsx, name="director_xlsx"),
    path("<int:pinned_id>/slide.svg", director.director_slide, name="director_slide"),
]

nation_province_pages = [
    path("", nation.province, name="nation_province"),
    path("lines.<export_file:file_type>", exports.nation_province_export, name="nation_province_export"),
]

nation_district_pages = [
    path("", nation.district, name="nation_district"),
    path("lines.<export_file:file_type>", exports.nation_district_export, name="nation_district_export"),
]

nation_month_pages = [
    path("", nation.month, name="nation_month"),
    path("month.<export_file:file_type>", exports.nation_month_export, name="nation_month_export"),
    path("lines.<export_file:file_type>", exports.nation_lines_export, name="nation_lines_export"),
    path("report/", printing.nation_report, name="nation_report"),
    path("report/report.pdf", printing.nation_report_pdf, name="nation_report_pdf"),
    path("report/report.xlsx", printing.nation_report_xlsx, name="nation_report_xlsx"),
    path("report/issue/", issuing.nation_issue, name="nation_issue"),
    path("director/", include(director_pages)),
    path("provinces/<province:province_code>/", include(nation_province_pages)),
    path("districts/<district:district_code>/", include(nation_district_pages)),
]

target_pages = [
    path("", targets.targets, name="targets"),
    path("<province:province_code>/", targets.targets_province, name="targets_province"),
    path("<province:province_code>/targets.xlsx", targets.targets_xlsx, name="targets_xlsx"),
    path("<province:province_code>/assign/", targets.targets_assign, name="targets_assign"),
    path("<province:province_code>/import/", target_import.targets_import, name="targets_import"),
    path("<province:province_code>/ladder/", target_import.targets_ladder, name="targets_ladder"),
]

urlpatterns = [
    path("", home.landing, name="landing"),
    path("blank/<blank_form:blank>.pdf", printing.blank_pdf, name="blank_pdf"),
    path("blank/<blank_form:blank>.xlsx", printing.blank_xlsx, name="blank_xlsx"),
    path("home/", home.home, name="home"),
    path("signed-in/", home.signed_in, name="signed_in"),
    path("find/", home.month_find, name="month_find"),
    path("districts/<district:district_code>/<fiscal_month:month>/", include(desk)),
    path("provinces/<province:province_code>/<fiscal_month:month>/", include(province_pages)),
    path(
        "provinces/<province:province_code>/<int:fiscal_year>/",
        province_year.province_year,
        name="province_year",
    ),
    path(
        "provinces/<province:province_code>/<int:fiscal_year>/year.<export_file:file_type>",
        exports.province_year_export,
        name="province_year_export",
    ),
    path("nation/<int:fiscal_year>/", include(nation_year_pages)),
    path("nation/<fiscal_month:month>/", include(nation_month_pages)),
    path("kpi/<int:fiscal_year>/", kpi.kpi_nation, name="kpi_nation"),
    path("kpi/<int:fiscal_year>/definition/", kpi.kpi_definition, name="kpi_definition"),
    path("kpi/<int:fiscal_year>/provinces/<province:province_code>/", kpi.kpi_province, name="kpi_province"),
    path("kpi/<int:fiscal_year>/districts/<district:district_code>/", kpi.kpi_district, name="kpi_district"),
    path("documents/<uuid:document_id>/", archive.document, name="document"),
    path("documents/<uuid:document_id>/file.pdf", archive.document_file, name="document_file"),
    path("documents/jobs/<uuid:job_id>/", issuing.job, name="job"),
    path("documents/jobs/<uuid:job_id>/draft.pdf", drafting.job_file, name="job_file"),
    path("documents/jobs/<uuid:job_id>/state.json", issuing.job_state, name="job_state"),
    path("files/<uuid:file_id>/", archive.stored_file, name="stored_file"),
    path("files/<uuid:file_id>/small/", binder.file_thumbnail, name="file_thumbnail"),
    path("signed-papers/", scans.signed_papers, name="signed_papers"),
    path("signed-papers/<int:scan_id>/", scans.scan_choose, name="scan_choose"),
    path("verify/", verification.verify_paper, name="verify_paper"),
    path("verify/<token:token>/", verification.verify, name="verify"),
    path("answer/<token:token>/", votes.vote, name="vote"),
    path("answer/<token:token>/<district:district_code>/", votes.vote_paper, name="vote_paper"),
    path("months/<int:fiscal_year>/", months.months, name="months"),
    path("months/<fiscal_month:month>/open/", months.month_open, name="month_open"),
    path("months/<fiscal_month:month>/close/", months.month_close, name="month_close"),
    path("targets/<int:fiscal_year>/", include(target_pages)),
    path("handovers/", handover.handovers, name="handovers"),
    path("handovers/<int:handover_id>/", handover.handover, name="handover"),
    path("handovers/<int:handover_id>/pack.pdf", handover.handover_pdf, name="handover_pdf"),
    path("handovers/<int:handover_id>/accept/", handover.handover_accept, name="handover_accept"),
    path("handovers/<int:handover_id>/successor/", handover.handover_successor, name="handover_successor"),
    path("handovers/<int:handover_id>/withdraw/", handover.handover_withdraw, name="handover_withdraw"),
    path("receipts/<slug:number>/", receipts.receipt, name="receipt"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.inbox_read, name="inbox_read"),
    path("mail/", mail.mail_settings, name="mail_settings"),
    path("mail/failed/", mail.mail_failed, name="mail_failed"),
    path("mail/failed/<int:mail_id>/send/", mail.mail_again, name="mail_again"),
    path("revisions/", revisions.revisions, name="revisions"),
    path("revisions/revisions.<export_file:file_type>", exports.revisions_export, name="revisions_export"),
    path("revisions/<district:district_code>/<fiscal_month:month>/", include(publication_pages)),
    path("open-data/", open_data.about, name="open_data"),
    path("open-data/totals.json", open_data.totals_json, name="open_data_json"),
    path("open-data/totals.csv", open_data.totals_csv, name="open_data_csv"),
    path("open-data/keys/", api_keys.keys, name="keys"),
    path("open-data/keys/<int:key_id>/revoke/", api_keys.key_revoke, name="key_revoke"),
    path("public/", public_totals.public_totals, name="public_totals"),
    path("public/<fiscal_month:month>/", public_totals.public_month, name="public_month"),
    path("follow/", followups.work_list, name="work_list"),
    path("return-reasons/", return_reasons.return_reasons, name="return_reasons"),
    path("return-reasons/<slug:code>/", return_reasons.return_reason, name="return_reason"),
    path("return-reasons/<slug:code>/move/", return_reasons.return_reason_move, name="return_reason_move"),
    path("audit/", audit.audit, name="audit"),
    path("users/", users.users, name="users"),
    path("users/responsible/", responsible.responsible, name="responsible"),
    path("users/import/", account_import.user_import, name="user_import"),
    path("users/import/accounts.xlsx", account_import.user_template, name="user_template"),
    path("users/new/", account.user_new, name="user_new"),
    path("users/<int:user_id>/", account.user, name="user"),
    path("users/<int:user_id>/link/", account.user_link, name="user_link"),
    path("users/<int:user_id>/move/", account.user_move, name="user_move"),
    path("users/<int:user_id>/end/", account.user_end, name="user_end"),
    path("users/<int:user_id>/revive/", account.user_revive, name="user_revive"),
    path("own-password/<token:token>/", own_password.own_password, name="own_password"),
]
