"""Section 16: SEC insider filings (Forms 3, 4 and 5) as a static website.

Data goes one way: ``content -> filings -> ledger -> pages, search -> publish -> site``.
Imports go one way too; ``tests/test_house.py`` draws the picture and holds it.
"""

__version__ = "0.1.0"
