"""Real filings, damaged in every way that we can think of, and what must hold of each of them.

``originals`` finds filings to damage, ``text`` and ``tree`` damage them, ``variants`` makes the
n-th damaged variant of a seed, ``promises`` says what must hold of any input, and ``guarded``
holds reading to its guards in a process of its own. ``python -m tests.mutation`` runs any number
of variants and prints a table, or one variant again by its label.
"""
