"""All cards of a deck on one page of HTML, as they will look: both sides, day and night, phone and
desktop.

The page needs nothing but itself. Its policy (Content-Security-Policy) lets no address be fetched
and no script run but the page's own; each side of a card stands in a frame of its own, with the
style that Anki gives it and no right to run anything at all.
"""

import base64
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape as attribute
from pathlib import Path

from generator.anki.field_html import escape
from generator.anki.note_types import SENTENCE, WORD, NoteType, note_type, style
from generator.anki.notes import Note
from generator.anki.render import Card, Sound, render
from generator.anki.twin import plain
from generator.anki.unpack import file_of, unpack
from generator.base.errors import data_file

PAGE = Path(__file__).parent / "templates" / "preview.html"
CHECK = "check::"
PLAY = (
    "<svg class='playImage' viewBox='0 0 64 64'><circle cx='32' cy='32' r='29'/><path d='M24"
    " 18v28l24-14z'/></svg>"
)
AGAIN = "\x00"
"""Stands in a back for the whole front, which it often repeats. No HTML holds this character."""
NAMED = re.compile(r"(<img\b[^>]*?\bsrc=)(['\"])(.*?)\2", re.I)


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """What a preview shows."""

    deck: str
    notes: tuple[Note, ...]
    kinds: Mapping[str, NoteType]
    styles: Mapping[str, str]
    media: Callable[[str], bytes | None] = lambda name: None
    """The content of a file by the name that fields use; None where there is none."""


def of_notes(deck: str, notes: Iterable[Note]) -> PreviewCard:
    """Notes as the next build would package them."""
    names = (WORD, SENTENCE)
    return PreviewCard(
        deck, tuple(notes), {name: note_type(name) for name in names}, dict.fromkeys(names, style())
    )


def of_package(path: Path) -> PreviewCard:
    """A deck as it was built, with the note types and files that it has. Raises InputError
    (``unpack``)."""
    found = unpack(path)
    return PreviewCard(
        found.deck,
        (*found.notes, *found.guests),
        found.kinds,
        found.styles,
        lambda name: file_of(path, found, name),
    )


def page(shown: PreviewCard) -> bytes:
    """The page, UTF-8. Raises InputError where the templates of a package are not as Cika writes
    them."""
    files: dict[str, str] = {}
    cards = [one for note in shown.notes for one in _cards(shown, note, files)]
    data = json.dumps({"styles": shown.styles, "files": files, "cards": cards}, ensure_ascii=False)
    with data_file(PAGE):
        text = PAGE.read_text(encoding="utf-8")
    script = text.partition("<script>")[2].partition("</script>")[0]
    allowed = base64.b64encode(sha256(script.encode()).digest()).decode()
    parts = {"TITLE": escape(shown.deck), "ALLOWED": allowed, "DATA": data.replace("<", "\\u003c")}
    return re.sub(r"\{(TITLE|ALLOWED|DATA)\}", lambda m: parts[m[1]], text).encode()


def _cards(shown: PreviewCard, note: Note, files: dict[str, str]) -> list[dict[str, object]]:
    kind = shown.kinds[note.note_type]
    special = {
        "Deck": escape(shown.deck),
        "Subdeck": escape(shown.deck.rpartition("::")[2]),
        "Tags": escape(" ".join(note.tags)),
    }
    doubts = [tag.removeprefix(CHECK) for tag in note.tags if tag.startswith(CHECK)]
    made = []
    for card in render(kind, note.fields, special | {"Type": kind.name}):
        front, back = (_side(side, card, shown, files) for side in (card.front, card.back))
        named: dict[str, object] = {
            "type": note.note_type,
            "card": card.template,
            "name": plain(note.fields[1]),
            "doubts": doubts,
        }
        made.append(named | {"front": front, "back": back.replace(front, AGAIN)})
    return made


def _side(side: str, card: Card, shown: PreviewCard, files: dict[str, str]) -> str:
    """A side with buttons for its sounds and its pictures in place of their names."""

    def button(match: re.Match[str]) -> str:
        sounds = card.front_sounds if match[1] == "q" else card.back_sounds
        return (
            _button(sounds[int(match[2])], shown, files)
            if int(match[2]) < len(sounds)
            else escape(match[0])
        )

    played = re.sub(r"\[anki:play:([qa]):(\d+)\]", button, side)
    return NAMED.sub(lambda m: f"{m[1]}{m[2]}{_file(m[3], shown, files)}{m[2]}", played)


def _button(sound: Sound, shown: PreviewCard, files: dict[str, str]) -> str:
    what = (
        f"data-file='{_file(sound.file, shown, files)}'"
        if sound.file
        else f"data-say='{attribute(sound.text)}'"
    )
    return f"<a class='replay-button soundLink' role='button' {what}>{PLAY}</a>"


def _file(name: str, shown: PreviewCard, files: dict[str, str]) -> str:
    """A short name for a file, whose content goes into the page once."""
    content = shown.media(name)
    if content is None:
        return ""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    short = f"file:{sha256(content).hexdigest()[:12]}"
    files[short] = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return short
