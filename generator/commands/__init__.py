"""The commands of the program, one module each: parse, call, print. Heavy modules are imported
inside them, so that --help is quick."""

from generator.commands.align import align
from generator.commands.annotate import annotate
from generator.commands.build import build
from generator.commands.export import export
from generator.commands.handout import handout
from generator.commands.ledger import ledger
from generator.commands.preview import preview
from generator.commands.push import push
from generator.commands.report import report
from generator.commands.set import class_set
from generator.commands.settings import settings
from generator.commands.words import words

COMMANDS = (
    build,
    class_set,
    report,
    align,
    annotate,
    words,
    preview,
    handout,
    export,
    push,
    ledger,
    settings,
)
"""In the order in which --help lists them."""

__all__ = ["COMMANDS"]
