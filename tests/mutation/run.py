"""Any number of variants through the readers: what came of each, and which broke the law."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.mutation.guarded import Guarded, Reading, measured_again
from tests.mutation.originals import kind_of
from tests.mutation.variants import Variant

REFUSALS = {"rejected", "other"}
ENDS = {"read", "warned", "unstructured"} | REFUSALS


@dataclass
class Tally:
    """What came of a run."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)  # by damage and outcome
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)  # by kind and outcome
    must_be_read: int = 0
    slowest: tuple[float, str] = (0, "")
    largest: tuple[float, str] = (0, "")
    faults: list[str] = field(default_factory=list)


def run(variants: Iterable[Variant]) -> Tally:
    """Read every variant."""
    tally = Tally()
    with Guarded() as guarded:
        for variant in variants:
            reading = guarded.read(variant.data, variant.path)
            if reading.is_over and reading.outcome in ENDS:
                reading = measured_again(variant.data, variant.path)
            _count(tally, variant, reading)
            fault = fault_of(variant, reading)
            if fault:
                tally.faults.append(fault)
    return tally


def _count(tally: Tally, variant: Variant, reading: Reading) -> None:
    for damage in set(variant.damages):
        tally.outcomes[damage, reading.outcome] += 1
    tally.kinds[kind_of(variant.original), reading.outcome] += 1
    tally.must_be_read += variant.must_be_read
    told = f"{variant.label} ({', '.join(variant.damages)}): {reading.said}"
    tally.slowest = max(tally.slowest, (reading.seconds, told))
    tally.largest = max(tally.largest, (reading.megabytes, told))


def fault_of(variant: Variant, reading: Reading) -> str | None:
    """How a variant broke the law, with all that it takes to see it again; None if it did not."""
    if reading.outcome not in ENDS:
        broken = f"{reading.outcome}: {reading.said}"
    elif variant.must_be_read and reading.outcome not in {"read", "warned"}:
        broken = f"well-formed and typed, but {reading.outcome}: {reading.said}"
    elif reading.is_over:
        broken = f"took {reading.seconds:.2f} s and {reading.megabytes:.0f} MB"
    else:
        return None
    return (
        f"{', '.join(variant.damages)}: {broken}\n"
        f"  bytes: {kept(variant)} (read as {variant.path})\n"
        f"  again: python -m tests.mutation --again {variant.label}"
    )


def kept(variant: Variant) -> Path:
    """A temporary file with the damaged bytes."""
    folder = Path(tempfile.gettempdir()) / "section16-mutation"
    folder.mkdir(exist_ok=True)
    name = PurePosixPath(variant.path)
    file = folder / f"{variant.seed}-{variant.number}-{name.stem}{name.suffix}"
    file.write_bytes(variant.data)
    return file


def table(tally: Tally) -> str:
    """The run for people to read."""
    lines = [_row("", [*sorted(ENDS), "broken"])]
    for counted in (tally.kinds, tally.outcomes):
        lines.append("")
        for name in sorted({name for name, _ in counted}):
            by_outcome = [counted[name, outcome] for outcome in sorted(ENDS)]
            broken = sum(
                n for (what, end), n in counted.items() if what == name and end not in ENDS
            )
            lines.append(_row(name, [*by_outcome, broken]))
    lines += [
        "",
        f"well-formed and typed: {tally.must_be_read:,} of {sum(tally.kinds.values()):,}",
        f"slowest: {tally.slowest[0]:.3f} s, {tally.slowest[1]}",
        f"largest: {tally.largest[0]:.1f} MB, {tally.largest[1]}",
    ]
    return "\n".join(lines)


def _row(name: str, cells: Iterable[object]) -> str:
    return f"{name:32}" + "".join(f"{cell!s:>13}" for cell in cells)
