"""Section 16: SEC insider filings (Forms 3, 4 and 5) as a static website.

Data goes one way: ``content -> filings -> ledger -> pages, search -> publish -> site``.
Imports go one way too; ``tests/test_house.py`` draws the picture and holds it.
"""

import decimal

# A number of a filing may have 80 digits, and no sum may lose one: the default keeps 28. For this
# thread, and for those that are started later.
DIGITS = 200
decimal.getcontext().prec = decimal.DefaultContext.prec = DIGITS

__version__ = "0.1.0"
