from policies.notices.models.notice import Notice, NoticeChoice

__all__ = ["Notice", "NoticeChoice"]
