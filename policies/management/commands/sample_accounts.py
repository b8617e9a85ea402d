"""Print the sample accounts."""

from django.core.management.base import BaseCommand

from policies.roles.models import Appointment
from policies.sample.people import PASSWORD


class Command(BaseCommand):
    help = "Print the table of sample accounts."

    def handle(self, *args, **options):
        rows = Appointment.objects.current().filter(user__email__endswith="@example.org")
        self.stdout.write(f"Sign in with the password {PASSWORD} as one of:")
        for row in rows.order_by("pk"):
            title = f"{row.job_role.title}, {row.team.name} ({row.job_role.policy_set.code})"
            self.stdout.write(f"  {row.user.username:<14} {title}")
