"""Compiling a definition: what the compiled guide holds, and what is refused."""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from policies.guides import engine
from tests.unit.policies.guides.samples import changed, request_guide

PLAIN = (
    "import sys, policies.guides.engine, policies.guides.checks; sys.exit('django' in sys.modules)"
)
GUIDE = engine.compile_guide(request_guide())


def a_full_guide() -> dict:
    """Every field that may be left out is there."""
    written = request_guide() | {"owner": "senior-advisor", "people_say": ["friend request"]}
    written["questions"][0] |= {"hint": "Think of the last year.", "source": ["D01/Q1"]}
    written["outcomes"][0] |= {
        "advice": ["Keep it short."],
        "do": [
            {"role": "case-manager", "task": "Tell them.", "by": "today"},
            {"role": "case-manager", "task": "Note it."},
        ],
        "approve": ["web-design"],
        "notify": ["team-leader"],
        "source": ["D01/O1"],
    }
    return written


def test_a_compiled_guide_holds_what_was_written():
    compiled = engine.compile_guide(a_full_guide())
    assert (compiled.slug, compiled.title, compiled.sets) == ("sample", "A sample", ("YJ", "DHS"))
    assert (compiled.owner, compiled.people_say) == ("senior-advisor", ("friend request",))
    assert compiled.start == {"YJ": "who", "DHS": "no-rule"}
    assert list(compiled.questions) == ["who", "account", "manager"]
    assert list(compiled.outcomes) == ["fine", "refuse", "ask", "no-rule"]
    who = compiled.questions["who"]
    assert (who.text, who.hint, who.source) == ("Who?", "Think of the last year.", ("D01/Q1",))
    assert who.options[0] == engine.Option("client", "Client", "account")
    assert compiled.questions["account"].options[2] == engine.Option("unsure", "Unsure", None)
    assert [route.to for route in compiled.questions["account"].routes] == [
        "refuse",
        "guide:other-guide",
    ]
    fine = compiled.outcomes["fine"]
    assert fine == engine.Outcome(
        key="fine",
        standing="permitted",
        answer="fine.",
        advice=("Keep it short.",),
        do=(
            engine.Todo("case-manager", "Tell them.", "today"),
            engine.Todo("case-manager", "Note it.", ""),
        ),
        approve=("web-design",),
        notify=("team-leader",),
        cites=("may",),
        source=("D01/O1",),
    )


def test_a_compiled_guide_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        GUIDE.title = "Another"
    with pytest.raises(TypeError):
        GUIDE.questions["new"] = GUIDE.questions["who"]


def test_a_compiled_guide_does_not_change_with_its_definition():
    written = request_guide()
    compiled = engine.compile_guide(written)
    written["start"]["YJ"] = "account"
    written["questions"].clear()
    assert compiled == GUIDE


def test_compiling_refuses_with_every_fault():
    broken = changed(
        request_guide(),
        (("title",), ""),
        (("questions", 0, "options", 0, "to"), "acount"),
        (("questions", 2, "options", 0, "to"), "who"),
    )
    with pytest.raises(engine.DefinitionError) as refused:
        engine.compile_guide(broken)
    found = {(fault.rule, fault.node) for fault in refused.value.faults}
    assert found >= {("schema", "sample"), ("targets", "who")}
    assert "closest: 'account'" in str(refused.value)


def test_compiling_refuses_a_cycle():
    broken = changed(request_guide(), (("questions", 2, "options", 0, "to"), "who"))
    with pytest.raises(engine.DefinitionError) as refused:
        engine.compile_guide(broken)
    (fault,) = refused.value.faults
    assert fault.rule == "cycle"
    assert "who → account → manager → who" in fault.message


def test_the_engine_and_the_gate_are_plain_python():
    assert subprocess.run([sys.executable, "-c", PLAIN], check=False).returncode == 0
