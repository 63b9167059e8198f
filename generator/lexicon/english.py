"""English words with their stems and values.

A number that is written in several words ("two million six hundred thousand") or with a unit ("21.7
billion") is one ``EnglishWord`` that spans them all, so that a link to 二百六十万 can mark the
whole of it. A word's stem is what two forms of a word share: the Snowball stemmer for English
(Porter 2001), after a table of irregular forms.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.lexicon import phonetic_keys
from generator.lexicon.english_numbers import UNITS, number_at

STOP_WORDS = frozenset(
    "a an the of to in on at by for with from as and or but is are was were be been being am do"
    " does did have has had having it its this that these those he she they we you i him her them"
    " us me his their our your my not no so if then than too very can could will would shall should"
    " may might must there here what which who whom whose when where how why all any some one into"
    " out up down over under about after before again also just only such own same other more most"
    " don didn doesn wouldn couldn isn wasn etc sb sth somebody something someone oneself".split()
)
"""Words that say too little to link a word to, in texts and in definitions."""

_IRREGULAR = """
go goes went gone|see saw seen|say said|take took taken|come came|think thought|know knew known
give gave given|tell told|find found|leave left|feel felt|bring brought|buy bought|begin began begun
keep kept|hold held|write wrote written|stand stood|hear heard|run ran|sit sat|get got gotten
speak spoke spoken|lie lay lain|lead led|grow grew grown|lose lost|fall fell fallen|send sent
build built|understand understood|draw drew drawn|break broke broken|spend spent|rise rose risen
drive drove driven|wear wore worn|choose chose chosen|eat ate eaten|drink drank drunk|sleep slept
die dead died dying|make made|become became|fight fought|catch caught|teach taught|sell sold
fly flew flown|throw threw thrown|hide hid hidden|shake shook shaken|bite bit bitten|sing sang sung
swim swam swum|wake woke woken|win won|bend bent|hang hung|shoot shot|strike struck stricken
steal stole stolen|tear tore torn|weep wept|sweep swept|seek sought|mean meant|meet met|pay paid
lend lent|ride rode ridden|ring rang rung|sink sank sunk|forget forgot forgotten
forgive forgave forgiven|blow blew blown|freeze froze frozen|swear swore sworn|arise arose arisen
dig dug|bear bore borne|bind bound|bleed bled|breed bred|creep crept|deal dealt|dream dreamt
feed fed|flee fled|forbid forbade forbidden|kneel knelt|lay laid|learn learnt|lean leant|leap leapt
light lit|overcome overcame|shine shone|shrink shrank shrunk|slide slid|spin spun
spring sprang sprung|stick stuck|sting stung|swell swollen|swing swung|wind wound|show shown
undertake undertook undertaken|withdraw withdrew withdrawn|burn burnt|man men|woman women
child children|foot feet|tooth teeth|goose geese|mouse mice|ox oxen|person people|wife wives
knife knives|life lives|leaf leaves|half halves|wolf wolves|thief thieves|shelf shelves|calf calves
loaf loaves|self selves|datum data|medium media|criterion criteria|good better best|bad worse worst
far further furthest farther|low lowest|near nearest
"""

_COMPARED = """
big bright broad busy calm cheap close cold dark deep dirty dry early easy fast fat few fierce firm
fresh friendly funny great happy hard healthy heavy high hot hungry kind large long loud lovely
lucky narrow new nice noisy old poor pretty quick quiet rich rough sad safe sharp short simple slow
small smart smooth soft steep strict strong sweet tall thick thin tight tiny tough ugly warm weak
wealthy wet wide wild wise young
""".split()
"""Adjectives with forms of their own for more and most. Words are left out whose form in -er means
something else (cleaner, later, lighter, lower)."""

_DOUBLED_END = re.compile("[^aeiou][aeiou][^aeiouwy]$")
"""The end of a short word whose last letter is doubled before an ending (big, bigger)."""

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH_OR_WORD = frozenset({"march", "may"})

_CONTRACTED = frozenset({"", "s", "t", "d", "ll", "re", "ve", "m"})
"""Endings behind an apostrophe that are words of their own."""
_WORD_OR_NUMERAL = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th|s)?(?![a-z])|\d+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_PERCENT = re.compile(r"\s?%|[\s-]per\s?cent\b")


INFLECTIONS = frozenset(("s", "es", "ed", "d", "ing"))
"""Endings that make a form of a word, not another word."""


@dataclass(frozen=True, slots=True)
class EnglishWord:
    """A word or a number of an English text."""

    start: int
    end: int
    text: str
    stem: str
    """Lower case; ``#1954`` for a number."""
    value: float | None = None
    """The value of a number; ordinals count as their number, a share (9 %, two thirds) as a
    fraction of 1."""


def words(text: str) -> tuple[EnglishWord, ...]:
    """Return the words and numbers of ``text`` in order, stop words among them;
    ``text[w.start:w.end] == w.text``."""
    spans = [match.span() for match in _WORD_OR_NUMERAL.finditer(text)]
    found: list[EnglishWord] = []
    at = 0
    while at < len(spans):
        start, end = spans[at]
        number, count = number_at(text, spans, at)
        if number is None:
            word = text[start:end]
            found.append(EnglishWord(start, end, word, stem(word)))
            at += 1
            continue
        at += count
        end = spans[at - 1][1]
        percent = _PERCENT.match(text, end)
        if percent:
            number = round(number / 100, 12)
            end = percent.end()
            while at < len(spans) and spans[at][0] < end:
                at += 1
        found.append(EnglishWord(start, end, text[start:end], number_term(number), number))
    return tuple(found)


def is_break(word: EnglishWord, following: EnglishWord) -> bool:
    """Tell whether punctuation stands between two neighbours, other than a hyphen or the full stop
    of an abbreviation."""
    space = following.start - word.end
    is_initial = space == 2 and word.end - word.start == 2
    return space > 1 and not is_initial


def terms(text: str) -> tuple[str, ...]:
    """Return the terms that alignment compares: stems that are no stop words, ``#1954`` for numbers
    and months, ``^liu`` for capitalised words and ``~TM`` for their consonants
    (``phonetic_keys``)."""
    found: list[str] = []
    all_words = words(text)
    for at, word in enumerate(all_words):
        month = _month(all_words, at)
        if month:
            found.append(number_term(month))
        if word.value is not None:
            found.append(word.stem)
            if not word.text.isalpha() or word.text.lower() in UNITS:
                continue
        found += _word_terms(word.text)
    return tuple(found)


def _word_terms(word: str) -> list[str]:
    plain = _plain(word)
    if len(plain) < 2 or plain in STOP_WORDS:
        return []
    found = [stem(plain)]
    if word[0].isupper():
        found.append("^" + plain)
        skeleton = phonetic_keys.of_english(plain)
        if skeleton:
            found.append("~" + skeleton)
    return found


def _month(all_words: Sequence[EnglishWord], at: int) -> int | None:
    """Return the number of a month's name, for 8月 and August; may and march are months beside a
    number."""
    name = all_words[at].text
    lower = name.lower()
    if not name.istitle() or lower not in _MONTHS:
        return None
    if lower in _MONTH_OR_WORD:
        beside = (*all_words[max(at - 1, 0) : at], *all_words[at + 1 : at + 2])
        if all(word.value is None for word in beside):
            return None
    return _MONTHS.index(lower) + 1


def stem(word: str) -> str:
    """Return the stem of a word in any case, its possessive taken off."""
    return _stem(_plain(word))


@lru_cache(maxsize=65536)
def is_form_of(word: str, base: str) -> bool:
    """Tell whether a word is a base form or an inflection of it: "developing" is one of "develop",
    "development" is only of its stem.

    >>> is_form_of("Studied", "study"), is_form_of("went", "go"), is_form_of("danger", "dangerous")
    (True, True, False)
    """
    word, base = _plain(word), _plain(base)
    if base in (word, _irregular().get(word)):
        return True
    ending = word.removeprefix(base)
    if ending != word:
        bare = ending.removeprefix(base[-1:])  # stopped
        return ending in INFLECTIONS or bare in ("ed", "ing")
    return (base.endswith("e") and word == base[:-1] + "ing") or (
        base.endswith("y") and word in (base[:-1] + "ies", base[:-1] + "ied")
    )


def number_term(value: float) -> str:
    """Return a number as a term, the same for both languages: nine significant digits."""
    return f"#{value:.9g}"


def _plain(word: str) -> str:
    """Return a word in small letters, its apostrophes and contracted endings taken off."""
    lower = word.lower().replace("’", "'")
    head, apostrophe, tail = lower.rpartition("'")
    if apostrophe and tail in _CONTRACTED:
        return head
    return lower.replace("'", "")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return _stemmer()(_irregular().get(word, word))


@cache
def _stemmer() -> Callable[[str], str]:
    import Stemmer

    stemmed: Callable[[str], str] = Stemmer.Stemmer("english").stemWord
    return stemmed


@cache
def _irregular() -> dict[str, str]:
    found = {}
    for group in re.split(r"[\n|]", _IRREGULAR.strip()):
        base, *forms = group.split()
        found.update(dict.fromkeys(forms, base))
    for base in _COMPARED:
        bare = base.removesuffix("e")
        if base.endswith("y"):
            bare = base[:-1] + "i"
        elif _DOUBLED_END.search(base):
            bare = base + base[-1]
        found |= {bare + "er": base, bare + "est": base}
    return found
