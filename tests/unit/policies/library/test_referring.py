"""What a text says apart from the clauses it names."""

import pytest

from policies.library.markup import to_html
from policies.library.referring import without_references


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ask first: see clause 4.2.", "Ask first: see clause 4.3."),
        ("Clauses 4.2 and 5 hold.", "Clauses 4.3, 5 and 6.1(a) hold."),
        ("For images see section 8.", "For images see section 9."),
        ("Ask [your leader](/c/yj-012/).", "Ask [your leader](/c/yj-044/)."),
        ("Under [4.2](/c/yj-012/) ask.", "Under [4.3](/c/yj-012/) ask."),
        ("As [there](/policies/a/#yj-1) said.", "As [there](/policies/b/#yj-2) said."),
    ],
)
def test_another_reference_says_the_same(before, after):
    assert without_references(to_html(before)) == without_references(to_html(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ask within 4 days.", "Ask within 5 days."),
        ("Section 534 rules it out.", "Section 535 rules it out."),
        ("See section 15 of the Act.", "See section 16 of the Act."),
        ("VPS Code, Section 3.5.", "VPS Code, Section 3.9."),
        ("Ask [your leader](/c/yj-012/).", "Ask [your director](/c/yj-012/)."),
        ("Ring [us](https://a.example/).", "Ring [us](https://b.example/)."),
        ("You must not, see clause 4.", "You must, see clause 4."),
        ("Ask first.", "Ask first: see clause 4.2."),
    ],
)
def test_another_rule_does_not(before, after):
    assert without_references(to_html(before)) != without_references(to_html(after))


def test_a_text_without_references_stays_as_it_is():
    body = to_html("Publish **nothing** about [clients](https://a.example/c/x/).\n\n- 4.2\n- b")
    assert without_references(body) == body
