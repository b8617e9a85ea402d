"""Guides are laid out so that each box can be read and each line followed."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.guides.drawing import MOST_STACKED, PAGE_WIDTH, WIDEST, Box, Drawing, Line, draw
from policies.guides.engine import compile_guide
from policies.guides.ways import part
from tests.unit.policies.guides.strategies import any_guides

often = settings(deadline=None, max_examples=80)


@st.composite
def sheets(draw_from: st.DrawFn) -> tuple:
    """The boxes and lines of a guide, of any sizes."""
    definition = draw_from(any_guides())
    here = part(compile_guide(definition), draw_from(st.sampled_from(definition["sets"])))
    width = draw_from(st.sampled_from([60, 232, 900]))
    heights = st.sampled_from([40, 90, 200])
    nodes = tuple((key, width, draw_from(heights)) for key in [*here.numbers, *here.ends])
    links = dict.fromkeys((way.source, way.target) for way in here.ways)
    edges = tuple((*link, draw_from(st.sampled_from([20, 150])), 24) for link in links)
    return nodes, edges


def fan(many: int, width: int = 232) -> tuple:
    """One box that leads to `many` others."""
    nodes = (("top", width, 60), *((f"end-{n}", width, 60) for n in range(many)))
    return nodes, tuple(("top", f"end-{n}", 60, 20) for n in range(many))


def bottom(box: Box) -> int:
    return box.y + box.height


def apart(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or bottom(one) <= other.y or bottom(other) <= one.y


def points(line: Line) -> list[tuple[float, float]]:
    """Points along a line, as a browser draws it."""
    found = [(line.x, line.y + (line.turn - line.y) * n / 8) for n in range(9)]
    half = (line.turn + line.to_y) // 2
    for n in range(1, 17):
        t = n / 16
        ends, middles = ((1 - t) ** 3, t**3), (3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t))
        x = line.x * (ends[0] + middles[0]) + line.to_x * (ends[1] + middles[1])
        y = line.turn * ends[0] + half * sum(middles) + line.to_y * ends[1]
        found.append((x, y))
    return found


def inside(box: Box, x: float, y: float) -> bool:
    return box.x < x < box.x + box.width and box.y < y < bottom(box)


@often
@given(sheets())
def test_every_box_and_label_is_drawn_once_on_the_sheet(sheet):
    nodes, edges = sheet
    drawing = draw(nodes, edges)
    assert {key: (box.width, box.height) for key, box in drawing.boxes.items()} == {
        key: size for key, *size in nodes for size in [tuple(size)]
    }
    assert [(label.width, label.height) for label in drawing.labels] == [e[2:] for e in edges]
    for box in (*drawing.boxes.values(), *drawing.labels):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert bottom(box) <= drawing.height


@often
@given(sheets())
def test_no_two_overlap(sheet):
    drawing = draw(*sheet)
    drawn = [*drawing.boxes.values(), *drawing.labels]
    assert [pair for pair in combinations(drawn, 2) if not apart(*pair)] == []


@often
@given(sheets())
def test_every_line_goes_down_by_its_label(sheet):
    drawing = draw(*sheet)
    for (source, target, *_), label in zip(sheet[1], drawing.labels, strict=True):
        assert bottom(drawing.boxes[source]) < label.y
        assert bottom(label) < drawing.boxes[target].y
    for line in drawing.lines:
        assert line.y <= line.turn < line.to_y


@often
@given(sheets())
def test_no_line_runs_through_a_box_or_a_label(sheet):
    drawing = draw(*sheet)
    drawn = [*drawing.boxes.values(), *drawing.labels]
    crossed = [
        (line, box)
        for line in drawing.lines
        for box in drawn
        if any(inside(box, x, y) for x, y in points(line))
    ]
    assert crossed == []


@often
@given(sheets(), st.data())
def test_a_line_can_be_followed_from_box_to_label_to_box(sheet, data):
    nodes, edges = sheet
    if not edges:
        return
    chosen = data.draw(st.integers(0, len(edges) - 1))
    drawing = draw(nodes, edges, frozenset([chosen]))
    source, target = (drawing.boxes[key] for key in edges[chosen][:2])
    label = drawing.labels[chosen]
    way = sorted((line for line in drawing.lines if line.is_trodden), key=lambda line: line.y)
    assert (way[0].y, way[-1].to_y) == (bottom(source), target.y)
    assert source.x <= way[0].x <= source.x + source.width
    assert target.x <= way[-1].to_x <= target.x + target.width
    at_label = [(line, after) for line, after in pairwise(way) if line.to_y == label.y]
    assert [(line.to_x, after.y) for line, after in at_label] == [(label.middle, bottom(label))]
    for line, after in pairwise(way):
        assert line.to_x == after.x
        assert after.y in (line.to_y, bottom(label))
    assert way[-1].is_arrow


@often
@given(sheets())
def test_the_same_guide_is_always_drawn_the_same(sheet):
    first = draw(*sheet)
    draw.cache_clear()
    assert draw(*sheet) == first


def test_what_is_marked_changes_no_place():
    nodes, edges = fan(3)
    plain, marked = draw(nodes, edges), draw(nodes, edges, frozenset([1]))
    assert (plain.boxes, plain.labels) == (marked.boxes, marked.labels)
    assert plain.path(trodden=True) == plain.arrows(trodden=True) == ""
    assert marked.path(trodden=True).count("M") == 2
    assert marked.arrows(trodden=True).count("z") == 1
    assert marked.path(trodden=False).count("M") == 4


def test_a_box_alone():
    assert draw((("only", 232, 60),), ()).boxes == {"only": Box(4, 4, 232, 60)}


def test_what_would_be_wider_than_a_page_is_stacked():
    drawing = draw(*fan(10))
    rows = [box.y for key, box in drawing.boxes.items() if key != "top"]
    assert drawing.width <= PAGE_WIDTH
    assert max(rows.count(row) for row in rows) == WIDEST


def test_ends_that_share_a_question_stand_below_it_in_one_row():
    drawing = draw(*fan(WIDEST))
    assert len({box.y for key, box in drawing.boxes.items() if key != "top"}) == 1


def long_way(length: int) -> Drawing:
    nodes = tuple((name, 232, 60) for n in range(length) for name in (f"q{n}", f"end-{n}"))
    edges = tuple(
        (f"q{n}", to, 30, 20)
        for n in range(length)
        for to in (f"end-{n}", f"q{n + 1}")
        if to != f"q{length}"
    )
    return draw(nodes, edges)


def test_the_longest_way_runs_straight_down_on_the_left():
    boxes = long_way(12).boxes
    questions = [boxes[f"q{n}"] for n in range(12)]
    assert {box.x for box in questions} == {4}
    assert [box.y for box in questions] == sorted(box.y for box in questions)


def test_more_than_can_be_read_as_a_column_is_drawn_all_the_same():
    drawing = draw(*fan(MOST_STACKED + 1))
    assert len(drawing.boxes) == MOST_STACKED + 2


def test_boxes_without_lines_stand_in_rows():
    drawing = draw(tuple((f"q{n}", 232, 60) for n in range(6)), ())
    assert all(apart(*pair) for pair in combinations(drawing.boxes.values(), 2))
    assert len({box.y for box in drawing.boxes.values()}) == 2
