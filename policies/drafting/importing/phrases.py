"""The words by which documents command, forbid, allow and advise. Plain Python."""

import re


def one_of(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of these phrases as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_NOT = r"(?:not|never)"
_ADVERB = r"(?:\w+ly )?"
# (kind, strength, phrases), in this order: what forbids before what asks, what binds before what is
# advised.
STRENGTHS = [
    (
        "prohibition",
        "must",
        one_of(
            rf"must {_ADVERB}{_NOT}",
            rf"shall {_ADVERB}{_NOT}",
            rf"may {_NOT}(?! be (?:able|aware|possible))",
            r"(?:is|are) (?:strictly )?(?:prohibited|forbidden)",
            r"(?:is|are) not (?:permitted|allowed)",
            r"prohibits?",
            r"precludes?",
            r"forbids?",
            r"off limits",
            r"under no circumstances",
            r"can ?not be provided",
            r"(?:is|are) not to(?! be (?:exhaustive|confused))",
        ),
    ),
    (
        "prohibition",
        "should",
        one_of(
            rf"should {_ADVERB}{_NOT}",
            r"(?:is|are) not (?:appropriate|acceptable)",
            r"(?:is|are) (?:inappropriate|unacceptable)",
            r"(?:(?:are|is) to )?refrain from",
            r"(?:are|is) reminded not to",
        ),
    ),
    (
        "prohibition",
        "advised",
        one_of(
            r"(?:better|preferable) not to",
            r"advis(?:e|es|ed) (?:you |staff |members )?(?:not to|against)",
            r"(?:is|are) poor practice",
            r"try not to",
            r"inadvisable",
            r"not advisable",
        ),
    ),
    (
        "duty",
        "must",
        one_of(
            r"must(?: only| always| also| first| immediately| ensure)?",
            r"shall",
            r"(?:is|are) required(?: to)?",
            r"requires",
            r"require (?:that|(?:\w+ ){1,3}to)",
            r"requirement",
            r"(?:is|are) to be",
            r"(?:have|has) to",
            r"mandatory",
            r"may only",
            r"(?:have|has) an obligation",
            r"(?:is|are) obliged to",
            r"needs? to be",
        ),
    ),
    (
        "duty",
        "should",
        one_of(
            r"should(?: only| always| also| first| immediately)?",
            r"(?:is|are) expected to",
            r"ought to",
            r"(?:is|are) to",
            r"needs? to",
            r"(?:are|is) reminded to",
            r"it is essential that",
        ),
    ),
    (
        "advice",
        "advised",
        one_of(
            r"(?:is|are) (?:strongly )?(?:recommended|advised|encouraged)",
            r"we (?:advise|recommend|suggest)",
            r"(?:is|are) (?:advisable|preferable|good practice|best practice)",
            r"may be (?:appropriate|necessary|useful|helpful)",
            r"(?:you )?could (?:approach|consider|discuss|use)",
            r"may (?:also )?(?:want|wish) to",
            r"where possible",
        ),
    ),
]
# It allows something only where it says who may: "this may result in…" allows nothing.
MAY = re.compile(
    r"\b(?:you|we|they|staff|employees?|workers?|members?|managers?|carers?|officers?)"
    r"\b(?: \w+){0,3} (?:(?:may|can)(?: also)?)\b(?! (?:be|have|include|become|not)\b)"
    r"|\b(?:is|are) (?:permitted|allowed|accepted|acceptable)\b",
    re.IGNORECASE,
)
# A sentence on what a document is for asks nothing either.
PURPOSE = one_of(r"(?:purpose|objective|intention|aim)s? of this \w+ (?:is|are) to")
# "Should you need…" asks nothing.
CONDITION = re.compile(r"should (?:you|an?|the|any|staff|employees)\b")
DO_NOT = re.compile(r"[“‘\"']?(do not|don[’']t|never|avoid)\b", re.IGNORECASE)
VERBS = (
    *("adhere", "always", "ask", "avoid", "be", "check", "classify", "comment", "comply"),
    *("conduct", "consider", "consult", "contact", "create", "delete", "dial", "disclose"),
    *("discuss", "document", "ensure", "familiarise", "follow", "get", "give", "include"),
    *("keep", "know", "limit", "log", "maintain", "make", "monitor", "notify", "obtain", "only"),
    *("post", "provide", "protect", "raise", "read", "record", "refer", "remember", "remove"),
    *("report", "respect", "restrict", "review", "ring", "save", "seek", "set", "share", "stop"),
    *("store", "switch", "take", "tell", "think", "treat", "understand", "update", "use"),
)
IMPERATIVE = re.compile(rf"[“‘\"']?(?:please )?({'|'.join(VERBS)})\b(?!:| of\b)", re.IGNORECASE)
# What a sentence is about, where it asks nothing.
SUBJECTS = [
    (
        "sanction",
        one_of(
            r"disciplin\w+",
            r"terminat\w+ of",
            r"sanctions?",
            r"dismiss\w*",
            r"misconduct",
            r"breach of contract",
        ),
    ),
    ("offence", one_of(r"imprisonment", r"(?:months|years) in prison", r"conviction")),
    (
        "definition",
        re.compile(
            r"^[“‘\"'][^”’\"']{1,60}[”’\"'](?:\s*:|\s+(?:means|includes|is|refers))"
            r"|\b(?:means|is defined as|is the term used|refers to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "scope",
        one_of(
            r"applies to",
            r"does not apply",
            r"this (?:policy|procedure|guidance|document) (?:covers|provides|outlines|is for)",
            r"(?:purpose|objective|intention|aim)s? of this",
        ),
    ),
    (
        "responsibility",
        one_of(r"(?:is|are) (?:personally )?responsible for", r"responsibility for"),
    ),
    (
        "contact",
        re.compile(
            r"\b[\w.+-]{1,64}@[\w-]+\.\w|\b(?:telephone|phone|contact the)\b|\b\d{4} \d{4}\b",
            re.IGNORECASE,
        ),
    ),
    (
        "reference",
        re.compile(
            r"^(?:see|refer to|for more information|for fuller)\b|\bin conjunction with\b",
            re.IGNORECASE,
        ),
    ),
    ("example", one_of(r"for example", r"such as", r"may include", r"examples? of", r"e\.g")),
]
APPROVAL = one_of(
    r"approv(?:ed|al) (?:by|of|from|through)",
    r"be approved",
    r"authorised by",
    r"(?:prior )?consent of",
    r"permission (?:of|from)",
    r"become authorised",
    r"explicit approval",
)
ESCALATION = one_of(
    r"report(?:ed)? (?:\w+ )?(?:to|online|it|illegal|immediately)",
    r"dial \d+",
    r"refer (?:\w+ ){1,4}to",
    r"consult(?:ation)? (?:\w+ ){0,3}with",
    r"notify",
)
# A lead-in with these words leads to a list of things, not of rules.
THINGS = one_of(
    r"includ(?:e|es|ing)",
    r"such as",
    r"following (?:questions|sections|procedures|documents|resources|sanctions)",
    r"examples?",
)
# Headings of a grid of practice or of a pair of lists, and what a clause's column is called.
COLUMNS = {
    "best practice": "best",
    "safe practice": "safe",
    "poor practice": "poor",
    "do": "do",
    "dos": "do",
    "appropriate": "do",
    "do not": "dont",
    "don't": "dont",
    "don'ts": "dont",
    "donts": "dont",
    "inappropriate": "dont",
}
