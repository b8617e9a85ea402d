"""What the tables stand on: two extensions and two counters.

btree_gist lets one index keep ranges apart for each policy or person. pg_trgm
meets misspelt words by their letters in threes. The counters give references and short ids that
are never used twice, whatever is rolled back or withdrawn.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

# Clauses added at the desk are numbered from 1001, above what documents are loaded with.
SEQUENCES = {"policies_consultation_reference": 1, "policies_clause_short_id": 1001}


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        *(
            migrations.RunSQL(f"CREATE SEQUENCE {name} START {first}", f"DROP SEQUENCE {name}")
            for name, first in SEQUENCES.items()
        ),
    ]
