"""Guides written as YAML files: read again, each gives exactly the definition it was written from."""

from __future__ import annotations

from collections.abc import Mapping

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from policies.guides.definition import GUIDE_FIELDS
from policies.guides.nodes import (
    FACT_FIELDS,
    OPTION_FIELDS,
    OUTCOME_FIELDS,
    QUESTION_FIELDS,
    ROUTE_FIELDS,
    SCENARIO_FIELDS,
    TASK_FIELDS,
    WEIGHED_FIELDS,
)

# A line may run over by its last word.
WIDTH = 88
# Short mappings and lists of keys stand on one line, as people write them.
ON_ONE_LINE = 80
# The order of fields within each list of mappings.
_ORDER = {
    "questions": QUESTION_FIELDS,
    "options": OPTION_FIELDS,
    "routes": ROUTE_FIELDS,
    "outcomes": OUTCOME_FIELDS,
    "do": TASK_FIELDS,
    "weighed": WEIGHED_FIELDS,
    "facts": FACT_FIELDS,
    "scenarios": SCENARIO_FIELDS,
}
_WHOLE = ("questions", "outcomes", "scenarios", "do")


def dump_yaml(definition: Mapping[str, object]) -> str:
    """`definition` as YAML, with fields in the order of the format and unknown ones after them.

    `loading.load_yaml` gives it back as it was, if it holds only what that can give: mappings,
    lists and text. Raises TypeError for anything else.
    """
    return yaml.serialize(
        _mapping(definition, GUIDE_FIELDS), Dumper=_Writer, width=WIDTH, allow_unicode=True
    )


class _Writer(yaml.SafeDumper):
    """Indents lists under their name, as the guides people write do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _mapping(value: Mapping[str, object], order: tuple[str, ...], within: str = "") -> MappingNode:
    known = [field for field in order if field in value]
    fields = known + [field for field in value if field not in order]
    pairs = [(_text(field), _node(value[field], field)) for field in fields]
    return MappingNode("tag:yaml.org,2002:map", pairs, flow_style=_is_short(pairs, within))


def _node(value: object, name: str) -> Node:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return _mapping(value, (), name)
    if isinstance(value, list | tuple):
        order = _ORDER.get(name, ())
        items = [
            _mapping(item, order, name) if isinstance(item, Mapping) else _node(item, "")
            for item in value
        ]
        on_one_line = not items or (name not in _ORDER and _is_short(items, ""))
        return SequenceNode("tag:yaml.org,2002:seq", items, flow_style=on_one_line)
    raise TypeError(f"A guide holds text, lists and mappings, not {value!r}.")


def _text(value: object) -> ScalarNode:
    if not isinstance(value, str):
        raise TypeError(f"A guide holds text, lists and mappings, not {value!r}.")
    # Only a tag of text makes the writer quote what another reader would take for a number.
    return ScalarNode("tag:yaml.org,2002:str", value)


def _is_short(inside: list, within: str) -> bool:
    """Whether a list or mapping fits on one line and reads well there."""
    if within in _WHOLE:
        return False
    length = 0
    for part in inside:
        for node in part if isinstance(part, tuple) else (part,):
            if not isinstance(node, ScalarNode):
                if not node.flow_style:
                    return False
                length += 20
            else:
                length += len(node.value) + 2
    return length <= ON_ONE_LINE
