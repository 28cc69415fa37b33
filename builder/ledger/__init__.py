"""Filings and what follows from them <-> SQLite.

Filed tables keep what the forms say and follow the SEC's quarterly data sets in
their names; derived tables are kept apart and can be dropped and rebuilt.
"""
