"""What the pages for owners share."""

from django.views.decorators.http import require_http_methods

from portal.access import requires
from portal.permissions import Permission

owner = requires(Permission.DRAFT_EDIT)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
