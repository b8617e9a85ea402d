"""What the library's views share."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from policies.library.models import Policy, PolicyVersion
from policies.roles.models import Appointment, JobRole, PolicySet
from portal.access import requires
from portal.permissions import Permission

reader = requires(Permission.LIBRARY_READ)


def job_role_of(request: HttpRequest) -> JobRole | None:
    """The reader's job; None for somebody without one in the portal."""
    appointment = Appointment.objects.held_by(request.user)
    return appointment.job_role if appointment else None


def policy_set_of(request: HttpRequest) -> PolicySet | None:
    """Whose rules bind the reader; None for somebody without a job in the portal."""
    job_role = job_role_of(request)
    return job_role.policy_set if job_role else None


def published(policy: Policy, *numbers: int) -> list[PolicyVersion] | None:
    """The published versions of these numbers, in this order; None where readers have one of them not."""
    found = {v.number: v for v in policy.versions.published().filter(number__in=numbers)}
    return [found[number] for number in numbers] if found.keys() >= set(numbers) else None


def portal_address(request: HttpRequest) -> str:
    """Where the portal is, such as https://advice.example.org."""
    address = settings.PORTAL_ADDRESS or request.build_absolute_uri("/")
    return (address if "://" in address else f"https://{address}").rstrip("/")


def file_response(content: bytes, *, name: str, media_type: str, save: bool) -> HttpResponse:
    """A file called `name`, to `save` or to open in the browser."""
    headers = {"Content-Disposition": content_disposition_header(save, name)}
    return HttpResponse(content, content_type=media_type, headers=headers)
