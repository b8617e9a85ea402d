"""A policy, procedure or piece of guidance, and whom it binds."""

from django.db import models

from policies.roles.models import PolicySet


class PolicyQuerySet(models.QuerySet):
    def binding(self, policy_set: PolicySet) -> "PolicyQuerySet":
        """The policies that bind this set, in the order in which its staff read them."""
        return self.filter(bindings__policy_set=policy_set).order_by("bindings__order")

    def for_list(self) -> "PolicyQuerySet":
        """What the list of policies shows, in a fixed number of queries."""
        return self.prefetch_related(
            models.Prefetch("bindings", Binding.objects.select_related("policy_set"))
        )


class Policy(models.Model):
    class Kind(models.TextChoices):
        POLICY = "policy", "Policy"
        PROCEDURE = "procedure", "Procedure"
        GUIDANCE = "guidance", "Guidance"

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    title_note = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    summary = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True, help_text="As the document names it.")
    review_interval_months = models.PositiveSmallIntegerField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True)
    policy_number = models.CharField(max_length=100, blank=True)
    endorsed_on = models.DateField(null=True, blank=True)
    adapted_from = models.CharField(max_length=300, blank=True)
    change_control = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title


class Binding(models.Model):
    """This policy binds that set; `order` is the order in which its staff read their policies."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="bindings")
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="bindings")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["policy_set", "order"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "policy_set"], name="binding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.policy_set.code} ← {self.policy.code}"
