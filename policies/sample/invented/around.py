"""What stands around generated policies: definitions, references, role tasks, contacts and matters, with citations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from policies.directory.models import Contact
from policies.library.models import Citation, ClauseVersion, Definition, Kind, Policy, Reference
from policies.matters.models import Matter, MatterCell
from policies.roles.models import JobRole, PolicySet
from policies.sample.invented.words import Writer
from policies.tasks.models import RoleTask

TERMS = 3  # a policy
CITED = 3  # clauses a cell
POLICIES_A_CONTACT, POLICIES_A_MATTER = 5, 5

Words = Mapping[int, Sequence[ClauseVersion]]


def fill(policies: Sequence[Policy], writer: Writer) -> None:
    """Give these policies what policies have around them; what cites a clause is pinned to its words in force."""
    words: dict[int, list[ClauseVersion]] = {policy.pk: [] for policy in policies}
    rows = ClauseVersion.objects.in_force().filter(version__policy__in=policies)
    for row in rows.exclude(kind=Kind.SECTION).select_related("version").defer("search"):
        words[row.version.policy_id].append(row)
    citations = [
        *_definitions(policies, words, writer),
        *_role_tasks(policies, words, writer),
        *_contacts(policies, words, writer),
        *_matters(policies, words, writer),
    ]
    Citation.objects.bulk_create(citations, batch_size=1_000)
    _references(policies, words, writer)


def _citations(
    thing: Model, clauses: Iterable[ClauseVersion], *, label: str, url: str = "", part: str = ""
) -> Iterator[Citation]:
    source_type = ContentType.objects.get_for_model(thing)
    for words in clauses:
        yield Citation(
            source_type=source_type,
            source_id=thing.pk,
            part=part,
            label=label,
            url=url,
            clause_id=words.clause_id,
            pinned=words,
            pinned_hash=words.hash,
        )


def _definitions(policies: Sequence[Policy], words: Words, writer: Writer) -> Iterator[Citation]:
    chosen = [
        (policy, clause, term)
        for policy in policies
        for clause, term in zip(
            words[policy.pk], writer.random.sample(writer.terms, TERMS), strict=False
        )
    ]
    made = Definition.objects.bulk_create(
        Definition(policy=p, clause_id=c.clause_id, term=term, meaning=f"{writer.phrase(12)}.")
        for p, c, term in chosen
    )
    for definition, (_, clause, _) in zip(made, chosen, strict=True):
        yield from _citations(definition, [clause], label=f"Definition of “{definition.term}”")


def _role_tasks(policies: Sequence[Policy], words: Words, writer: Writer) -> Iterator[Citation]:
    roles = list(JobRole.objects.order_by("pk"))
    taken = {role.pk: role.role_tasks.count() for role in roles}
    tasks, clauses = [], []
    for n, policy in enumerate(policies):
        role, clause = roles[n % len(roles)], words[policy.pk][-1]
        taken[role.pk] += 1
        what = f"{writer.phrase(8)}."
        tasks.append(
            RoleTask(job_role=role, what=what, clause_id=clause.clause_id, order=taken[role.pk])
        )
        clauses.append(clause)
    for task, clause in zip(RoleTask.objects.bulk_create(tasks), clauses, strict=True):
        yield from _citations(
            task, [clause], label=task.what, url="/tasks/", part=task.job_role.key
        )


def _contacts(policies: Sequence[Policy], words: Words, writer: Writer) -> Iterator[Citation]:
    named = policies[::POLICIES_A_CONTACT]
    contacts = Contact.objects.bulk_create(
        Contact(
            key=f"made-contact-{n:03}",
            name=f"{writer.phrase(2)} desk {n}",
            phone=f"0000 {n:04}",
            purpose=f"{writer.phrase(6)}.",
        )
        for n, _ in enumerate(named, 1)
    )
    sets = list(PolicySet.objects.order_by("pk"))
    through = Contact.policy_sets.through
    through.objects.bulk_create(
        through(contact=contact, policyset=sets[n % len(sets)])
        for n, contact in enumerate(contacts)
    )
    for contact, policy in zip(contacts, named, strict=True):
        yield from _citations(
            contact,
            words[policy.pk][:CITED],
            label=f"{contact.name}, {contact.phone}",
            url=f"/contacts/{contact.key}/",
        )


def _matters(policies: Sequence[Policy], words: Words, writer: Writer) -> Iterator[Citation]:
    after = Matter.objects.count()
    matters = Matter.objects.bulk_create(
        Matter(
            slug=f"made-matter-{n:03}",
            title=f"{writer.phrase(3)} {n}",
            question=f"{writer.phrase(8)}?",
            topic="made",
            order=after + n,
        )
        for n in range(1, len(policies) // POLICIES_A_MATTER + 1)
    )
    sets = list(PolicySet.objects.order_by("pk"))
    cells = MatterCell.objects.bulk_create(
        MatterCell(matter=matter, policy_set=policy_set, says=f"{writer.phrase(20)}.", order=order)
        for matter in matters
        for order, policy_set in enumerate(sets, 1)
    )
    for n, cell in enumerate(cells):
        yield from _citations(
            cell,
            words[policies[n % len(policies)].pk][:CITED],
            label=f"{cell.matter.title} ({cell.policy_set.name})",
            url=cell.matter.get_absolute_url(),
        )


def _references(policies: Sequence[Policy], words: Words, writer: Writer) -> None:
    kinds = (Reference.Kind.DOCUMENT, Reference.Kind.LEGISLATION)
    references = Reference.objects.bulk_create(
        Reference(policy=policy, key=kind.value, kind=kind, title=writer.phrase(4))
        for policy in policies
        for kind in kinds
    )
    through = Reference.clauses.through
    through.objects.bulk_create(
        through(reference=reference, clause_id=words[reference.policy_id][n % len(kinds)].clause_id)
        for n, reference in enumerate(references)
    )
