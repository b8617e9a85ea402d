"""An employer whose staff use the portal."""

from django.db import models


class Organisation(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    jurisdiction = models.CharField(
        max_length=10, help_text="Whose public holidays and laws apply, such as AU-VIC or GB-ENG."
    )

    time_zone = models.CharField(max_length=40, default="Australia/Melbourne")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
