"""The data: one module per noun, every model and enumeration reachable from here."""

from .audit import AuditEvent
from .documents import (
    DistrictCertification,
    Document,
    Kind,
    Method,
    ProvincialCertification,
    ProvincialCoverage,
    Signature,
    SignatureMethod,
)
from .evidence import FileKind, StoredFile
from .geography import District, Province, Subdistrict
from .groups import Category, ProducerGroup, ProducerType, RosterEntry
from .months import Holiday, ReportingMonth
from .publications import Publication, PublicationTotal
from .sales import CHANNEL_COLUMNS, Channel, SalesLine, WeeklyEntry
from .targets import Target
from .users import Role, User
from .workflow import Action, MonthlyReport, Return, ReturnedLine, ReturnReason, State, Transition

__all__ = [
    "CHANNEL_COLUMNS",
    "Action",
    "AuditEvent",
    "Category",
    "Channel",
    "District",
    "DistrictCertification",
    "Document",
    "FileKind",
    "Holiday",
    "Kind",
    "Method",
    "MonthlyReport",
    "ProducerGroup",
    "ProducerType",
    "Province",
    "ProvincialCertification",
    "ProvincialCoverage",
    "Publication",
    "PublicationTotal",
    "ReportingMonth",
    "Return",
    "ReturnReason",
    "ReturnedLine",
    "Role",
    "RosterEntry",
    "SalesLine",
    "Signature",
    "SignatureMethod",
    "State",
    "StoredFile",
    "Subdistrict",
    "Target",
    "Transition",
    "User",
    "WeeklyEntry",
]
