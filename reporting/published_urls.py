"""The addresses of what is published: the nation, the key figure, revisions and what is asked of them."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from reporting.views import (
    director,
    exports,
    inquiries,
    issuing,
    kpi,
    nation,
    nation_year,
    printing,
    published_line,
    register_growth,
    revisions,
    side_by_side,
    year_exports,
)


def of_year(view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The addresses of the files of a year's page, one for each of its tables."""
    return [
        path(f"{table}.<export_file:file_type>", view, {"table": table}, name=f"{name}_{table}_export")
        for table in year_exports.TABLES
    ]


publication_pages = [
    path("", side_by_side.side_by_side, name="side_by_side"),
    path("side-by-side.xlsx", side_by_side.side_by_side_xlsx, name="side_by_side_xlsx"),
    path("inquire/", inquiries.inquiry_ask, name="inquiry_ask"),
    path("side-by-side.csv", side_by_side.side_by_side_csv, name="side_by_side_csv"),
    path("lines/<int:line_id>/", published_line.published_line, name="published_line"),
    path(
        "lines/<int:line_id>/weeks.<export_file:file_type>",
        published_line.published_line_export,
        name="published_line_export",
    ),
]

nation_province_year_pages = [
    path("", nation_year.nation_province_year, name="nation_province_year"),
    *of_year(year_exports.nation_province_year_export, "nation_province"),
]

nation_year_pages = [
    path("", nation_year.nation_year, name="nation_year"),
    *of_year(year_exports.nation_year_export, "nation"),
    path("provinces/<province:province_code>/", include(nation_province_year_pages)),
]

director_pages = [
    path("", director.director_reports, name="director_reports"),
    path("pin/", director.director_pin, name="director_pin"),
    path("<int:pinned_id>/", director.director_report, name="director_report"),
    path("<int:pinned_id>/report.xlsx", director.director_xlsx, name="director_xlsx"),
    *(
        path(f"<int:pinned_id>/{one}.csv", director.director_csv, {"table": at}, name=f"director_{one}_csv")
        for at, one in enumerate(("categories", "months", "provinces"))
    ),
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
    path("report/month.csv", exports.nation_report_csv, {"table": 0}, name="nation_report_month_csv"),
    path("report/year.csv", exports.nation_report_csv, {"table": 1}, name="nation_report_year_csv"),
    path("report/issue/", issuing.nation_issue, name="nation_issue"),
    path("director/", include(director_pages)),
    path("provinces/<province:province_code>/", include(nation_province_pages)),
    path("districts/<district:district_code>/", include(nation_district_pages)),
]

kpi_pages = [
    path("", kpi.kpi_nation, name="kpi_nation"),
    path("kpi.<export_file:file_type>", year_exports.kpi_nation_export, name="kpi_nation_export"),
    path("definition/", kpi.kpi_definition, name="kpi_definition"),
    path("provinces/<province:province_code>/", kpi.kpi_province, name="kpi_province"),
    path(
        "provinces/<province:province_code>/kpi.<export_file:file_type>",
        year_exports.kpi_province_export,
        name="kpi_province_export",
    ),
    path("districts/<district:district_code>/", kpi.kpi_district, name="kpi_district"),
    path(
        "districts/<district:district_code>/kpi.<export_file:file_type>",
        year_exports.kpi_district_export,
        name="kpi_district_export",
    ),
]

growth_pages = [
    path("", register_growth.growth_nation, name="growth_nation"),
    path("growth.<export_file:file_type>", register_growth.growth_nation_export, name="growth_nation_export"),
    path("provinces/<province:province_code>/", register_growth.growth_province, name="growth_province"),
    path(
        "provinces/<province:province_code>/growth.<export_file:file_type>",
        register_growth.growth_province_export,
        name="growth_province_export",
    ),
    path("districts/<district:district_code>/", register_growth.growth_district, name="growth_district"),
    path(
        "districts/<district:district_code>/growth.<export_file:file_type>",
        register_growth.growth_district_export,
        name="growth_district_export",
    ),
]

inquiry_pages = [
    path("", inquiries.inquiries, name="inquiries"),
    path("list.<export_file:file_type>", inquiries.inquiries_export, name="inquiries_export"),
    path("<int:inquiry_id>/", inquiries.inquiry, name="inquiry"),
    path("<int:inquiry_id>/share/", inquiries.inquiry_share, name="inquiry_share"),
    path("<int:inquiry_id>/close/", inquiries.inquiry_close, name="inquiry_close"),
]

urlpatterns = [
    path("nation/progress.<export_file:file_type>", exports.progress_export, name="progress_export"),
    path("nation/<int:fiscal_year>/", include(nation_year_pages)),
    path("nation/<fiscal_month:month>/", include(nation_month_pages)),
    path("kpi/<int:fiscal_year>/", include(kpi_pages)),
    path("growth/<int:fiscal_year>/", include(growth_pages)),
    path("revisions/", revisions.revisions, name="revisions"),
    path("revisions/revisions.<export_file:file_type>", exports.revisions_export, name="revisions_export"),
    path("revisions/<district:district_code>/<fiscal_month:month>/", include(publication_pages)),
    path("inquiries/", include(inquiry_pages)),
]
