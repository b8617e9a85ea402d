"""What an approver or an editor says about a draft, at a clause and a quote of it."""

from django.conf import settings
from django.db import models

from policies.library.models import Clause, PolicyVersion


class ReviewCommentQuerySet(models.QuerySet):
    def open(self) -> "ReviewCommentQuerySet":
        """Comments that nobody has settled; their answers are not counted."""
        return self.filter(parent=None, resolved_at=None)


class ReviewComment(models.Model):
    """`quote` is what the comment is about, word for word as it stood. An answer has a `parent`."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="comments")
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    quote = models.TextField(blank=True)
    text = models.TextField()
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="review_comment_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.version}"
