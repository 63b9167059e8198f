"""Texts understood ahead, for the studio."""

from pathlib import Path

import click

from generator.commands.options import A_FILE
from generator.commands.output import progress


@click.command(hidden=True, short_help="Understand texts ahead, so that the studio opens at once.")
@click.argument("files", metavar="TEXT...", nargs=-1, required=True, type=A_FILE)
@click.option(
    "--in",
    "folder",
    type=A_FILE,
    default=Path(),
    help="The folder of the studio.  [default: the present one]",
)
def prepare(files: tuple[Path, ...], folder: Path) -> None:
    """Understand texts of a folder ahead, so that the studio of that folder shows them at once.

    The studio does so itself where a text is long. What was understood lies in FOLDER/.cika and may
    be deleted at any time.

    \b
    Examples:
      {program} prepare novel.txt
    """
    from generator.base.files import real
    from generator.pipeline import Resources
    from generator.studio.open_texts import kept_path
    from generator.studio.open_texts import prepare as understand_ahead
    from generator.studio.workspace import Workspace

    workspace = Workspace(folder)
    shelf = workspace.look()
    sources = {real(one.path): one for one in (*shelf.texts.values(), *shelf.lessons.values())}
    resources = Resources(progress())
    for file in files:
        source = sources.get(real(file))
        if source is None:
            raise click.UsageError(f"{file} is no text of {workspace.folder}.")
        understand_ahead(resources, source, kept_path(workspace, source))
