"""The field Words: the words of a sentence as a table, and as the pieces of the card Order."""

from hashlib import sha256

from generator.anki.chinese_html import ChineseHtml
from generator.anki.field_html import escape
from generator.base.records import Passage


def words_field(passage: Passage, seed: str, face: ChineseHtml) -> str:
    """The words of a sentence with reading and gloss, in text order; nothing for a sentence of one
    word.

    The card Order shows the same list shuffled: each item carries its shuffled place as CSS
    ``order``, which counts only in the frame of that card. So the card needs neither a field of its
    own nor JavaScript. What the table needs no second time, or has nothing to say about, has the
    class ``again`` and is seen on that card only. The longer terms of the sentence follow with the
    class ``term``, which that card does not show.
    """
    tokens = [t for t in passage.tokens if t.kind != "punctuation" and t.text.strip()]
    places = _shuffled(len(tokens), seed)
    seen: set[str] = set()
    items = []
    for token, order in zip(tokens, places, strict=True):
        again = " class='again'" if token.text in seen or not token.reading else ""
        seen.add(token.text)
        items.append(
            f"<li{again} style='order:{order}'>{face.zh(face.form(token))}"
            f" {face.explained(token)}</li>"
        )
    for term in passage.terms if len(items) > 1 else ():
        reading, gloss = escape(term.reading), face.gloss(term.gloss)
        shown = f"<span class='pinyin'>{reading}</span> <span class='gloss'>{gloss}</span>"
        items.append(f"<li class='term'>{face.zh(term.text)} {shown}</li>")
    return f"<ul class='{face.classes('words')}'>{''.join(items)}</ul>" if len(items) > 1 else ""


def _shuffled(count: int, seed: str) -> list[int]:
    """The place of each of ``count`` items in a shuffle that depends on the seed alone and is never
    the order itself."""
    ranks = sorted(range(count), key=lambda i: sha256(f"{seed}\x1f{i}".encode()).digest())
    if ranks == list(range(count)):
        ranks = ranks[1:] + ranks[:1]
    places = [0] * count
    for place, item in enumerate(ranks):
        places[item] = place
    return places
