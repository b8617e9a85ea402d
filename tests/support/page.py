"""One address of the portal, and the groups of the sample's people it may be for."""

from dataclasses import dataclass

ANYONE = frozenset({"anyone"})
YJ = {"yj.worker", "yj.worker2", "yj.leader", "yj.leader2", "yj.director", "yj.advisor"}
DHS = {"dhs.employee", "dhs.comms", "dhs.media", "dhs.director"}
DSS = {"dss.employee", "dss.cmb"}
ABROAD = {"gcc.worker", "gcc.manager", "gcc.designated", "pc.member"}
OFFICE = {"editor", "approver", "records", "admin"}
PEOPLE = frozenset(YJ | DHS | DSS | ABROAD | OFFICE)
# Everybody who works for the Victorian department.
DEPARTMENT = frozenset(YJ | DHS | OFFICE)
NOBODY: frozenset[str] = frozenset()
EDITORS = frozenset({"editor", "admin"})
APPROVERS = frozenset({"approver", "admin"})
DESK = EDITORS | APPROVERS
KEEPERS = frozenset({"dhs.comms", "dss.cmb", "admin"})


@dataclass(frozen=True)
class Page:
    """One address: its URL name, its path for the examples, and who may GET and POST there."""

    name: str
    path: str
    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY

    @property
    def methods(self) -> set[str]:
        """The methods that the page answers at all."""
        return {method for method, who in (("GET", self.get), ("POST", self.post)) if who}


_ENTRY = "/registers/{register}/{entry}"
_KEEPERS_THERE = KEEPERS - {"dss.cmb"}
DIRECTORY = [
    Page("contact_list", "/contacts/", get=PEOPLE),
    Page("contact_card", "/contacts/card/", get=PEOPLE),
    Page("contact_detail", "/contacts/{contact}/", get=PEOPLE),
    Page("contact_report", "/contacts/{contact}/report/", get=PEOPLE, post=PEOPLE),
    Page("unit_list", "/units/", get=PEOPLE),
    Page("unit_detail", "/units/{unit}/", get=PEOPLE),
    Page("contact_manage", "/manage/contacts/", get=EDITORS),
    Page("contact_add", "/manage/contacts/add/", get=EDITORS, post=EDITORS),
    Page("contact_edit", "/manage/contacts/{contact}/", get=EDITORS, post=EDITORS),
    Page("contact_clauses", "/manage/contacts/{contact}/clauses/", get=EDITORS, post=EDITORS),
    Page("contact_verify", "/manage/contacts/{contact}/verify/", post=EDITORS),
    Page("report_settle", "/manage/contacts/reports/{report}/settle/", post=EDITORS),
]
REGISTERS = [
    Page("register_home", "/registers/", get=PEOPLE),
    Page("register_list", "/registers/{register}/", get=PEOPLE),
    Page("register_csv", "/registers/{register}.csv", get=PEOPLE),
    Page("entry_add", "/registers/{register}/add/", get=KEEPERS, post=KEEPERS),
    Page("entry_detail", f"{_ENTRY}/", get=DEPARTMENT),
    Page("entry_edit", f"{_ENTRY}/edit/", get=_KEEPERS_THERE, post=_KEEPERS_THERE),
    Page("entry_end", f"{_ENTRY}/end/", get=_KEEPERS_THERE, post=_KEEPERS_THERE),
]
