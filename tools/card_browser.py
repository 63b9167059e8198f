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

REVIEWER = """
hr { background-color: #9a9a9a; margin: 1em 0; border: none; height: 1px; }
body { margin: 20px; overflow-wrap: break-word; }
body.nightMode { background-color: #2c2c2c; color: #fcfcfc; }
img { max-width: 100%; max-height: 95vh; }
li { text-align: start; }
.replay-button { text-decoration: none; display: inline-flex; vertical-align: middle; margin: 3px; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; } .replay-button svg path { fill: #414141; }
"""
"""What the reviewer's own style sheet does to a card, in short."""
PLAY = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64"><circle'
    ' cx="32" cy="32" r="29"></circle><path'
    ' d="M56.502,32.301l-37.502,20.101l0.329,-40.804l37.173,20.703Z"></path></svg></a>'
)
DEVICES = {
    "phone": ("mobile android linux chrome js", ""),
    "desktop": ("linux chrome", "isLin fancy"),
}
"""Classes that the reviewer puts on html and body."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>
<alias binding="strong"><family>system-ui</family><prefer><family>Noto Sans</family></prefer></alias>
<alias binding="strong"><family>sans-serif</family><prefer><family>Noto Sans</family></prefer></alias></fontconfig>"""


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
        self, side: str, *, night: bool = False, device: str = "phone", unfold: bool = False
    ) -> str:
        """The whole document that the reviewer shows. ``unfold``: with everything open that can be
        opened."""
        of_html, of_body = DEVICES[device]
        body = re.sub(r"\[anki:play:[qa]:\d+\]", PLAY, self.front if side == "front" else self.back)
        if unfold:
            body = body.replace("<details", "<details open")
        dark = " nightMode night_mode" if night else ""
        return (
            f'<!doctype html><html class="{of_html}{dark and " night-mode"}"><head><meta'
            ' charset="utf-8"><meta name="viewport" content="width=device-width,'
            f' initial-scale=1"><style>{REVIEWER}</style></head><body class="card'
            f' card{self.ord + 1} {of_body}{dark}"><div id="qa"'
            f' dir="auto"><style>{self.css}</style>{body}</div></body></html>'
        )


def chromium() -> str | None:
    """The browser on this machine, if there is one."""
    return next(
        filter(
            None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))
        ),
        None,
    )


def cards(package: Path, search: str = "") -> list[CardPicture]:
    """The cards of a package that an Anki search finds, in order of study, imported into a
    throw-away collection."""
    import anki.lang
    from anki import import_export_pb2 as pb
    from anki.collection import Collection

    anki.lang.set_lang("en_US")
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder) / "collection.anki2"))
        try:
            options = pb.ImportAnkiPackageOptions()
            col.import_anki_package(
                pb.ImportAnkiPackageRequest(package_path=str(package.resolve()), options=options)
            )
            found = [col.get_card(i) for i in sorted(col.find_cards(search))]
            found.sort(key=lambda card: (card.due, card.ord))
            return [_rendered(card) for card in found]
        finally:
            col.close()


def _rendered(card: "anki.cards.Card") -> CardPicture:  # type: ignore[name-defined]  # noqa: F821
    output = card.render_output()
    kind = f"{card.note_type()['name']} {card.template()['name']}"
    return CardPicture(
        kind, card.note().fields[0], card.ord, output.question_text, output.answer_text, output.css
    )


def frame(document: str, width: int, height: int, name: str = "") -> str:
    """A document inside another, as narrow as a phone if need be."""
    return (
        f'<iframe title="{html.escape(name)}" width="{width}" height="{height}"'
        f' srcdoc="{html.escape(document)}"></iframe>'
    )


def sheet(frames: Iterable[str]) -> str:
    """A document of many frames side by side."""
    style = "body{margin:12px;background:#cfccc4;display:flex;flex-wrap:wrap;gap:12px}iframe{border:0;border-radius:10px}"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{"".join(frames)}'


def run(document: str, *options: str) -> str:
    """What Chromium writes of a document: its DOM after loading with ``--dump-dom``. Nothing is
    fetched from anywhere."""
    program = chromium()
    if program is None:
        raise FileNotFoundError("Chromium is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(document, encoding="utf-8")
        (folder / "fonts.conf").write_text(FONTS, encoding="utf-8")
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-dev-shm-usage",
            "--no-first-run",
        ]
        command += [
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'profile'}",
            *options,
        ]
        environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
        done = subprocess.run(
            [*command, (folder / "page.html").as_uri()],
            capture_output=True,
            check=True,
            env=environment,
        )
        return done.stdout.decode("utf-8", "replace")


def picture(document: str, target: Path, width: int, height: int, wait: int = 12_000) -> None:
    """A picture of a document after ``wait`` milliseconds of its own time: animations have ended
    then."""
    run(
        document,
        f"--window-size={width},{height}",
        f"--virtual-time-budget={wait}",
        f"--screenshot={target.resolve()}",
    )
