"""``python -m generator`` starts the program."""

from generator.cli import main

if __name__ == "__main__":
    main()
