"""The settings of the tests: those of a sample installation, less what only a server needs."""

import os

os.environ.setdefault("PORTAL_LOCAL", "1")
os.environ.setdefault("DJANGO_SECRET_KEY", "only for the tests, which keep nothing")

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES, STORAGES

# One connection a test process, so that a database can be copied as soon as it is closed.
DATABASES["default"]["OPTIONS"].pop("pool", None)
# Nothing is collected before the tests: static files are served under their plain names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
