import pytest

from policies.guides.presenters import standing
from policies.matters.models import Matter
from policies.matters.presenters import NO_RULE, short_answer, themes


@pytest.mark.parametrize(
    ("says", "short"),
    [
        ("No rule on cameras.", "No rule on cameras."),
        ("Yes. You must say so.", "Yes. You must say so."),
        ("Yes. You must say so. It is the rule.", "Yes. You must say so. …"),
        (f"You must {'keep ' * 20}to it. Ask first.", f"You must {'keep ' * 20}to it. …"),
        (f"You must {'keep ' * 20}to it.", f"You must {'keep ' * 20}to it."),
        ("Ring 9096 0779! Is it late? Ring.", "Ring 9096 0779! Is it late? …"),
    ],
)
def test_the_short_answer(says, short):
    assert short_answer(says) == short


def test_silence_is_worded_as_the_guides_word_it():
    assert standing("silent").word == NO_RULE


def test_a_topic_without_a_theme_comes_last():
    matters = [Matter(slug=t, title=t, topic=t) for t in ("new-topic", "police", "images")]
    assert [(theme.label, [row.title for row in theme.rows]) for theme in themes(matters, ())] == [
        ("Clients and their families", ["images"]),
        ("When something is wrong", ["police"]),
        ("The law, and what the documents are", ["new-topic"]),
    ]
