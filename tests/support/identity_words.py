"""Rewording as editors do it, from a seed: the same rule in other words."""

import random
import re

_OTHER_WORDS = {
    "must": "have to",
    "should": "ought to",
    "may": "can",
    "cannot": "are not able to",
    "staff": "employees",
    "employees": "colleagues",
    "worker": "practitioner",
    "workers": "practitioners",
    "client": "service user",
    "clients": "service users",
    "child": "young person",
    "children": "young people",
    "manager": "line manager",
    "department": "agency",
    "information": "details",
    "personal": "private",
    "private": "own",
    "account": "login",
    "accounts": "logins",
    "post": "publish",
    "posting": "publishing",
    "comment": "remark",
    "comments": "remarks",
    "photos": "pictures",
    "images": "photographs",
    "site": "website",
    "sites": "websites",
    "networking": "media",
    "use": "make use of",
    "uses": "makes use of",
    "using": "working with",
    "ask": "check with",
    "tell": "let know",
    "contact": "get in touch with",
    "keep": "hold",
    "make": "create",
    "before": "prior to",
    "about": "regarding",
    "because": "since",
    "if": "where",
    "when": "whenever",
    "only": "solely",
    "any": "whatever",
    "all": "every one of the",
    "never": "at no time",
    "always": "at all times",
    "work": "employment",
    "public": "open",
    "people": "persons",
    "share": "pass on",
    "online": "on the internet",
    "friend": "contact",
    "friends": "contacts",
    "think": "consider",
    "careful": "cautious",
    "policy": "document",
    "rules": "requirements",
    "risk": "danger",
    "concern": "worry",
    "report": "notify",
    "approval": "consent",
    "include": "take in",
    "includes": "takes in",
    "own": "individual",
    "other": "further",
    "others": "further persons",
    "can": "is able to",
    "do": "act",
    "not": "not ever",
    "the": "this",
    "a": "any",
    "is": "remains",
    "are": "remain",
    "and": "as well as",
    "or": "or else",
    "with": "alongside",
    "for": "in favour of",
}
_PHRASES = [
    "in every case",
    "wherever this is possible",
    "as far as it applies",
    "unless agreed otherwise",
    "without delay",
    "at work and outside it",
    "as a matter of course",
]


def sentences(text: str) -> list[str]:
    """A text as its sentences and the lines of its lists."""
    return [part for part in re.split(r"(?<=[.;!?])\s+|\n+", text) if part.strip()]


def lightly(text: str, chance: random.Random) -> str:
    """One word in eight or so replaced, put in or left out; always something."""
    return _reworded(text, chance, share=0.12)


def heavily(text: str, chance: random.Random) -> str:
    """A third of the words replaced, put in or left out, and its sentences in another order."""
    parts = sentences(text)
    if len(parts) > 1 and chance.random() < 0.5:
        parts = parts[1:] + parts[:1]
    return _reworded(" ".join(parts), chance, share=0.3)


def _reworded(text: str, chance: random.Random, share: float) -> str:
    words = text.split()
    if not words:
        return text
    number = max(1, round(share * len(words)))
    # What has other words is replaced first: nobody rewords a name or a number.
    places = sorted(
        range(len(words)), key=lambda n: (_bare(words[n]) not in _OTHER_WORDS, chance.random())
    )
    for place in places[:number]:
        bare = _bare(words[place])
        if bare in _OTHER_WORDS:
            words[place] = words[place].lower().replace(bare, _OTHER_WORDS[bare])
        elif len(words) > 6 and chance.random() < 0.3:
            words[place] = ""
        else:
            words[place] += " " + chance.choice(_PHRASES).split()[0]
    if share > 0.2:
        words.append(chance.choice(_PHRASES))
    return " ".join(word for word in words if word)


def _bare(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())
