"""What the three registers have in common."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from policies.roles.models import Appointment, PolicySet
from portal.models import User


def never_deleted() -> pgtrigger.Trigger:
    """An entry ends; it does not go."""
    return pgtrigger.Protect(name="entry_never_deleted", operation=pgtrigger.Delete)


class EntryQuerySet(models.QuerySet):
    """`policy_set` is the way from an entry to its policy set; `texts` are the columns searched."""

    policy_set: ClassVar[str] = "policy_set"
    texts: ClassVar[tuple[str, ...]] = ()

    def visible_to(self, user: User) -> "EntryQuerySet":
        """The entries of the organisation this person works for; none without a current job."""
        held = Appointment.objects.held_by(user)
        organisation = held.job_role.policy_set.organisation_id if held else None
        return self.filter(**{f"{self.policy_set}__organisation": organisation})

    def of_set(self, policy_set: PolicySet) -> "EntryQuerySet":
        return self.filter(**{self.policy_set: policy_set})

    def holding(self, words: str) -> "EntryQuerySet":
        """Entries in whose texts every one of these words stands, in any case, in any column."""
        found = self
        for word in words.split():
            columns = Q()
            for column in self.texts:
                columns |= Q(**{f"{column}__icontains": word})
            found = found.filter(columns)
        return found
