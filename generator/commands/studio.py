"""All of it on a page."""

from pathlib import Path

import click

from generator.commands.options import A_FILE
from generator.commands.output import open_address


@click.command(short_help="Open a page on which all is done by clicking.")
@click.argument("folder", type=A_FILE, default=Path())
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port of this machine at which the page is served.  [default: any that is free]",
)
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
def studio(folder: Path, port: int, no_open: bool) -> None:
    """Open a page in the browser on which texts are added, looked at, corrected, built and printed.

    FOLDER (the present one unless you name another) holds your texts and what you corrected; decks
    go into FOLDER/decks. The page writes the same files as the other commands, so both can be used
    in turn. Only this machine can see the page, and nothing leaves it. Ctrl-C ends the studio.

    \b
    Examples:
      {program} studio
      {program} studio my-texts
    """
    from generator.studio import serve
    from generator.studio.server import AlreadyOpen

    def show(address: str) -> None:
        click.echo(address)
        click.echo("This is the studio. It is open as long as this window. Ctrl-C ends it.")
        if not no_open:
            open_address(address)

    try:
        serve(folder, port, show)
    except AlreadyOpen as error:
        if error.address and not no_open:
            open_address(error.address)
        raise
