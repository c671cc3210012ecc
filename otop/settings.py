"""Settings, read from the environment; what is not set is safe for production.

Two switches relax them. `OTOP_DEMO` (set by `manage.py demo`) is for demonstration, training and one office
on its own machine; `DEBUG` is for developing. Both serve plain HTTP, make their own secret key and do not
insist on a second factor. Everything the portal writes outside a database server lies in one folder,
`OTOP_DATA`.
"""

import os
from decimal import Decimal
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
OTOP_DEMO = env.bool("OTOP_DEMO", default=False)
PRODUCTION = not (DEBUG or OTOP_DEMO)

# The data folder: SQLite database, uploaded and issued files, cache, collected static files.
OTOP_DATA = Path(env.str("OTOP_DATA", default=str(BASE_DIR / "var"))).resolve()
OTOP_DATA.mkdir(parents=True, exist_ok=True)


def own_secret_key(path: Path) -> str:
    """The key kept in `path`: made on first use, readable by its owner only, the same for all processes."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(get_random_secret_key())
        try:
            os.link(
                draft, path
            )  # Whole or not at all: a worker that starts meanwhile never reads half a key.
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: put a long random text into the environment, or start `manage.py demo` "
            "to try the portal out. / ยังไม่ได้กำหนด SECRET_KEY: กรุณากำหนดข้อความสุ่มที่ยาวพอในตัวแปรแวดล้อม "
            "หรือใช้คำสั่ง manage.py demo เพื่อทดลองใช้ระบบ"
        )
    SECRET_KEY = own_secret_key(OTOP_DATA / "secret-key")

# --- The portal's own choices ---------------------------------------------------------------------

# Due dates that fall on a day off move to the next working day (R14).
OTOP_SHIFT_DUE_DATES = env.bool("OTOP_SHIFT_DUE_DATES", default=True)
# Nobody ticks a line they typed themselves. Off, because in a small office one person does both.
OTOP_SEPARATE_DUTIES = env.bool("OTOP_SEPARATE_DUTIES", default=False)
# A line asks for a note from so many times its twelve-month median on, and when every figure of a month of so
# many baht is a round thousand.
OTOP_DOUBT_HIGH = env.int("OTOP_DOUBT_HIGH", default=5)
OTOP_DOUBT_ROUND_FROM = env.int("OTOP_DOUBT_ROUND_FROM", default=10_000)
# Which submitted lines the province looks at first (reporting.risk): deviations from the usual, the least
# deviation on the log scale, a large first sale in times its peers' median and in baht, percent of the sales
# in other channels than before, and thousandths above a target that are still "exactly".
OTOP_RISK_OUTLIER = env.float("OTOP_RISK_OUTLIER", default=3.5)
OTOP_RISK_SPREAD = env.float("OTOP_RISK_SPREAD", default=0.2)
OTOP_RISK_FIRST_TIMES = env.int("OTOP_RISK_FIRST_TIMES", default=3)
OTOP_RISK_FIRST_FROM = env.int("OTOP_RISK_FIRST_FROM", default=100_000)
OTOP_RISK_MOVED = env.int("OTOP_RISK_MOVED", default=50)
OTOP_RISK_TARGET = env.int("OTOP_RISK_TARGET", default=5)
# How many of the other lines are looked at besides, chosen by chance.
OTOP_REVIEW_SAMPLE = env.int("OTOP_REVIEW_SAMPLE", default=10)
# A grant to correct published figures lasts so many days unless another day is chosen.
OTOP_CORRECTION_DAYS = env.int("OTOP_CORRECTION_DAYS", default=7)
# What differs by more than either, in percent of the district-month or in baht, is certified anew.
OTOP_CORRECTION_PERCENT = Decimal(env.str("OTOP_CORRECTION_PERCENT", default="1"))
OTOP_CORRECTION_BAHT = Decimal(env.str("OTOP_CORRECTION_BAHT", default="50000"))
# A form of more lines than this takes more than two seconds to draw, and is left to the worker.
OTOP_DRAW_AT_ONCE = env.int("OTOP_DRAW_AT_ONCE", default=120)
# The address that QR codes lead to, such as https://otop.example.go.th; without it, that of the request which
# issues the form.
OTOP_PUBLIC_URL = env.str("OTOP_PUBLIC_URL", default="").rstrip("/")
# Drawing a PDF is ended beyond so many seconds, or megabytes of address space.
OTOP_PDF_SECONDS = env.int("OTOP_PDF_SECONDS", default=120)
OTOP_PDF_MEGABYTES = env.int("OTOP_PDF_MEGABYTES", default=1024)
# A committee has a quorum when more than so many percent of its members are present, or agree by letter.
OTOP_QUORUM_PERCENT = env.int("OTOP_QUORUM_PERCENT", default=50)
# Megabytes of evidence that a district may keep for one month.
OTOP_EVIDENCE_MB = env.int("OTOP_EVIDENCE_MB", default=300)
# The office's certificate (PKCS#12) with which issued PDFs are sealed, and its passphrase; it needs the
# extra [sign]. Former certificates (PEM), whose seals are still to be recognised, in a file of their own.
OTOP_SEAL_CERTIFICATE = env.str("OTOP_SEAL_CERTIFICATE", default="")
OTOP_SEAL_PASSPHRASE = env.str("OTOP_SEAL_PASSPHRASE", default="")
OTOP_SEAL_TRUSTED = env.str("OTOP_SEAL_TRUSTED", default="")
# A key of open data may ask so many times a minute, and so may an address without one that holds.
OTOP_OPEN_DATA_PER_MINUTE = env.int("OTOP_OPEN_DATA_PER_MINUTE", default=60)
# Everybody may see a month's totals by province and category; cells of few producers are hidden.
OTOP_PUBLIC_TOTALS = env.bool("OTOP_PUBLIC_TOTALS", default=False)
# Offices are reminded so many days before a due date, and once after it.
OTOP_REMIND_DAYS = env.list("OTOP_REMIND_DAYS", cast=int, default=[3, 1])
# The link by which a person chooses a password works for so many hours.
OTOP_LINK_HOURS = env.int("OTOP_LINK_HOURS", default=72)
# Everybody sets up a second factor before the first page.
OTOP_REQUIRE_MFA = env.bool("OTOP_REQUIRE_MFA", default=PRODUCTION)

# --- Where we are served --------------------------------------------------------------------------

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else LOCAL_HOSTS)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The number of reverse proxies in front of us. Their word on the client's address and on HTTPS is believed
# only then.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("OTOP_TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

OTOP_HTTPS = env.bool("OTOP_HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=OTOP_HTTPS)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600 if OTOP_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_SUBDOMAINS", default=OTOP_HTTPS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OTOP_HTTPS
CSRF_FAILURE_VIEW = "reporting.views.faults.csrf_failure"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Bootstrap's check marks and the QR code of the second factor are data: images.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- Parts ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "reporting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "reporting.covering.CoverMiddleware",
    "reporting.accounts.SignInFirstMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reporting.accounts.MethodMiddleware",
    "reporting.accounts.SlidingSessionMiddleware",
    "reporting.accounts.SecondFactorMiddleware",
    # Last: it limits what the page itself reads, and nothing around it.
    "reporting.department_role.DepartmentRoleMiddleware",
]

ROOT_URLCONF = "otop.urls"
WSGI_APPLICATION = "otop.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reporting.navigation.portal",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data -----------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{OTOP_DATA / 'otop.sqlite3'}")}
database = DATABASES["default"]
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"] = {
        # A transaction takes the write lock when it begins, so two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    database["CONN_HEALTH_CHECKS"] = True
    # Connections kept open by each worker process; 0 opens one for every request.
    if pool_size := env.int("OTOP_DB_POOL", default=8):
        database.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}

# The role as which PostgreSQL is asked for the pages of the department; `manage.py department_role` makes it.
OTOP_DEPARTMENT_ROLE = env.str("OTOP_DEPARTMENT_ROLE", default="")

# Tasks wait in the database for `manage.py db_worker`; in demonstration and debug they run at once.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if PRODUCTION
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# Sign-in attempts are counted here, so all worker processes must share it: a folder on one machine; with
# several machines CACHE_URL names a server.
CACHES = {
    "default": env.cache("CACHE_URL")
    if env.str("CACHE_URL", default="")
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": OTOP_DATA / "cache",
    }
}

MEDIA_ROOT = OTOP_DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o640
# A page of 100 lines posts about 1,000 fields; Django's limit is exactly that.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = OTOP_DATA / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "otop.staticfiles.StaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Signing in -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "reporting.User"
AUTHENTICATION_BACKENDS = ["reporting.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if OTOP_DEMO:
    # Demonstration passwords carry a name that only demo mode knows, and so open nothing anywhere else.
    PASSWORD_HASHERS = [
        "reporting.demo.hashers.DemoPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "landing"

# Twelve hours after the last page, not after signing in: reporting.accounts.SlidingSessionMiddleware.
SESSION_COOKIE_AGE = 12 * 3600

ACCOUNT_ADAPTER = "reporting.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
# Accounts and their addresses are made by an administrator; there is nothing to confirm.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
# Who was asked for the password or a code within so many minutes signs forms without being asked again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.int("OTOP_SIGN_MINUTES", default=5)
ACCOUNT_RATE_LIMITS = {
    # A whole office, or a whole ministry, may come from one address: tight for an account, wide for an
    # address.
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    # A page of the question counts as well as its answer: five wrong ones in five minutes.
    "reauthenticate": "10/5m/user",
    # Papers checked by number or file; the QR code's own page is not counted.
    "verify": "60/m/ip",
    # A committee's members may all answer from one office, each through the own link.
    "circular_answer": "60/m/ip,10/5m/key",
    # A whole office may be invited on one day; a password may be refused a few times.
    "own_password": "60/m/ip,10/5m/key",
}

MFA_ADAPTER = "reporting.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OTOP"
# Clocks of office machines run up to half a minute wrong.
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

# Without a mail server letters go to the log in demo and debug, and nowhere in production: a log is no
# place for a link that sets a password.
vars().update(env.email("EMAIL_URL", default="dummymail://" if PRODUCTION else "consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="otop@localhost")
# Seconds that a mail server may take for one step; ten letters must fit into five minutes.
EMAIL_TIMEOUT = env.int("OTOP_MAIL_SECONDS", default=20)
# Without a mail server nothing is put into the outbox, which nobody would empty.
OTOP_SENDS_MAIL = bool(env.str("EMAIL_URL", default=""))

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย")]
LOCALE_PATHS = [BASE_DIR / "otop" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True

# --- Log: to standard output, for whatever runs us to keep ----------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"hide_links": {"()": "otop.logs.HideLinks"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["hide_links"],
        }
    },
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Only the root's handler: Django's own would print every line twice and mail the administrators.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # fontTools tells each step of subsetting a font for every PDF.
        "fontTools": {"level": "WARNING"},
        # And WeasyPrint each step of drawing it.
        "weasyprint": {"level": "WARNING"},
    },
}
