import difflib, pytest
pytestmark = pytest.mark.django_db
from tests.test_leaks import *
def test_d():
    made = examples()
    c = as_person("yj.director")
    p = f"/c/{made['clause']}/"
    b = read(c,[p]); whole_life(until="accept"); whole_life(); a = read(c,[p])
    print("\n".join(difflib.unified_diff(b[p].split("\n"),a[p].split("\n"),n=1)))
from tests.test_big_records import *
from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_q(own):
    call_command("make_records", consultations=200, audit=200, verbosity=0)
    c=Client(); c.force_login(User.objects.get(username="yj.leader"))
    for path in ("/consultations/precedents/?q=client", Consultation.objects.visible_to(User.objects.get(username="yj.leader")).filter(state="advised").first().get_absolute_url()):
        for q in queries_of(c, path): print("Q", q[:1500].replace("\n"," ")[:60], "...", q[q.find(" FROM "):][:170])
        print("====")
