from datetime import date, timedelta
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from policies.roles.models import Appointment, LocalAgreement
from policies.sample import people
from policies.sample.load import FIXTURES, read
from portal.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def data():
    """The people of the sample, as their file has them."""
    return read(FIXTURES / "roles.yaml")


def row(data: dict, username: str) -> dict:
    return next(person for person in data["people"] if person["username"] == username)


class TestLoadingAgain:
    def test_the_same_file_changes_nothing(self, data):
        before = list(Appointment.objects.values().order_by("pk"))
        passwords = dict(User.objects.values_list("username", "password"))
        people.load(data)
        assert list(Appointment.objects.values().order_by("pk")) == before
        assert dict(User.objects.values_list("username", "password")) == passwords
        assert LocalAgreement.objects.count() == 1

    def test_somebody_new_can_only_come_with_a_work_account(self, data):
        new = row(data, "yj.worker") | {
            "username": "new",
            "name": "New Person",
            "email": "n@x.example",
        }
        people.load(data | {"people": [new]})
        user = User.objects.get(username="new")
        assert not user.has_usable_password()
        assert Appointment.objects.held_by(user).job_role.key == "yj-case-manager"

    def test_another_name_is_taken_over_and_the_password_stays(self, data, person):
        row(data, "yj.worker")["name"] = "Amara Okafor"
        people.load(data)
        assert person("yj.worker").name == "Amara Okafor"
        assert person("yj.worker").check_password(people.PASSWORD)

    def test_another_job_ends_the_one_before(self, data, person):
        today = timezone.localdate()
        row(data, "yj.worker").update({"job_role": "yj-team-leader", "from": today})
        people.load(data)
        old, new = Appointment.objects.filter(user=person("yj.worker")).order_by("held")
        assert (old.job_role.key, old.held.upper) == ("yj-case-manager", today)
        assert Appointment.objects.held_by(person("yj.worker")) == new

    def test_a_job_to_come_leaves_the_one_of_today(self, data, person):
        later = timezone.localdate() + timedelta(days=9)
        row(data, "yj.worker").update({"job_role": "yj-team-leader", "from": later})
        people.load(data)
        held = Appointment.objects.held_by(person("yj.worker"))
        assert (held.job_role.key, held.held.upper) == ("yj-case-manager", later)

    def test_nobody_is_removed(self, data):
        people.load(data | {"people": []})
        assert User.objects.count() == len(data["people"])

    def test_a_job_that_is_not_in_the_file(self, data):
        row(data, "yj.worker")["job_role"] = "none"
        with pytest.raises(KeyError, match="none"):
            people.load(data)


class TestTheCommand:
    @pytest.fixture
    def load(self, tmp_path):
        def load_file(content: dict | str | bytes) -> str:
            path = tmp_path / "people.yaml"
            if isinstance(content, dict):
                content = yaml.safe_dump(content)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            out = StringIO()
            call_command("load_people", str(path), stdout=out)
            return out.getvalue()

        return load_file

    def test_a_good_file(self, load, data, person):
        row(data, "yj.worker")["name"] = "Amara Okafor"
        assert load(data).startswith("Loaded.")
        assert person("yj.worker").name == "Amara Okafor"

    @pytest.mark.parametrize(
        "garbage",
        [
            "",
            "words",
            "- a\n- list",
            "people: [unclosed",
            "people: 7",
            b"\xff\xfe\x00",
            "teams: [{}]",
        ],
    )
    def test_garbage_changes_nothing(self, load, garbage):
        before = list(User.objects.values())
        with pytest.raises(CommandError):
            load(garbage)
        assert list(User.objects.values()) == before

    def test_one_bad_row_leaves_all_as_it_was(self, load, data, person):
        row(data, "yj.worker")["name"] = "Amara Okafor"
        row(data, "admin")["access_roles"] = ["root"]
        with pytest.raises(CommandError):
            load(data)
        assert person("yj.worker").name == "Amara Nwosu"

    def test_a_job_that_began_before_the_one_held(self, load, data, person):
        row(data, "yj.worker").update({"job_role": "yj-team-leader", "from": date(2020, 1, 1)})
        with pytest.raises(CommandError):
            load(data)
        assert Appointment.objects.held_by(person("yj.worker")).job_role.key == "yj-case-manager"

    def test_one_that_is_not_there(self):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("load_people", "/no/such/file.yaml")
