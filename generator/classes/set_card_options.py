"""How the cards of a class set look: what the set says, beside the command line, the person's
settings and the deck that is there."""

from pathlib import Path

from generator import anki
from generator.base.class_records import ClassSet
from generator.base.errors import InputError
from generator.pipeline import BuildOptions


def card_options_of(class_set: ClassSet, package: Path, options: BuildOptions) -> anki.CardOptions:
    """Resolve the card options. Precedence: command line, ``set.toml``, the person's settings, the
    existing package. Raises InputError, naming the file."""
    stated = _stated_card_options(class_set)
    cards = options.cards if options.cards is not None else _stated_cards(class_set)
    try:
        usual = anki.kept_card_options(package).but(options.usual_card_options, options.usual_cards)
        card_options = usual.but(stated).but(options.card_options, cards)
    except InputError as error:
        raise InputError(f"{class_set.path}, looks: {error}") from error
    if card_options.audio == "folder":
        remedy = (
            'Name their folder in set.toml ([looks] audio = "folder:PATH"), or leave them out'
            ' (audio = "none").'
        )
        raise InputError(f"{class_set.path}: the set has recordings, but not from where. {remedy}")
    return card_options


def _stated_card_options(class_set: ClassSet) -> dict[str, str]:
    """Read ``[looks]``; a folder of recordings is relative to ``set.toml``."""
    stated = dict(class_set.looks)
    kind, colon, folder = stated.get("audio", "").partition(":")
    if kind == "folder" and colon:
        stated["audio"] = f"folder:{class_set.path.parent / folder}"
    return stated


def _stated_cards(class_set: ClassSet) -> frozenset[str] | None:
    """Return the kinds of cards of a set; None where it does not say."""
    if class_set.cards is not None and "all" in class_set.cards:
        return frozenset(anki.SWITCHES)
    return class_set.cards
