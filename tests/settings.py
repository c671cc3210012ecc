"""The portal's settings as the tests run them: demo mode, a data folder of their own, cheap password hashes.

The environment is set before the settings are read, so that processes which tests start see the same. The
database is SQLite unless DATABASE_URL says otherwise; `-p tests.postgres` sets it.
"""

import atexit
import os
import shutil
import tempfile

if "OTOP_TEST_DATA" not in os.environ:  # Set by the first process of a run; its xdist workers inherit it.
    folder = tempfile.mkdtemp(prefix="otop-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["OTOP_TEST_DATA"] = folder

for name in ("DEBUG", "ALLOWED_HOSTS", "OTOP_HTTPS", "OTOP_REQUIRE_MFA", "SECURE_SSL_REDIRECT"):
    os.environ.pop(name, None)
os.environ |= {
    "OTOP_DEMO": "true",
    "OTOP_DATA": os.environ["OTOP_TEST_DATA"],
    "SECRET_KEY": "for the tests only: nothing outside this run is signed with it",
    "OTOP_DB_POOL": "0",
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "memorymail://",
    "LOG_LEVEL": "WARNING",
}

from otop.settings import *  # noqa: E402, F403 - the environment must be set first; all settings are wanted
from otop.settings import DATABASES, INSTALLED_APPS  # noqa: E402 - as above

# A file, not memory: threads and the live server then have connections of their own, as in production.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["OTOP_TEST_DATA"], "test.sqlite3")}

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # Looks for a static file when it is asked for, not at every client's start.
