"""Word classes of English: of a gloss by its form, of a word by its neighbours in a sentence.

Classes are letters: n, v, a, r (adverb).
"""

from collections.abc import Callable, Sequence

from generator.lexicon.english import EnglishWord

EnglishClasses = Callable[[str], str]
"""Returns the classes that an English word may have, commonest first."""
ARTICLES = frozenset(
    "a an the my your his her its our their this that these those no some any each every another"
    " whose".split()
)
BEFORE_ENGLISH_VERBS = frozenset(
    "to will would can could shall should may might must not n't don't didn't doesn't won't can't"
    " couldn't i you we they who let please cannot".split()
)
PREPOSITIONS = frozenset(
    "of in on at by for with from into about after before under over between through during without"
    " against".split()
)
DEGREE_ENGLISH = frozenset(
    "very so too more most is are was were be been am quite rather as".split()
)

KINDS = (
    frozenset("i you he she it we they me him her us them my your his its our their who".split()),
    frozenset("a an the this that these those some any each every no".split()),
    frozenset(
        "of in on at to for with by from as into about over under after before through between"
        " against during without within along across among upon toward towards like off out up"
        " down away back around".split()
    ),
    frozenset(
        "be is are was were been being am have has had having do does did will would can could may"
        " might shall should must get got".split()
    ),
)
"""English pronouns, articles, prepositions and auxiliaries: what counterparts end or begin with."""


def kind(word: str) -> int:
    """Return the number of the KINDS that an English word belongs to, from 1; 0 for content."""
    for number, words in enumerate(KINDS, start=1):
        if word.lower() in words:
            return number
    return 0


def of_gloss(core: str, classes: EnglishClasses) -> str:
    """Return the classes of a gloss by its form: ``to …`` is a verb, else what its head word can be
    beside a verb, commonest first.

    The head is the last word before a preposition: "development of trade" is a noun. Empty where it
    is not known.
    """
    if core.startswith("to "):
        return "v"
    head = _head(core)
    able = classes(head).replace("v", "") or ("n" if classes(head) else "")
    return able or ("n" if head.endswith("s") and classes(head[:-1]) else "")


def _head(core: str) -> str:
    head = ""
    for word in core.lower().split():
        if word in PREPOSITIONS or word == "to":
            break
        head = word.strip("-.,;!?")
    return head


def in_english(words: Sequence[EnglishWord], first: int, last: int, classes: EnglishClasses) -> str:
    """Return the class of the words ``first`` to ``last`` in their sentence; empty where the words
    around do not say."""
    word, before = words[last].text.lower(), words[first - 1].text.lower() if first else ""
    able = classes(word)
    if len(able) == 1:
        return able
    if before in BEFORE_ENGLISH_VERBS or before.replace("’", "'").endswith(
        ("'ll", "'d", "n't", "'ve")
    ):
        return "v"
    if before in ARTICLES or (before in PREPOSITIONS and not word.endswith("ing")):
        return "na" if "a" in able else "n"
    if before in DEGREE_ENGLISH and ("a" in able or word.endswith(("ed", "ing"))):
        return "av"
    if not able:
        return _by_ending(word, classes)
    return ""


def _by_ending(word: str, classes: EnglishClasses) -> str:
    if word.endswith(("ing", "ed")):
        return "v"
    if word.endswith("ly"):
        return "r"
    if word.endswith("s"):
        of_base = classes(word[:-1]) or classes(word[:-2])
        return "v" if of_base == "v" else "n"
    return "n" if word.endswith(("tion", "ness", "ment")) else ""
