#!/usr/bin/env python3
"""The program of a checkout: ``python cli.py`` does what the installed command ``cika`` does."""

from generator.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
