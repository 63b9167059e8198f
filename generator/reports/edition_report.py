"""What the next edition of a class set changes: as lines for people, as plain values for
programs."""

from collections.abc import Iterator
from typing import Any

from generator.base.text import plural
from generator.classes.next_edition import NextEdition
from generator.reports.outcome import some_of
from generator.reports.set_report import rename_lines


def edition_lines(edition: NextEdition) -> Iterator[str]:
    """Say what students who have the last edition would get."""
    if edition.is_first:
        yield (
            "No edition was built here yet: every word counts as new. If students have one, put"
            " its table beside set.toml first."
        )
        return
    yield "Since the last edition:"
    words = {"new": edition.new, "gone (Anki keeps the cards)": edition.gone}
    for what, found in words.items():
        if found:
            yield f"  {plural(len(found), 'word')} {what}: {some_of(found)}"
    if edition.moved:
        shown = some_of([f"{one.word} (lesson {one.lesson})" for one in edition.moved], ", ")
        yield f"  taught in another lesson; cards that students have stay where they are: {shown}"
    if edition.sentences_gone:
        yield f"  {plural(edition.sentences_gone, 'sentence')} gone (Anki keeps the cards)"
    yield from rename_lines(edition.renamed)
    words_stay = not (edition.new or edition.gone or edition.moved)
    if words_stay and not (edition.renamed or edition.sentences_gone):
        yield "  nothing that students would see in their lists of words."


def edition_json(edition: NextEdition) -> dict[str, Any]:
    """Return the same for programs; the keys are an interface."""
    moved = [{"word": one.word, "from": one.before, "lesson": one.lesson} for one in edition.moved]
    return {
        "first": edition.is_first,
        "new": list(edition.new),
        "moved": moved,
        "gone": list(edition.gone),
        "sentences_gone": edition.sentences_gone,
        "renamed": edition.renamed,
    }
