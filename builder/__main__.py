"""``python -m builder`` is the command ``section16``."""

from builder.cli import main

if __name__ == "__main__":
    main()
