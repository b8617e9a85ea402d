from policies.notices.models.digest import Digest
from policies.notices.models.notice import Notice, NoticeChoice, NoticeKind, unchosen
from policies.notices.models.outgoing import MOST_ATTEMPTS, Outgoing

__all__ = [
    "MOST_ATTEMPTS",
    "Digest",
    "Notice",
    "NoticeChoice",
    "NoticeKind",
    "Outgoing",
    "unchosen",
]
