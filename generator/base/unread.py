"""Tokens as they stand in the text, before anything is known of them."""

from generator.base.records import Kind, Token


def unread(start: int, text: str, kind: Kind) -> Token:
    """Make the token of a text with neither reading nor meaning."""
    return Token(
        start=start,
        end=start + len(text),
        text=text,
        kind=kind,
        pinyin=None,
        headword=text,
        reading="",
        entry=None,
        gloss="",
        senses=(),
        sense_confidence=0.0,
        english=(),
        link_confidence=0.0,
    )
