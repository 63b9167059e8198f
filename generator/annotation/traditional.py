"""A simplified word in traditional characters."""

from generator.base.records import Entry, Token
from generator.lexicon.dictionary import Dictionary


def traditional_form(token: Token, dictionary: Dictionary) -> str:
    """Return a simplified word in traditional characters, as long as the word: the form of its
    entry, else of the longest words in it."""
    text, entry = token.text, token.entry
    if entry and entry.simplified == text and len(entry.traditional) == len(text):
        return entry.traditional
    written = _by_longest_words(text, dictionary)
    if entry and len(entry.traditional) == len(entry.simplified):
        # 干干净净 and 干起活来 are forms of the entry's word
        own = dict(zip(entry.simplified, entry.traditional, strict=True))
        pairs = zip(text, written, strict=True)
        return "".join(own.get(character, other) for character, other in pairs)
    return written


def _by_longest_words(text: str, dictionary: Dictionary) -> str:
    written = ""
    at = 0
    while at < len(text):
        size = len(text) - at
        while size > 1 and text[at : at + size] not in dictionary:
            size -= 1
        written += _of_dictionary(text[at : at + size], dictionary)
        at += size
    return written


def _of_dictionary(form: str, dictionary: Dictionary) -> str:
    """Return the form of the entry that has most senses of its own (发: 發; 年 not 秊); the word
    itself where there is none of its length."""
    entries = [
        entry
        for entry in dictionary.entries(form)
        if (entry.simplified, len(entry.traditional)) == (form, len(form))
    ]
    return max(entries, key=_own_senses).traditional if entries else form


def _own_senses(entry: Entry) -> int:
    return sum("variant of" not in sense and "(old)" not in sense for sense in entry.senses)
