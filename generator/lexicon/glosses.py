"""The English side of dictionary entries: short glosses out of CC-CEDICT definitions, and
references between entries."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
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
REMEMBERED = 16_384
"""Definitions whose glosses are remembered."""
MAX_GLOSS = 40
"""Letters of a short gloss: as much as fits on a phone's line."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """One short gloss: the text between two semicolons of a definition."""

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
            for other in followed:
                own = _split(entry, number, other)
                found += [replace(gloss, role="reference") for gloss in own if gloss.role != "note"]
        else:
            found += _split(entry, number, sense)
    return tuple(found)


def is_reference(sense: str) -> bool:
    """Tell whether a definition only points to another entry or is a remark on spelling or
    pronunciation."""
    return bool(REFERENCE.match(sense) or NOTE.match(sense) or USED_IN.match(sense))


def tidy(definition: str) -> str:
    """Make a definition readable: pinyin in brackets and traditional twins taken out.

    >>> tidy("see 石景山區|石景山区[Shi2 jing3 shan1 Qu1]")
    'see 石景山区'
    """
    bare = definition
    if "[" in bare or "|" in bare:
        for unwanted in (PRONOUNCED, BRACKETS, TRADITIONAL):
            bare = unwanted.sub("", bare)
    return " ".join(bare.split()).replace(" ,", ",").strip()


def _follow(sense: str, look_up: Callable[[str], tuple[Entry, ...]]) -> tuple[str, ...]:
    """Return the definitions that a bare reference stands for; none where a definition is no
    reference."""
    match = REFERENCE.match(sense)
    if not match:
        return ()
    wanted = match["reading"].lower()
    found: list[str] = []
    for entry in look_up(match["simplified"]):
        if entry.reading.lower() == wanted:
            found += [sense for sense in entry.senses if _says_a_meaning(sense)]
    return tuple(found)


def _says_a_meaning(sense: str) -> bool:
    return not is_reference(sense) and not SURNAME.match(sense)


def _split(entry: Entry, number: int, sense: str) -> list[Gloss]:
    role, found = _parts(sense)
    return [Gloss(text, core, entry, number, role) for text, core in found]


@lru_cache(maxsize=REMEMBERED)
def _parts(sense: str) -> tuple[Role, tuple[tuple[str, str], ...]]:
    """Return the role of a definition, and text and core of each of its glosses."""
    sense = ALSO_WRITTEN.sub("", sense)
    found = []
    for one in _semicolons(tidy(sense)):
        bare = _without_hanzi(_without_labels(one))
        text = YEARS.sub("", bare).strip()
        core = PARENTHESES.sub(" ", text).strip(" ,.;")
        if text:
            found.append((text, core))
    return _role(sense), tuple(found)


def _role(sense: str) -> Role:
    if is_reference(sense):
        return "note"
    if SURNAME.match(sense):
        return "surname"
    if RARE.search(sense):
        return "rare"
    if not PARENTHESES.sub("", tidy(sense)).strip(" ."):
        return "usage"
    return "sense"


def _without_labels(text: str) -> str:
    """Drop labels such as ``(bound form)`` before a gloss, but keep a gloss that is nothing
    else."""
    bare = HEAD_LABEL.sub("", text).removesuffix("(bound form)").strip()
    if bare:
        return bare
    label = text.strip()
    if label.count("(") == 1:
        return label.removeprefix("(").removesuffix(")")
    return label


def _without_hanzi(text: str) -> str:
    """Drop remarks that quote Chinese and hanzi beside their English: "equivalent to 就: then",
    "Mount Lu 庐山 in Jiangxi"."""
    if not HANZI.search(text):
        return text
    bare = text
    for unwanted in (EQUIVALENT, QUOTING, HANZI):
        bare = unwanted.sub("", bare)
    bare = re.sub(r"\s+", " ", bare)
    bare = re.sub(r"\s+([,;.)])", r"\1", bare).strip(" ,")
    is_whole = not bare.endswith((" of", " to", " for", " with", " in"))
    return bare if is_whole and re.search(r"[A-Za-z]{2}", bare) else text


def _semicolons(text: str) -> list[str]:
    """Split at semicolons that are not inside parentheses."""
    if "(" not in text:
        return [one for one in map(str.strip, text.split(";")) if one]
    found, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif character == ";" and depth <= 0:
            found.append(text[start:at].strip())
            start = at + 1
    found.append(text[start:].strip())
    return [one for one in found if one]


def join(texts: list[str], limit: int = MAX_GLOSS) -> str:
    """Join short glosses with semicolons as long as they fit; the first is always there, cut at a
    word if need be."""
    joined = shorten(texts[0], limit)
    for text in texts[1:]:
        longer = f"{joined}; {text}"
        if len(longer) <= limit:
            joined = longer
    return joined


def shorten(text: str, limit: int = MAX_GLOSS) -> str:
    """Cut a long gloss: explanations in parentheses go first, then what follows a comma, then a
    second half, then words from the end."""
    if len(text) <= limit:
        return text
    bare = re.sub(r"\s+", " ", PARENTHESES.sub(" ", text)).strip(" ,.")
    first = bare.split(",")[0].strip()
    half = re.split(":| such as | and ", first)[0].strip()
    for shorter in (bare.replace(" ,", ","), first, half):
        if 0 < len(shorter) <= limit:
            return shorter
    cut = (bare or text)[: limit - 1]
    if " " in cut:
        cut = cut[: cut.rfind(" ")].rstrip(" ,.(")
    return cut + "…"
