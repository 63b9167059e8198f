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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape as attribute
from pathlib import Path

from generator.anki.field_html import escape, visible_text
from generator.anki.note import Note
from generator.anki.note_types import SENTENCE, WORD, NoteType, note_type, style
from generator.anki.render import Card, Sound, render
from generator.anki.unpack import file_of, unpack
from generator.base.errors import InputError, data_file
from generator.base.html import OUR_MARK, Html

PAGE = Path(__file__).parent / "templates" / "preview.html"
PLACE = re.compile(r"\{(TITLE|ALLOWED|DATA)\}")
"""What is filled in in the page."""
CHECK = "check::"
PLAY = (
    "<svg class='playImage' viewBox='0 0 64 64'><circle cx='32' cy='32' r='29'/><path d='M24"
    " 18v28l24-14z'/></svg>"
)
FRONT_SIDE = "\x00"
"""Stands in a back for the whole front, which it often repeats. No HTML holds this character."""
PLAY_MARK = re.compile(r"\[anki:play:([qa]):(\d+)\]")
IMAGE = re.compile(r"(<img\b[^<>]*?\bsrc=)(['\"])([^'\"<>]*)\2", re.IGNORECASE)
MAX_PAGE = 500_000_000
"""Characters of the cards and of the templates that they are made from; the cards of a long novel
have some 100 million."""


REVIEWER = (
    "html{overflow:hidden}hr{background:#9a9a9a;margin:1em 0;border:none;height:1px}"
    "body{margin:20px;overflow-wrap:break-word}img{max-width:100%}"
    "body.nightMode{background:#2c2c2c;color:#fcfcfc}"
    ".replay-button{display:inline-flex;vertical-align:middle;margin:3px;cursor:pointer}"
    ".replay-button svg{width:40px;height:40px}"
    ".replay-button svg circle{fill:#fff;stroke:#414141}.replay-button svg path{fill:#414141}"
)
"""The style that Anki's reviewer brings, as far as cards show it."""


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Both sides of a card, and the style of its note type."""

    template: str
    front: Html
    back: Html
    css: str


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """The cards that a preview shows."""

    deck: str
    notes: tuple[Note, ...]
    kinds: Mapping[str, NoteType]
    styles: Mapping[str, str]
    media: Callable[[str], bytes | None] = lambda name: None
    """Return the content of a file by the name that fields use; None where there is none."""


def of_notes(deck: str, notes: Iterable[Note]) -> PreviewCard:
    """Take notes as the next build would package them."""
    names = (WORD, SENTENCE)
    kinds = {name: note_type(name) for name in names}
    return PreviewCard(deck, tuple(notes), kinds, dict.fromkeys(names, style()))


def of_package(path: Path) -> PreviewCard:
    """Take a deck as it was built, with the note types and files that it has. Raises InputError
    (``unpack``)."""
    found = unpack(path)
    return PreviewCard(
        deck=found.deck,
        notes=(*found.notes, *found.guests),
        kinds=found.kinds,
        styles=found.styles,
        media=lambda name: file_of(path, found, name),
    )


def page(shown: PreviewCard) -> bytes:
    """Return the page, UTF-8. Raises InputError where the templates of a package are not as Cika
    writes them, or there is too much to show."""
    writer = _CardWriter(shown)
    cards: list[dict[str, object]] = []
    size = 0
    for note in shown.notes:
        size += _template_size(shown.kinds[note.note_type])
        for card in writer.cards(note):
            cards.append(card)
            size += len(str(card["front"])) + len(str(card["back"]))
        if size > MAX_PAGE:
            raise InputError(
                f"The cards of {shown.deck} have more than {MAX_PAGE:,} characters, too many for"
                " one page. Show one text of it."
            )
    content = {"styles": shown.styles, "files": writer.files, "cards": cards}
    data = json.dumps(content, ensure_ascii=False)
    with data_file(PAGE):
        text = PAGE.read_text(encoding="utf-8")
    script = text.partition("<script>")[2].partition("</script>")[0]
    digest = sha256(script.encode()).digest()
    parts = {
        "TITLE": escape(shown.deck),
        "ALLOWED": base64.b64encode(digest).decode(),
        "DATA": data.replace("<", "\\u003c"),
    }
    return PLACE.sub(lambda found: parts[found[1]], text).encode()


def rendered(shown: PreviewCard, note: Note) -> list[RenderedCard]:
    """Return the cards of a note, both sides of each as a page of its own needs them."""
    writer = _CardWriter(shown)
    found = []
    for card in writer.cards(note):
        front, back = str(card["front"]), str(card["back"])
        whole = Html(back.replace(FRONT_SIDE, front))
        found.append(
            RenderedCard(str(card["card"]), Html(front), whole, shown.styles[note.note_type])
        )
    return found


def side_page(side: Html, css: str, *, night: bool, phone: bool) -> str:
    """Return a side of a card as a page of its own, as Anki's reviewer dresses it. Nothing in it
    can run; a policy should say so, too."""
    device = "mobile android" if phone else "linux chrome"
    reviewer = "" if phone else "isLin fancy"
    root = f"{device} night-mode" if night else device
    body = f"card card1 {reviewer} nightMode night_mode" if night else f"card card1 {reviewer}"
    return (
        f'<!doctype html><html class="{root}"><head><meta charset="utf-8">{OUR_MARK}'
        f"<style>{REVIEWER}</style><style>{css}</style></head>"
        f'<body class="{body}"><div id="qa">{side}</div></body></html>'
    )


def _template_size(kind: NoteType) -> int:
    return sum(len(one.front) + len(one.back) for one in kind.templates)


class _CardWriter:
    """Writes cards for the page, and collects the files that they use."""

    def __init__(self, shown: PreviewCard) -> None:
        self._shown = shown
        self.files: dict[str, str] = {}
        """Short name -> content as an address (``data:``)."""

    def cards(self, note: Note) -> Iterator[dict[str, object]]:
        """Yield the cards of a note as the page reads them."""
        kind = self._shown.kinds[note.note_type]
        special = {
            "Deck": escape(self._shown.deck),
            "Subdeck": escape(self._shown.deck.rpartition("::")[2]),
            "Tags": escape(" ".join(note.tags)),
            "Type": kind.name,
        }
        doubts = [tag.removeprefix(CHECK) for tag in note.tags if tag.startswith(CHECK)]
        for card in render(kind, note.fields, special):
            front, back = self._side(card, card.front), self._side(card, card.back)
            yield {
                "type": note.note_type,
                "card": card.template,
                "name": visible_text(note.fields[1]),
                "doubts": doubts,
                "front": front,
                "back": back.replace(front, FRONT_SIDE),
            }

    def _side(self, card: Card, side: str) -> str:
        """Return a side with buttons for its sounds and its pictures in place of their names."""

        def button(mark: re.Match[str]) -> str:
            sounds = card.front_sounds if mark[1] == "q" else card.back_sounds
            number = int(mark[2])
            return self._button(sounds[number]) if number < len(sounds) else escape(mark[0])

        def image(found: re.Match[str]) -> str:
            start, quote, name = found[1], found[2], found[3]
            return f"{start}{quote}{self._file(name)}{quote}"

        return IMAGE.sub(image, PLAY_MARK.sub(button, side))

    def _button(self, sound: Sound) -> Html:
        if sound.file:
            what = f"data-file='{self._file(sound.file)}'"
        else:
            what = f"data-say='{attribute(sound.text)}'"
        return Html(f"<a class='replay-button soundLink' role='button' {what}>{PLAY}</a>")

    def _file(self, name: str) -> str:
        """Return a short name for a file, whose content goes into the page once; empty for a file
        that is not there."""
        content = self._shown.media(name)
        if content is None:
            return ""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        short = f"file:{sha256(content).hexdigest()[:12]}"
        self.files[short] = f"data:{kind};base64,{base64.b64encode(content).decode()}"
        return short
