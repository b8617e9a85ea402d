"""What a person may do: permissions as an enum, access roles as lists of permissions.

Access roles are not job roles: a job role says which rules bind a person, an access role says what the portal lets
them do. A user carries access roles as short keys; code asks for a permission, never for a role.
"""

from enum import StrEnum


class Permission(StrEnum):
    LIBRARY_READ = "library.read"
    DIRECTORY_READ = "directory.read"
    SEARCH = "search.use"
    GUIDE_RUN = "guides.run"
    TASK_OWN = "tasks.own"
    NOTICE_OWN = "notices.own"
    ABSENCE_ENTER = "roles.absence"
    CONSULTATION_RAISE = "consultations.raise"
    CONSULTATION_ADVISE = "consultations.advise"
    CONSULTATION_TYPES = "consultations.types"
    CONSULTATION_READ_ALL = "consultations.read-all"
    CONSULTATION_REASSIGN = "consultations.reassign"
    DIRECTORY_KEEP = "directory.keep"
    REGISTERS_READ = "registers.read"
    REGISTERS_KEEP = "registers.keep"
    DRAFT_EDIT = "drafting.edit"
    DRAFT_APPROVE = "drafting.approve"


_STAFF = [
    Permission.LIBRARY_READ,
    Permission.DIRECTORY_READ,
    Permission.SEARCH,
    Permission.GUIDE_RUN,
    Permission.TASK_OWN,
    Permission.NOTICE_OWN,
    Permission.ABSENCE_ENTER,
    Permission.CONSULTATION_RAISE,
    Permission.REGISTERS_READ,
]

ROLES: dict[str, list[Permission]] = {
    "staff": _STAFF,
    "reviewer": [*_STAFF, Permission.CONSULTATION_ADVISE],
    "editor": [
        *_STAFF,
        Permission.CONSULTATION_TYPES,
        Permission.DRAFT_EDIT,
        Permission.DIRECTORY_KEEP,
    ],
    "approver": [*_STAFF, Permission.DRAFT_APPROVE],
    "records-officer": [*_STAFF, Permission.CONSULTATION_READ_ALL],
    "register-keeper": [*_STAFF, Permission.REGISTERS_KEEP],
    "administrator": [
        *_STAFF,
        Permission.CONSULTATION_REASSIGN,
        Permission.CONSULTATION_TYPES,
        Permission.DRAFT_EDIT,
        Permission.DRAFT_APPROVE,
        Permission.DIRECTORY_KEEP,
        Permission.REGISTERS_KEEP,
    ],
}

ROLE_CHOICES = [(key, key.replace("-", " ").capitalize()) for key in ROLES]


def permissions_of(role_keys: list[str]) -> frozenset[Permission]:
    """All permissions of these access roles; an unknown key gives none, so a removed role closes doors."""
    return frozenset(p for key in role_keys for p in ROLES.get(key, ()))
