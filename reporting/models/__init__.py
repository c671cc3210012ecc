"""The data: one module per noun, every model and enumeration reachable from here."""

from .api_keys import ApiKey
from .attendance import ResolutionMember
from .audit import AuditEvent
from .binder import Evidence, EvidenceKind
from .circulars import Answer, Ballot, Circular, CircularItem, Outcome
from .committee import Committee, CommitteeMember, CommitteeRole, committee_columns, quorum_of
from .corrections import Correction, CorrectionLine, CorrectionReason, CorrectionState
from .covers import Cover
from .documents import (
    DistrictCertification,
    Document,
    Method,
    ProvincialCertification,
    ProvincialCoverage,
    Signature,
    SignatureMethod,
)
from .evidence import FileKind, StoredFile
from .extensions import Extension
from .followups import FollowUp, Office
from .geography import District, Province, Subdistrict
from .groups import Category, ProducerGroup, ProducerType, RosterEntry
from .handover import Handover
from .inquiries import Inquiry, InquiryMessage, InquiryMessageKind, InquiryState
from .jobs import JobState, RenderJob
from .kpi import LEVEL_COLUMNS, Base, KpiDefinition, Measure
from .links import AccountLink
from .mail import Mail, MailState
from .months import Holiday, ReportingMonth
from .notices import REMINDERS, Notice, NoticeKind
from .pinned import PinnedPublication, PinnedReport
from .presence import Presence
from .publications import Publication, PublicationTotal
from .returns import Return, ReturnedLine, ReturnReason
from .sales import CHANNEL_COLUMNS, Channel, SalesLine, WeeklyEntry
from .scans import FiledBy, SignedScan
from .scopes import OF_A_DISTRICT, OF_A_PROVINCE, OF_THE_DIRECTOR, OF_THE_NATION, Kind, Scope
from .targets import TableSource, Target, TargetTable, assignment_words
from .threads import Message, ReadUpTo, Thread
from .users import Role, User
from .workflow import Action, MonthlyReport, State, Transition

__all__ = [
    "CHANNEL_COLUMNS",
    "LEVEL_COLUMNS",
    "OF_A_DISTRICT",
    "OF_A_PROVINCE",
    "OF_THE_DIRECTOR",
    "OF_THE_NATION",
    "REMINDERS",
    "AccountLink",
    "Action",
    "Answer",
    "ApiKey",
    "AuditEvent",
    "Ballot",
    "Base",
    "Category",
    "Channel",
    "Circular",
    "CircularItem",
    "Committee",
    "CommitteeMember",
    "CommitteeRole",
    "Correction",
    "CorrectionLine",
    "CorrectionReason",
    "CorrectionState",
    "Cover",
    "District",
    "DistrictCertification",
    "Document",
    "Evidence",
    "EvidenceKind",
    "Extension",
    "FileKind",
    "FiledBy",
    "FollowUp",
    "Handover",
    "Holiday",
    "Inquiry",
    "InquiryMessage",
    "InquiryMessageKind",
    "InquiryState",
    "JobState",
    "Kind",
    "KpiDefinition",
    "Mail",
    "MailState",
    "Measure",
    "Message",
    "Method",
    "MonthlyReport",
    "Notice",
    "NoticeKind",
    "Office",
    "Outcome",
    "PinnedPublication",
    "PinnedReport",
    "Presence",
    "ProducerGroup",
    "ProducerType",
    "Province",
    "ProvincialCertification",
    "ProvincialCoverage",
    "Publication",
    "PublicationTotal",
    "ReadUpTo",
    "RenderJob",
    "ReportingMonth",
    "ResolutionMember",
    "Return",
    "ReturnReason",
    "ReturnedLine",
    "Role",
    "RosterEntry",
    "SalesLine",
    "Scope",
    "Signature",
    "SignatureMethod",
    "SignedScan",
    "State",
    "StoredFile",
    "Subdistrict",
    "TableSource",
    "Target",
    "TargetTable",
    "Thread",
    "Transition",
    "User",
    "WeeklyEntry",
    "assignment_words",
    "committee_columns",
    "quorum_of",
]
