"""A simplified word in traditional characters."""

from generator.annotation.entries import without_twins
from generator.base.records import Token
from generator.chinese.script import is_traditional, to_traditional
from generator.lexicon.dictionary import Dictionary


def traditional_form(token: Token, dictionary: Dictionary) -> str:
    """Return a simplified word in traditional characters, as long as the word: the form of its
    entry, which is that of its sense; what has no entry as phrases have it."""
    text, entry = token.text, token.entry
    if entry and entry.simplified == text and len(entry.traditional) == len(text):
        return entry.traditional
    if is_traditional(text):
        return text
    written = _by_characters(text, dictionary) or to_traditional(text)
    own: dict[str, str] = {}
    if entry and len(entry.traditional) == len(entry.simplified):
        # 干干净净 and 干起活来 are forms of the entry's word
        own = dict(zip(entry.simplified, entry.traditional, strict=True))
    elif token.kind == "name" and not entry:
        own = {text[0]: _as_surname(text[0], dictionary) or written[0]}
    pairs = zip(text, written, strict=True)
    return "".join(own.get(character, other) for character, other in pairs)


def _by_characters(text: str, dictionary: Dictionary) -> str:
    """Write each character in its only form; empty where one of them has none, or several. It
    spares names of the text OpenCC, which takes as long to load as a page to read."""
    written = ""
    for character in text:
        entries = without_twins(dictionary.entries(character))
        forms = {entry.traditional for entry in entries}
        if len(forms) != 1:
            return ""
        written += forms.pop()
    return written


def _as_surname(character: str, dictionary: Dictionary) -> str:
    """Return how a surname is written (范, 鍾); empty where the dictionary has none."""
    for entry in dictionary.entries(character):
        if any(sense.startswith("surname ") for sense in entry.senses):
            return entry.traditional
    return ""
