"""Cards as a learner's browser shows them: rendered by the real Anki, framed as its reviewer frames
them, run in Chromium.

Used by tools/pictures.py and by tests. Needs the package anki and Chromium (Debian: chromium
fonts-noto-cjk fonts-noto-core).
"""

import html
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anki.cards import Card

REVIEWER = """
hr { background-color: #9a9a9a; margin: 1em 0; border: none; height: 1px; }
body { margin: 20px; overflow-wrap: break-word; }
body.nightMode { background-color: #2c2c2c; color: #fcfcfc; }
img { max-width: 100%; max-height: 95vh; }
li { text-align: start; }
.replay-button { text-decoration: none; display: inline-flex; vertical-align: middle; margin: 3px; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; }
.replay-button svg path { fill: #414141; }
"""
"""What the reviewer's own style sheet does to a card, in short."""
PLAY = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64"><circle'
    ' cx="32" cy="32" r="29"></circle><path'
    ' d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z"></path></svg></a>'
)
PLAY_MARK = re.compile(r"\[anki:play:[qa]:\d+\]")
DEVICES = {
    "phone": ("mobile android linux chrome js", ""),
    "desktop": ("linux chrome", "isLin fancy"),
}
"""Classes that the reviewer puts on html and body."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>system-ui</family>
<prefer><family>Noto Sans</family></prefer></alias>
<alias binding="strong"><family>sans-serif</family>
<prefer><family>Noto Sans</family></prefer></alias></fontconfig>"""
SHEET = (
    "body{margin:12px;background:#cfccc4;display:flex;flex-wrap:wrap;gap:12px}"
    "iframe{border:0;border-radius:10px}"
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
WAIT = 12_000
"""Milliseconds of a page's own time, after which animations have ended."""


@dataclass(frozen=True)
class CardPicture:
    """A card as Anki renders it."""

    kind: str
    """Note type and template: ``Cika Word Recognition``."""
    key: str
    ord: int
    front: str
    back: str
    css: str

    def page(
        self,
        side: str,
        *,
        night: bool = False,
        device: str = "phone",
        unfold: bool = False,
        zoom: float = 0,
    ) -> str:
        """Return the whole document that the reviewer shows.

        ``unfold``: with everything open that can be opened. ``zoom``: with letters that many times
        as large, as a phone may be set; 0 leaves them as the deck has them.
        """
        body = PLAY_MARK.sub(PLAY, self.front if side == "front" else self.back)
        if unfold:
            body = body.replace("<details", "<details open")
        html_classes, body_classes = DEVICES[device]
        if night:
            html_classes += " night-mode"
            body_classes += " nightMode night_mode"
        head = (
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width,'
            f' initial-scale=1"><style>{REVIEWER}</style>'
        )
        css = f"{self.css}\n.cika.cika.cika {{ --u: {zoom}px; }}" if zoom else self.css
        content = f'<div id="qa" dir="auto"><style>{css}</style>{body}</div>'
        classes = f"card card{self.ord + 1} {body_classes}"
        return (
            f'<!doctype html><html class="{html_classes}"><head>{head}</head>'
            f'<body class="{classes}">{content}</body></html>'
        )


def chromium() -> str | None:
    """Return the browser on this machine, if there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def cards(package: Path, search: str = "") -> list[CardPicture]:
    """Return the cards of a package that an Anki search finds, in order of study.

    The package is imported into a throw-away collection.
    """
    import anki.lang
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    anki.lang.set_lang("en_US")
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            request = pb.ImportAnkiPackageRequest(
                package_path=str(package.resolve()), options=pb.ImportAnkiPackageOptions()
            )
            collection.import_anki_package(request)
            found = [collection.get_card(card) for card in sorted(collection.find_cards(search))]
            found.sort(key=lambda card: (card.due, card.ord))
            return [_rendered(card) for card in found]
        finally:
            collection.close()


def _rendered(card: "Card") -> CardPicture:
    output = card.render_output()
    return CardPicture(
        kind=f"{card.note_type()['name']} {card.template()['name']}",
        key=card.note().fields[0],
        ord=card.ord,
        front=output.question_text,
        back=output.answer_text,
        css=output.css,
    )


def frame(document: str, width: int, height: int, name: str = "") -> str:
    """Put a document inside another, as narrow as a phone if need be."""
    return (
        f'<iframe title="{html.escape(name)}" width="{width}" height="{height}"'
        f' srcdoc="{html.escape(document)}"></iframe>'
    )


def sheet(frames: Iterable[str]) -> str:
    """Make a document of many frames side by side."""
    return f'<!doctype html><meta charset="utf-8"><style>{SHEET}</style>{"".join(frames)}'


def run(document: str, *options: str) -> str:
    """Return what Chromium writes of a document: its DOM after loading with ``--dump-dom``.

    Nothing is fetched from anywhere. Raises ``FileNotFoundError`` if there is no Chromium.
    """
    program = chromium()
    if program is None:
        raise FileNotFoundError("Chromium is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page, fonts = folder / "page.html", folder / "fonts.conf"
        page.write_text(document, encoding="utf-8")
        fonts.write_text(FONTS, encoding="utf-8")
        profile = f"--user-data-dir={folder / 'profile'}"
        done = subprocess.run(
            [program, *SWITCHES, profile, *options, page.as_uri()],
            capture_output=True,
            check=True,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        return done.stdout.decode("utf-8", "replace")


def picture(document: str, target: Path, width: int, height: int) -> None:
    """Take a picture of a document after ``WAIT``."""
    run(
        document,
        f"--window-size={width},{height}",
        f"--virtual-time-budget={WAIT}",
        f"--screenshot={target.resolve()}",
    )
