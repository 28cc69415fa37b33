"""``python -m tests.mutation [COUNT [SEED]]``: run the law by hand and print what came of it.

``python -m tests.mutation --again SEED NUMBER ORIGINAL`` reads one variant again, in this
process, so that its traceback and a debugger are at hand.
"""

from __future__ import annotations

import sys

from builder.errors import Section16Error
from tests.mutation.originals import own_originals, real_originals
from tests.mutation.promises import outcome_of, reading_of
from tests.mutation.run import kept, run, table
from tests.mutation.variants import variant_of, variants_of


def main(arguments: list[str]) -> int:
    """Exit status 1 if the law is broken."""
    originals = real_originals() + own_originals()
    if arguments[:1] == ["--again"]:
        name = arguments[3]
        original = next(each for each in originals if each.name == name)
        variant = variant_of(original, originals, int(arguments[1]), int(arguments[2]))
        say(f"{', '.join(variant.damages)}: {kept(variant)} (read as {variant.path})")
        reading = reading_of(variant.data, variant.path)
        told = str(reading) if isinstance(reading, Section16Error) else repr(reading.record)
        say(f"must be read: {variant.must_be_read}\n{told[:2000]}")
        say(outcome_of(reading, variant.data))
        return 0
    count = int(arguments[0]) if arguments else 1000
    seed = int(arguments[1]) if len(arguments) > 1 else 16
    tally = run(variants_of(originals, seed, count))
    say("\n".join([table(tally), *tally.faults]))
    return bool(tally.faults)


def say(text: str) -> None:
    """Print for whoever runs this by hand."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
