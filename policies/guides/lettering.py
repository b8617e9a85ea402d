"""Text broken into lines by how wide its letters are.

The widths are those of Arial, which most machines have, or a letter of the same widths (Liberation
Sans, Arimo, Helvetica); the picture's style sheet asks for these by name.
"""

from __future__ import annotations

from functools import cache

# Thousandths of the size of the letter.
_WIDTHS = {
    "ijl‘’": 222,
    "'": 191,
    "|": 260,
    " !,./:;I[]\\ft": 278,
    "-()r`“”{}": 333,
    '"': 355,
    "*": 389,
    "Jcksvxyz": 500,
    "<>=+~": 584,
    "FTZ": 611,
    "ABEKPSVXY&": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "Mm": 833,
    "%": 889,
    "W": 944,
    "—…@": 1015,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER, _BEYOND_LATIN = 556, 1000
_BOLD = 1.09
_SPARE = 1.02  # Letters are set on whole pixels in places.


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` is at most, in pixels, in letters of `size` pixels."""
    thousandths = sum(map(_letter, text))
    return thousandths * size * (_BOLD if bold else 1) * _SPARE / 1000


def wrapped(text: str, size: float, most: float, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines no wider than `most`; a word that is wider than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= most:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, size, most, bold)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def balanced(text: str, size: float, most: float, *, bold: bool = False) -> tuple[str, ...]:
    """As few lines as `wrapped` makes, and the widest of them as narrow as that allows."""
    lines = wrapped(text, size, most, bold=bold)
    least = max((width(word, size, bold=bold) for word in text.split()), default=0)
    while len(lines) > 1:
        narrower = max(width(line, size, bold=bold) for line in lines) - 0.1
        tried = wrapped(text, size, narrower, bold=bold)
        if narrower < least or len(tried) > len(lines):
            break
        lines = tried
    return lines


def _broken(word: str, size: float, most: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > most:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _letter(letter: str) -> int:
    return _WIDTH_OF.get(letter, _OTHER if ord(letter) < 0x2000 else _BEYOND_LATIN)
