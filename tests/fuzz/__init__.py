"""Coverage-guided fuzzing of the readers: ``make fuzz``, or ``python -m tests.fuzz --help``.

``fuzz_reader`` is the target: it holds every input to ``tests/mutation/promises.py``, the same
promises as the law of mutation. ``seeds`` are made from the project's own cases and sample, so
that nothing real is needed; ``ownership.dict`` holds the words of the forms. What is found is
kept in ``build/fuzz``: inputs that reached new code in ``corpus`` (the next run goes on from
there), inputs that break a promise as ``crash-…``, ``timeout-…`` and ``oom-…``. Run one again::

    python -m tests.fuzz build/fuzz/crash-0123…

and put it, made as small as it can be, into ``FOUND`` in ``tests/filings/test_fuzz.py``.

atheris has wheels for Python 3.11 to 3.14 on Linux; elsewhere this says so and ends.
"""
