"""``python -m tests.fuzz``: fuzz the readers for a bounded time, and say what came of it."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from tests.fuzz.inputs import seeds

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "build" / "fuzz"
WORDS = Path(__file__).parent / "ownership.dict"
MOST_SECONDS, MOST_MEGABYTES = 10, 2048  # for one input; the law of mutation has the real guards
LONGEST = 64 * 1024  # bytes of an input


def main() -> int:
    """Exit status 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long to look")
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("again", nargs="*", type=Path, help="inputs to run once again")
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        version = ".".join(map(str, sys.version_info[:2]))
        say(
            f"fuzz: not run: atheris is not installed for Python {version} on {sys.platform}. "
            "It has wheels for Python 3.11 to 3.14 on Linux."
        )
        return 1
    if asked.again:
        return _fuzzer(*map(str, asked.again))
    return _look(asked.seconds, asked.seed)


def _look(seconds: int, seed: int) -> int:
    corpus = FOLDER / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    before = _findings()
    status = _fuzzer(
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-dict={WORDS}",
        f"-artifact_prefix={FOLDER}/",
        f"-timeout={MOST_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-max_len={LONGEST}",
        "-print_final_stats=1",
        "-verbosity=1",
        str(corpus),
    )
    found = sorted(_findings() - before)
    if status == 0 and not found:
        say(f"fuzz: nothing found in {seconds} s; {len(list(corpus.iterdir())):,} inputs kept")
        return 0
    for path in found:
        say(f"fuzz: FOUND {path.relative_to(PROJECT)}: run python -m tests.fuzz with it")
    if not found:
        say(f"fuzz: the fuzzer itself ended with status {status}")
    return 1


def _fuzzer(*arguments: str) -> int:
    command = [sys.executable, "-m", "tests.fuzz.fuzz_reader", *arguments]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode


def _findings() -> set[Path]:
    return {path for path in FOLDER.iterdir() if path.is_file()}


def say(text: str) -> None:
    """One line for whoever runs this."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
