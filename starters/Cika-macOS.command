#!/bin/sh
# Double-click to open the studio of Cika. The first time it sets Cika up in this folder (a minute or
# two, with a network); your texts and decks go into the folder Cika of your home.
# For Linux, too: Cika-Linux.desktop runs this file.
cd "$(dirname "$0")/.." || exit 1

fail() {
    echo
    echo "$1"
    printf 'Press Enter to close this window. '
    read -r _
    exit 1
}

if ! .venv/bin/python -c 'import generator.studio' 2>/dev/null; then
    echo 'Setting up Cika. This is done once and takes a minute or two.'
    command -v python3 >/dev/null || fail 'Python is missing. Install it from https://www.python.org/downloads/ and double-click again.'
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail 'Cika needs Python 3.11 or newer: https://www.python.org/downloads/'
    python3 -m venv .venv || fail 'The private environment could not be made. On Debian and Ubuntu install python3-venv.'
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . ||
        fail 'Cika could not be set up. Is there a network? The lines above say more.'
fi
.venv/bin/cika studio "${CIKA_FOLDER:-$HOME/Cika}" "$@" || fail 'The studio has ended. The lines above say why.'
