"""The commands of the program, one module each: parse, call, print. Heavy modules are imported
inside them, so that --help is quick."""

from generator.commands.align import align
from generator.commands.annotate import annotate
from generator.commands.build import build
from generator.commands.export import export
from generator.commands.handout import handout
from generator.commands.ledger import ledger
from generator.commands.prepare import prepare
from generator.commands.preview import preview
from generator.commands.push import push
from generator.commands.report import report
from generator.commands.set import class_set
from generator.commands.settings import settings
from generator.commands.studio import studio
from generator.commands.words import words

COMMANDS = (
    build,
    words,
    preview,
    studio,
    report,
    align,
    push,
    handout,
    class_set,
    export,
    settings,
    ledger,
    annotate,
    prepare,
)
"""In the order in which --help lists them."""
DAILY = ("build", "words", "preview")
"""Names of the commands that a learner needs first."""

__all__ = ["COMMANDS", "DAILY"]
