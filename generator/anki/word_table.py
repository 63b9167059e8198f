"""The field Words: the words of a sentence as a table, and as the pieces of the card Order."""

from generator.anki.chinese_html import ChineseHtml, explanation
from generator.anki.field_html import CARD, SPACE, escape
from generator.base.html import NOTHING, Html, join
from generator.base.records import MultiwordTerm, Passage
from generator.base.text import shuffled
from generator.base.words import gloss_in_sentence, is_meaning_known

UNSAID = frozenset({"punctuation", "speaker"})
"""Kinds of tokens that are no words."""


def words_field(passage: Passage, seed: str, chinese: ChineseHtml) -> Html:
    """Return the words of a sentence with reading and gloss, in text order; nothing for a sentence
    of one word.

    The card Order shows the same list shuffled: each item carries its shuffled place as CSS
    ``order``, which counts only in the frame of that card. So the card needs neither a field of its
    own nor JavaScript. What the table needs no second time, or has nothing to say about, has the
    class ``again`` and is seen on that card only. The longer terms of the sentence follow with the
    class ``term``, which that card does not show.
    """
    tokens = [t for t in passage.tokens if t.kind not in UNSAID and t.text.strip()]
    if len(tokens) < 2:
        return NOTHING
    seen: set[str] = set()
    items: list[Html] = []
    for token, place in zip(tokens, _shuffled_places(len(tokens), seed), strict=True):
        repeats = token.text in seen or not token.reading
        seen.add(token.text)
        form = chinese.forms.form(token)
        doubts = token.doubts if is_meaning_known(token) else ("meaning",)
        explained = join(
            [chinese.explained(token, gloss_in_sentence(token)), chinese.doubt(*doubts)]
        )
        item = join([chinese.zh(form), explained], SPACE)
        marks = "again" if repeats else ""
        items.append(CARD.element("li", item, class_=marks, style=f"order:{place}"))
    items += [_term(term, chinese) for term in passage.terms]
    return CARD.element("ul", join(items), class_=chinese.classes("words"))


def _term(term: MultiwordTerm, chinese: ChineseHtml) -> Html:
    said = explanation(escape(term.reading), chinese.gloss(term.gloss))
    return CARD.element("li", join([chinese.zh(term.text), said], SPACE), class_="term")


def _shuffled_places(count: int, seed: str) -> list[int]:
    """Return the place of each of ``count`` items in a shuffle that depends on the seed alone and
    is never the order itself."""
    ranks = shuffled(range(count), str, seed, separator="\x1f")
    if ranks == list(range(count)):
        ranks = ranks[1:] + ranks[:1]
    places = [0] * count
    for place, item in enumerate(ranks):
        places[item] = place
    return places
