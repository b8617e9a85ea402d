"""No telephone number is typed a second time: it stands at its contact, and everything else names that.

Documents print numbers in their own text, and what quotes them prints them too: there the number
has to be the one that the directory has, of a contact that stands beside it.
"""

import re

import pytest
import yaml

from policies.directory.models import Contact
from policies.guides.models import GuideVersion
from policies.library.models import Citation, ClauseVersion
from policies.matters.models import MatterCell
from tests.support.house import PRODUCT, python_files
from tests.support.site import ROOT

pytestmark = pytest.mark.django_db

DIRECTORY = yaml.safe_load((ROOT / "fixtures" / "directory.yaml").read_text())
# As the documents print them. 999 is typed where a child may be in danger: it never changes.
NUMBER = re.compile(r"\b\d{4} \d{4}\b")
# Two documents print one number under two titles, and do not say that they are one post.
PRINTED_TWICE = {"9096 0779": {"web-design-services", "digital-engagement-unit"}}


def numbers_in(text: str) -> set[str]:
    return set(NUMBER.findall(re.sub(r"\s+", " ", text)))


def test_the_directory_types_each_once():
    typed: dict[str, set[str]] = {}
    for row in DIRECTORY["contacts"]:
        if row["phone"]:
            typed.setdefault(row["phone"], set()).add(row["key"])
    assert {number: keys for number, keys in typed.items() if len(keys) > 1} == PRINTED_TWICE
    said = " ".join(
        f"{row['note']} {row['purpose']} {row['name']}" for row in DIRECTORY["contacts"]
    )
    assert numbers_in(said) == set()


def test_no_program_and_no_template_types_one():
    files = [*python_files(*PRODUCT), *(ROOT / "templates").rglob("*.*"), ROOT / "static/portal.js"]
    typed = {path.name: numbers_in(path.read_text()) for path in files}
    published = set(Contact.objects.exclude(phone="").values_list("phone", flat=True))
    assert {name: found for name, found in typed.items() if found & published} == {}
    types = (ROOT / "fixtures" / "consultation_types.yaml").read_text()
    assert numbers_in(types) == set()


def test_no_guide_types_one():
    definitions = GuideVersion.objects.values_list("definition", flat=True)
    typed = [numbers_in(yaml.safe_dump(each, width=10_000)) for each in definitions]
    assert len(typed) > 40
    assert set().union(*typed) == set()


def test_what_a_matter_prints_stands_in_a_clause_that_it_cites():
    wrong = []
    for cell in MatterCell.objects.select_related("matter", "ask"):
        cited = Citation.objects.of(cell).values("pinned")
        texts = " ".join(ClauseVersion.objects.filter(pk__in=cited).values_list("text", flat=True))
        if not numbers_in(cell.says) <= numbers_in(texts):
            wrong.append(f"{cell}: {numbers_in(cell.says)}")
    assert wrong == []


def test_the_number_of_a_clause_is_that_of_a_contact_it_names():
    numbered = ClauseVersion.objects.in_force().filter(text__regex=r"\d{4} \d{4}")
    seen = 0
    for words in numbered.select_related("clause"):
        naming = Citation.objects.filter(
            clause=words.clause, source_type__model="contact", retired=False
        )
        contacts = Contact.objects.with_unit().filter(pk__in=naming.values("source_id"))
        numbers = {contact.number for contact in contacts}
        assert numbers_in(words.text) <= numbers, words.clause.short_id
        seen += 1
    assert seen > 4
