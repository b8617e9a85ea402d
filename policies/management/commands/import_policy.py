"""Bring a document to the policy desk from the command line."""

import json
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.importing.choices import Choices
from policies.drafting.importing.matching import Matching, match, old_clauses
from policies.drafting.importing.reading import read
from policies.drafting.importing.source import MAX_BYTES, Unreadable
from policies.drafting.importing.tree import ParsedClause, as_json, from_json, walk
from policies.drafting.models import PolicyImport
from policies.drafting.reading.changes import texts
from policies.library.models import Policy, PolicyVersion
from policies.roles.models import PolicySet
from portal.models import User
from portal.permissions import Permission


class Command(BaseCommand):
    help = "Read a document as a policy's next text, to be reconciled at the desk."

    def add_arguments(self, parser):
        parser.add_argument("file", help="DOCX, HTML, Markdown, text, or JSON exported from here.")
        parser.add_argument("--code", required=True, help="The policy; a new one is made for it.")
        parser.add_argument("--set", help="Of a new policy: the policy set that it binds.")
        parser.add_argument("--title", help="Of a new policy: its title; else the file's name.")
        parser.add_argument("--by", help="User name of the editor who brings it.")
        parser.add_argument("--dry-run", action="store_true", help="Read and match, keep nothing.")
        parser.add_argument("--json", action="store_true", help="Print all that was read.")
        parser.add_argument(
            "--accept-proposals",
            action="store_true",
            help="Of a policy without a text: confirm what is proposed, and make the first draft.",
        )

    def handle(self, *args, **options):
        path = Path(options["file"])
        data = _bytes(path)
        policy = Policy.objects.filter(code=options["code"]).first()
        try:
            if options["dry_run"]:
                self._try(path, data, policy, options)
            else:
                self._bring(path, data, policy, options)
        except (Unreadable, Refused) as problem:
            raise CommandError(str(problem)) from problem
        except PermissionDenied as error:
            raise CommandError("This person may not edit drafts. Name an editor: --by.") from error

    def _try(self, path: Path, data: bytes, policy: Policy | None, options: dict) -> None:
        reading = read(data, path.name)
        base = actions.last_words(policy) if policy else None
        matching = match(old_clauses(texts(base)), reading.tree)
        placed = [{"n": n, "text": text, "key": key} for n, text, key in reading.placed]
        unplaced = [{"n": n, "text": text, "why": why} for n, text, why in reading.unplaced]
        self._print(_report(reading.tree, matching, base, placed, unplaced), options)

    def _bring(self, path: Path, data: bytes, policy: Policy | None, options: dict) -> None:
        by = _person(options["by"])
        with transaction.atomic():
            policy = policy or _new_policy(options, path)
            brought = actions.start_import(by=by, policy=policy, file_name=path.name, data=data)
        if brought.state == PolicyImport.State.WAITING:
            # Nobody waits at a page for this one.
            actions.read_waiting(pk=brought.pk)
            brought.refresh_from_db()
        if brought.state == PolicyImport.State.REFUSED:
            raise CommandError(brought.problem)
        tree, choices = from_json(brought.tree), Choices.from_json(brought.choices)
        report = _report(
            tree,
            choices.matching,
            brought.base,
            [p for p in brought.paragraphs if p["key"]],
            [p for p in brought.paragraphs if p["why"]],
        )
        report |= {"import": brought.pk, "address": brought.get_absolute_url()}
        draft = self._first_draft(by, brought, tree, choices, options)
        if draft:
            report["address"] = f"/manage/drafts/{draft.pk}/"
        self._print(report, options)

    def _first_draft(
        self,
        by: User,
        brought: PolicyImport,
        tree: list,
        choices: Choices,
        options: dict,
    ) -> PolicyVersion | None:
        """The draft of a policy's first text, where nothing is left to confirm."""
        if brought.base is not None:
            return None
        left = {clause.key: choices.said(clause) for clause in choices.unconfirmed(tree)}
        if left and not options["accept_proposals"]:
            return None
        if left:
            brought = actions.confirm_clauses(
                by=by, brought=brought, revision=brought.revision, confirmed=left
            )
        return actions.draft_import(by=by, brought=brought, revision=brought.revision)

    def _print(self, report: dict, options: dict) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for label, count in report["figures"].items():
            self.stdout.write(f"{label}: {count}")
        for row in report["unplaced"]:
            self.stdout.write(f"  left out {row['n']}, {row['why']}: {row['text'][:80]}")
        if "address" in report:
            self.stdout.write(f"Go on at {report['address']}")


def _bytes(path: Path) -> bytes:
    """The file, or enough of it to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _report(
    tree: list[ParsedClause],
    matching: Matching,
    base: PolicyVersion | None,
    placed: list[dict],
    unplaced: list[dict],
) -> dict:
    """All that was read, as plain values."""
    return {
        "figures": {
            "paragraphs": len(placed) + len(unplaced),
            "placed": len(placed),
            "left out": len(unplaced),
            "clauses": sum(1 for _ in walk(tree)),
            "clauses matched": len(matching.pairs),
            "clauses of the version before to be settled": len(matching.unmatched),
        },
        "base": base and base.number,
        "tree": as_json(tree),
        "placed": placed,
        "unplaced": unplaced,
        "matching": matching.as_json(),
    }


def _person(name: str | None) -> User:
    """The editor who brings the document: the one named, or the only one there is."""
    people = User.objects.filter(is_active=True, **({"username": name} if name else {}))
    editors = [person for person in people if person.may(Permission.DRAFT_EDIT)]
    if len(editors) != 1:
        raise CommandError("Say which editor brings the document: --by and a user name.")
    return editors[0]


def _new_policy(options: dict, path: Path) -> Policy:
    """A policy without a text. Raises CommandError where the code or the set will not do."""
    title = options["title"] or path.stem
    policy = Policy(code=options["code"], title=title, kind=Policy.Kind.POLICY)
    try:
        policy.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    policy.save()
    if options["set"]:
        policy_set = PolicySet.objects.filter(code=options["set"]).first()
        if policy_set is None:
            known = ", ".join(PolicySet.objects.values_list("code", flat=True))
            raise CommandError(f"There is no policy set {options['set']}. There are: {known}.")
        policy.bindings.create(policy_set=policy_set)
    return policy
