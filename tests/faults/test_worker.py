"""The worker killed in the middle of a mail: no notice is lost, none comes twice."""

import pytest

from tests.support.databases import connected_to
from tests.support.killing import A_ROUND, kill_worker

pytestmark = [pytest.mark.fault]

KILLS = 6


def test_no_notice_is_lost_and_none_comes_twice(own_database, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), connected_to(own_database):
        figures = kill_worker(KILLS, database=own_database, folder=tmp_path)

    assert figures.kills == KILLS
    assert figures.told == KILLS * A_ROUND + 4
    assert (figures.lost, figures.twice, figures.unmarked) == ([], [], 0)
    # A mail that was taken but not answered is handed over again: the mailbox has it once.
    assert figures.handed_over > figures.in_the_mailbox
