"""The English side of dictionary entries: short glosses out of CC-CEDICT definitions, and
references between entries."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from generator.base.records import Entry

Role = Literal["sense", "usage", "rare", "reference", "surname", "note"]

PRONOUNCED = re.compile(r"\s*\([^()]*\bpr\. \[[^()]*\)")
BRACKETS = re.compile(r"\[[^\]]*\]")
TRADITIONAL = re.compile(r"[^\s|()\[\],;/“”\"]+\|(?=[^\s|()\[\],;/“”\"])")
PARENTHESES = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*")
ALSO_WRITTEN = re.compile(r"^(?:\w+ )?variant of [^\s,]+(?:\[[^\]]*\])?, +")
"""A spelling before a gloss that stands for itself: "variant of 褲子|裤子, trousers"."""
YEARS = re.compile(r", \d{3,4}\s?[-–]\s?\d{2,4}$")
HEAD_LABEL = re.compile(r"^(?:\([^()]*\)\s*)+")
REFERENCE = re.compile(
    r"^(?:\([^()]*\) )?(?P<how>"
    r"(?:(?:old|archaic|ancient|unofficial|nonstandard|erhua|euphemistic|Japanese|popular"
    r"|simplified)"
    r" )*variant(?: form)? of"
    r"|see|same as|abbr\. for|abbr\. of|contraction of|short for|another (?:name|term|word)"
    r" for|equivalent (?:of|to):?)"
    r" (?:(?P<traditional>[^\s|\[(,;]+)\|)?(?P<simplified>[^\s|\[(,;]+?)(?:\[(?P<reading>[^\]]+)\])"
)
NOTE = re.compile(
    r"^(?:CL:|also pr\.|Taiwan pr\.|also written|also called|see also |usually written|Kangxi"
    r" radical|\(?[^()]*\bpr\. \[)"
)
USED_IN = re.compile(r"^(?:\([^()]*\) ?)?used in ")
SURNAME = re.compile(
    r"^(?:\(\w+\) )?(?:two-character |double |Japanese )?surname\b|^\w+ \(surname\)$"
)
RARE = re.compile(
    r"\((?:[^()]*\b)?(?:old|archaic|literary|dialect|Tw|slang|Internet"
    r" slang|vulgar|obsolete|neologism|Cantonese|Buddhism|ACG"
    r"|in classical|classical|computing|chemistry|math\.|music|law|physics"
    r"|botany|zoology|medicine|TCM|chess|mahjong|linguistics|sports|astronomy|geology"
    r"|coll\.|derog\.)[^()]*\)"
)
HANZI = re.compile(r"[“\"]?[㐀-鿿〇·]+[”\"]?(?:, ?[㐀-鿿〇·]+)*")
QUOTING = re.compile(r"\s*\([^()]*[㐀-鿿][^()]*\)")
EQUIVALENT = re.compile(r"^[^:()]*[㐀-鿿][^:()]*: ")
MAX_GLOSS = 40
"""Characters of a short gloss: what fits on a phone's line."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """One short gloss: what stands between two semicolons of a definition."""

    text: str
    """As shown: without [pinyin], traditional twins and leading labels."""
    core: str
    """The same without anything in parentheses: the words that a translation may use; may be
    empty."""
    entry: Entry
    """The entry of the word itself, even where the gloss was found by following a reference."""
    sense: int
    """Number of the definition within the entry, from 0."""
    role: Role


def glosses_of(entry: Entry, look_up: Callable[[str], tuple[Entry, ...]]) -> tuple[Gloss, ...]:
    """Return the short glosses of an entry; a bare reference ("variant of …") is replaced by what
    it refers to, once.

    >>> talent = Entry("人才", "人才", "ren2 cai2", ("talent; talented person",))
    >>> variant = Entry("人材", "人材", "ren2 cai2", ("variant of 人才[ren2 cai2]",))
    >>> [gloss.text for gloss in glosses_of(variant, lambda word: (talent,))]
    ['talent', 'talented person']
    """
    found: list[Gloss] = []
    for number, sense in enumerate(entry.senses):
        followed = _follow(sense, look_up)
        if followed:
            found += [
                Gloss(p.text, p.core, entry, number, "reference")
                for s in followed
                for p in _split(entry, number, s)
                if p.role != "note"
            ]
        else:
            found += _split(entry, number, sense)
    return tuple(found)


def is_reference(sense: str) -> bool:
    """Whether a definition only points to another entry or is a remark on spelling or
    pronunciation."""
    return bool(REFERENCE.match(sense) or NOTE.match(sense) or USED_IN.match(sense))


def tidy(definition: str) -> str:
    """Make a definition readable: pinyin in brackets and traditional twins taken out.

    >>> tidy("see 石景山區|石景山区[Shi2 jing3 shan1 Qu1]")
    'see 石景山区'
    """
    return (
        re.sub(r"\s+", " ", TRADITIONAL.sub("", BRACKETS.sub("", PRONOUNCED.sub("", definition))))
        .replace(" ,", ",")
        .strip()
    )


def _follow(sense: str, look_up: Callable[[str], tuple[Entry, ...]]) -> tuple[str, ...]:
    match = REFERENCE.match(sense)
    if not match:
        return ()
    wanted = match["reading"].lower()
    targets = [e for e in look_up(match["simplified"]) if e.reading.lower() == wanted]
    return tuple(
        s for e in targets for s in e.senses if not is_reference(s) and not SURNAME.match(s)
    )


def _split(entry: Entry, number: int, sense: str) -> list[Gloss]:
    sense = ALSO_WRITTEN.sub("", sense)
    role = _role(sense)
    found = []
    for piece in _semicolons(tidy(sense)):
        text = YEARS.sub("", _without_hanzi(_without_labels(piece))).strip()
        core = PARENTHESES.sub(" ", text).strip(" ,.;")
        if text:
            found.append(Gloss(text, core, entry, number, role))
    return found


def _role(sense: str) -> Role:
    if NOTE.match(sense) or REFERENCE.match(sense) or USED_IN.match(sense):
        return "note"
    if SURNAME.match(sense):
        return "surname"
    if RARE.search(sense):
        return "rare"
    if not PARENTHESES.sub("", tidy(sense)).strip(" ."):
        return "usage"
    return "sense"


def _without_labels(piece: str) -> str:
    """Drop labels such as ``(bound form)`` before a gloss, but keep a gloss that is nothing
    else."""
    bare = HEAD_LABEL.sub("", piece).removesuffix("(bound form)").strip()
    if bare:
        return bare
    return (
        piece.strip().removeprefix("(").removesuffix(")")
        if piece.strip().count("(") == 1
        else piece.strip()
    )


def _without_hanzi(text: str) -> str:
    """Drop remarks that quote Chinese and hanzi beside their English: "equivalent to 就: then",
    "Mount Lu 庐山 in Jiangxi"."""
    if not HANZI.search(text):
        return text
    bare = HANZI.sub("", QUOTING.sub("", EQUIVALENT.sub("", text)))
    bare = re.sub(r"\s+([,;.)])", r"\1", re.sub(r"\s+", " ", bare)).strip(" ,")
    return (
        bare
        if re.search(r"[A-Za-z]{2}", bare)
        and not bare.endswith((" of", " to", " for", " with", " in"))
        else text
    )


def _semicolons(text: str) -> list[str]:
    """Split at semicolons that are not inside parentheses."""
    pieces, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == ";" and depth <= 0:
            pieces.append(text[start:at])
            start = at + 1
    return [p.strip() for p in (*pieces, text[start:]) if p.strip()]


def join(texts: list[str], limit: int = MAX_GLOSS) -> str:
    """Join short glosses with semicolons as long as they fit; the first is always there, cut at a
    word if need be."""
    joined = _shorten(texts[0], limit)
    for text in texts[1:]:
        if len(joined) + 2 + len(text) > limit:
            continue
        joined += f"; {text}"
    return joined


def _shorten(text: str, limit: int) -> str:
    """Cut a long gloss: explanations in parentheses go first, then what follows a comma, then a
    second half, then words from the end."""
    if len(text) <= limit:
        return text
    bare = re.sub(r"\s+", " ", PARENTHESES.sub(" ", text)).strip(" ,.")
    first = bare.split(",")[0].strip()
    for shorter in (
        bare.replace(" ,", ","),
        first,
        re.split(":| such as | and ", first)[0].strip(),
    ):
        if 0 < len(shorter) <= limit:
            return shorter
    cut = (bare or text)[: limit - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,.(") + "…" if " " in cut else cut + "…"
