"""How often what happens in real filings: the weights of a market.

Counted, unless said otherwise, in the SEC's data set of the third quarter of 2024 (about
70 % of its filings: 25,414 submissions, 13,301 derivative transactions, 5,674 derivative and
12,439 other holdings, 27,598 signatures), by the table and column named. "Corpus" are 520
ownership documents of 68 issuers collected from public repositories; few issuers have many
of them, so each issuer counts the same. What neither can tell is marked as a guess.

Only counts and wordings that many filers share stand here: nobody's name, and no filer's text.
"""

from __future__ import annotations

from typing import Final

Weights = tuple[tuple[str, int], ...]
Counts = tuple[tuple[int, int], ...]

# ---- filings -------------------------------------------------------------------------

# SUBMISSION.DOCUMENT_TYPE.
FORMS: Final[Weights] = (
    ("4", 22_912), ("3", 2_019), ("4/A", 361), ("3/A", 66), ("5", 49), ("5/A", 7),
)  # fmt: skip

# Submissions of one ISSUERCIK in the quarter, and how many issuers had as many.
FILINGS_PER_ISSUER: Final[Counts] = (
    (1, 687), (2, 513), (3, 472), (4, 358), (5, 341), (6, 261), (7, 214), (8, 180), (9, 155),
    (10, 126), (11, 131), (12, 78), (13, 75), (14, 56), (15, 65), (16, 47), (18, 83), (20, 54),
    (23, 57), (26, 26), (29, 19), (34, 20), (42, 13), (50, 3), (60, 1), (69, 1), (100, 1),
)  # fmt: skip

# OWNER_SIGNATURE: filings that somebody signed for himself at one issuer in the quarter.
FILINGS_PER_INSIDER: Final[Counts] = (
    (1, 3_012), (2, 630), (3, 183), (4, 68), (5, 22), (6, 27), (8, 20), (10, 11), (12, 7),
    (16, 4), (22, 5), (30, 1), (37, 1),
)  # fmt: skip

# Filings of a year by quarter, in per cent: the third has 36,000 (the quarter's count, made
# whole) of 198,000 (four million filings in 82 quarters); how the rest is shared is a guess.
QUARTERS: Final = (32, 27, 19, 22)

# SUBMISSION.FILING_DATE: filings on each of the 64 business days of the quarter.
DAYS: Final = (
    765, 1611, 982, 166, 264, 329, 212, 262, 264, 352, 386, 439, 234, 207, 261, 197, 257, 241,
    237, 308, 324, 366, 434, 525, 620, 383, 354, 314, 351, 385, 484, 388, 413, 461, 701, 544,
    403, 405, 348, 357, 417, 332, 320, 319, 475, 777, 545, 335, 328, 400, 385, 438, 358, 408,
    569, 461, 340, 272, 244, 275, 209, 204, 228, 241,
)  # fmt: skip

# Business days from PERIOD_OF_REPORT to FILING_DATE, in thousandths.
LAG_OF_FOUR: Final[Counts] = (
    (0, 66), (1, 304), (2, 572), (3, 14), (4, 6), (5, 3), (6, 3), (8, 4), (11, 4), (16, 4),
    (25, 3), (36, 2), (60, 8), (130, 7),
)  # fmt: skip
LAG_OF_THREE: Final[Counts] = (
    (0, 264), (1, 124), (2, 151), (3, 58), (4, 82), (5, 55), (6, 82), (7, 50), (8, 46), (9, 8),
    (10, 14), (15, 12), (22, 10), (35, 15), (90, 29),
)  # fmt: skip
# Days from DATE_OF_ORIG_SUB to FILING_DATE: the tenths of its distribution.
LAG_OF_AMENDMENT: Final = (0, 1, 3, 7, 15, 30, 63, 101, 180, 274)

# Corpus: half-hours of acceptance (169 submissions), US Eastern.
HOURS: Final[Counts] = (
    (1100, 1), (1130, 2), (1200, 1), (1230, 2), (1300, 3), (1400, 3), (1500, 1), (1600, 5),
    (1630, 16), (1700, 60), (1730, 20), (1800, 11), (1830, 27), (1900, 3), (1930, 1),
    (2000, 5), (2100, 2), (2130, 6),
)  # fmt: skip

# Corpus: reporting owners on one form.
OWNERS: Final[Counts] = (
    (1, 490), (2, 21), (3, 1), (4, 2), (6, 2), (7, 1), (8, 1), (9, 1), (10, 1),
)  # fmt: skip

# A guess, informed by the corpus: what a reporting owner is (D director, O officer, T ten per
# cent, X other).
ROLES: Final[Weights] = (
    ("D", 44), ("O", 38), ("DO", 8), ("T", 5), ("DT", 3), ("DOT", 1), ("X", 1),
)  # fmt: skip

# SUBMISSION.NOT_SUBJECT_SEC16 on Forms 4 and 5: 589 of 23,329 are exits. In thousandths.
EXITS: Final = 25
# Corpus: `aff10b5One` is true on 18 of 89 forms that have it: in hundredths of those with sales,
# exercises and conversions.
PLANNED: Final = 58

# Habits of filing software, by their place in ``ownership_xml.STYLES``. They give the mixes of
# NOT_SUBJECT_SEC16 (blank 10,281, 0 or 1 11,816, false or true 1,232) and of
# EQUITY_SWAP_INVOLVED (0 10,719, false 2,571).
STYLES: Final[Counts] = ((0, 15), (1, 12), (2, 20), (3, 5), (4, 28), (5, 5), (6, 15))

# ---- remarks and symbols -------------------------------------------------------------

# SUBMISSION.REMARKS: how many in a thousand forms have them.
REMARKS: Final = {"3": 476, "4": 75, "4/A": 343, "3/A": 439, "5": 41, "5/A": 714}
# What they are about (2,843 remarks).
REMARK_KINDS: Final[Weights] = (("exhibit", 1_534), ("other", 675), ("title", 527), ("group", 107))

# SUBMISSION.ISSUERTRADINGSYMBOL, by filing.
SYMBOLS: Final[Weights] = (
    ("plain", 24_694), ("NONE", 311), ("N/A", 91), ("none", 25), ("list", 123), ("exchange", 58),
    ("lower", 21), ("odd", 91),
)  # fmt: skip

# ---- rows ----------------------------------------------------------------------------

# What a Form 4 is about, in thousandths. Made to meet the codes of DERIV_TRANS (5,948 M, 5,167 A,
# 762 D, 665 C, 336 J, 148 X, 116 P, 84 G, 40 S …, on 25,414 submissions) and, over both tables,
# the codes of eleven million rows of 2006 to 2026 as the SEC's data sets have them.
EVENTS: Final[Weights] = (
    ("sell", 208), ("buy", 116), ("vest", 120), ("withhold", 60), ("exercise", 78),
    ("grant_units", 51), ("grant_options", 53), ("grant_credits", 42), ("award", 142),
    ("give", 40), ("convert", 33), ("other", 26), ("cash_out", 7), ("tender", 3),
    ("exercise_put", 8), ("buy_derivative", 8), ("small", 6), ("inherit", 1), ("discretion", 3),
    ("trust", 1), ("exit", 12),
)  # fmt: skip

# Rows of one report of sales, in thousandths. The corpus has one row in 387 of a thousand (28
# issuers alike) and thirty in 13; long reports are made rarer here than there, since sales are
# 28 % of all rows over the years and the issuers of the corpus are those with the busiest sellers.
SALES: Final[Counts] = (
    (1, 560), (2, 170), (3, 95), (4, 45), (5, 35), (6, 30), (9, 25), (12, 15), (17, 10), (25, 8),
    (30, 7),
)  # fmt: skip
PURCHASES: Final[Counts] = ((1, 16), (2, 4), (3, 2), (4, 1), (8, 1))
# DERIV_TRANS: rows on one Form 4 that has any.
DERIVATIVES: Final[Counts] = (
    (1, 5_619), (2, 1_284), (3, 481), (4, 216), (5, 128), (6, 63), (7, 31), (8, 27), (9, 23),
    (10, 27), (12, 46),
)  # fmt: skip
# NONDERIV_HOLDING: rows on one Form 4 that has any (5,244 of 22,912), and on a Form 3 (853 of
# 2,019); DERIV_HOLDING: on a Form 4 (1,109) and on a Form 3 (375).
HOLDINGS: Final[Counts] = (
    (1, 3_004), (2, 997), (3, 486), (4, 268), (5, 136), (6, 117), (7, 78), (8, 45), (9, 31),
    (10, 46), (12, 36),
)  # fmt: skip
FIRST_HOLDINGS: Final[Counts] = ((1, 711), (2, 100), (3, 20), (4, 11), (5, 6), (7, 5))
DERIVATIVES_HELD: Final[Counts] = (
    (1, 368), (2, 153), (3, 157), (4, 113), (5, 78), (6, 37), (7, 41), (8, 36), (9, 48), (10, 18),
    (11, 14), (15, 46),
)  # fmt: skip
FIRST_DERIVATIVES: Final[Counts] = (
    (1, 141), (2, 72), (3, 48), (4, 36), (5, 22), (6, 14), (7, 13), (8, 7), (9, 4), (10, 6),
    (11, 12),
)  # fmt: skip
# In thousandths of Forms 4: holdings of either kind beside the transactions.
WITH_HOLDINGS: Final = 229
WITH_DERIVATIVES_HELD: Final = 48
# In thousandths of Forms 3: no row at all; otherwise at least one of Table I, of Table II.
NOTHING_HELD: Final = 507
FIRST_WITH_SHARES: Final = 857
FIRST_WITH_DERIVATIVES: Final = 377
# NONDERIV_HOLDING on Form 4: indirect ownership in 804 of a thousand, some more of those that an
# insider restates each time, since the direct holding beside an option is one of them as well.
INDIRECT_HOLDINGS: Final = 880

# SECURITY_TITLE: of the issuer's own class, by issuer (2,027 issuers with holdings).
CLASSES: Final[Weights] = (
    ("Common Stock", 1_263), ("Class A Common Stock", 199), ("Common Shares", 51),
    ("Ordinary Shares", 38), ("Common Stock, par value $0.01 per share", 32),
    ("COMMON STOCK", 15), ("Common stock", 13), ("Common", 11),
    ("Common Stock, par value $0.001 per share", 16), ("Common Stock, $0.01 par value", 18),
    ("Class A common stock", 7), ("Common Shares of Beneficial Interest", 7),
    ("Common Stock, $0.0001 par value", 12), ("Class A ordinary shares", 5),
    ("Voting Common Stock", 4), ("Common Units", 12), ('Common Stock ("Common Shares")', 4),
)  # fmt: skip
# SECURITY_TITLE of derivatives, by kind; the hundreds of rare ones mostly name a year or a plan.
UNITS: Final[Weights] = (
    ("Restricted Stock Units", 3_465), ("Restricted Stock Unit", 849),
    ("Restricted Stock Unit (RSU)", 109), ("Restricted Share Units", 108),
    ("Restricted Stock Units (RSUs)", 92), ("Restricted Share Unit", 72),
    ("Performance Stock Units", 135), ("Performance Share Units", 99),
    ("Restricted stock units", 39), ("RESTRICTED STOCK UNITS", 38),
    ('Restricted Stock Unit ("RSUs")', 12), ("of a year", 890),
)  # fmt: skip
OPTIONS: Final[Weights] = (
    ("Stock Option (Right to Buy)", 1_610), ("Stock Option (right to buy)", 874),
    ("Stock Option", 722), ("Employee Stock Option (right to buy)", 445), ("Stock Options", 384),
    ("Employee Stock Option (Right to Buy)", 329), ("Stock Options (Right to Buy)", 231),
    ("Stock Options (right to buy)", 192), ("Non-Qualified Stock Option (right to buy)", 190),
    ("Options", 133), ("Employee Stock Options", 90), ("Option to Purchase Common Stock", 73),
    ("Stock Appreciation Rights", 163), ("Stock Appreciation Right", 140), ("of a year", 1_950),
)  # fmt: skip
CREDITS: Final[Weights] = (
    ("Phantom Stock", 252), ("Phantom Stock Units", 221), ("Deferred Stock Units", 184),
    ("Dividend Equivalent Rights", 113), ("Dividend Equivalent Units", 94), ("Phantom Units", 47),
    ("LTIP Units", 42), ("Deferred Stock Unit", 26), ("Deferred Share Units", 24),
    ("Stock Units", 73),
)  # fmt: skip
CONVERTIBLES: Final[Weights] = (
    ("Class B Common Stock", 1_068), ("Series A Convertible Preferred Stock", 66),
    ("Series B Convertible Preferred Stock", 78), ("Class A Units", 100), ("OP Units", 21),
    ("Convertible Notes", 30), ("Series C Preferred Stock", 42),
)  # fmt: skip
WARRANTS: Final[Weights] = (
    ("Warrants", 110), ("WARRANTS", 74), ("Warrant", 39), ("Warrants to Purchase Common Stock", 17),
    ("Pre-Funded Warrants", 14),
)  # fmt: skip
# NATURE_OF_OWNERSHIP of holdings, by kind of wording.
NATURES: Final[Weights] = (
    ("See footnote", 528), ("By Trust", 408), ("See Footnote", 370), ("By Spouse", 301),
    ("By 401(k) Plan", 164), ("By ESOP", 146), ("By 401(k)", 141), ("401(k) Plan", 106),
    ("By spouse", 96), ("By IRA", 94), ("See Footnotes", 81), ("By trust", 79),
    ("See footnotes", 71), ("Spouse", 70), ("by Trust", 65), ("Trust", 57), ("IRA", 54),
    ("By Family Trust", 64), ("By LLC", 34), ("By Wife", 33), ("By Spouse's IRA", 24),
    ("By Son", 43), ("By Daughter", 21), ("By Partnership", 19), ("By GRAT", 18),
    ("By Irrevocable Trust", 18), ("named trust", 1_900), ("named company", 900),
)  # fmt: skip
# EXPIRATION_DATE less TRANS_DATE of options granted, in years.
TERMS: Final[Counts] = ((10, 1_212), (5, 81), (7, 72), (9, 39), (8, 37), (6, 33), (3, 24), (1, 19))

# In thousandths, of DERIV_TRANS by kind: units whose exercise price, exercise date and expiration
# date stand only in a note; options with a note on the vesting and without any exercise date.
UNIT_STRIKE_IN_NOTE: Final = 832
UNIT_EXERCISE_IN_NOTE: Final = 896
UNIT_EXPIRES_IN_NOTE: Final = 876
OPTION_VESTING_IN_NOTE: Final = 755
OPTION_WITHOUT_DATE: Final = 683
# In thousandths of awards and vestings; those of mergers and conversions beside them make 124
# of a thousand rows of DERIV_TRANS with a price that stands only in a note.
PRICE_IN_NOTE: Final = 60

# ---- footnotes -----------------------------------------------------------------------

# Corpus, each issuer counting the same: footnotes of one Form 4, in thousandths.
FOOTNOTES: Final[Counts] = (
    (0, 51), (1, 171), (2, 224), (3, 195), (4, 122), (5, 40), (6, 35), (7, 45), (8, 30), (9, 14),
    (10, 21), (11, 18), (13, 10), (16, 14), (20, 10),
)  # fmt: skip
# Corpus: letters of a footnote, in twentieths of 673 different texts.
NOTE_LENGTHS: Final = (
    30, 71, 95, 113, 134, 151, 190, 207, 221, 252, 284, 336, 377, 407, 437, 460, 531, 603, 672,
    776, 993,
)  # fmt: skip
# The boxes that notes beyond those of the events go to, so that over all notes each box of
# NONDERIV_HOLDING and DERIV_TRANS bears as many as counted there; of NONDERIV_TRANS, as the
# corpus has them.
NOTED_HOLDING: Final[Weights] = (("title", 20), ("after", 70), ("ownership", 41), ("nature", 343))
NOTED_TRADE: Final[Weights] = (
    ("title", 30), ("coding", 290), ("amount", 333), ("price", 150), ("after", 110),
    ("ownership", 15), ("nature", 150),
)  # fmt: skip
NOTED_DERIVATIVE: Final[Weights] = (
    ("title", 70), ("strike", 50), ("coding", 100), ("amount", 120), ("price", 40),
    ("exercise", 40), ("expires", 30), ("underlying", 8), ("underlying_amount", 23),
    ("after", 20), ("ownership", 20), ("nature", 53),
)  # fmt: skip

NOTED_DERIVATIVE_HELD: Final[Weights] = (
    ("title", 76), ("underlying_amount", 66), ("ownership", 16), ("exercise", 40), ("strike", 30),
)  # fmt: skip

# ---- signatures and names ------------------------------------------------------------

# OWNERSIGNATURENAME, by what it looks like (27,598).
SIGNATURES: Final[Weights] = (
    ("/s/ attorney", 9_634), ("/s/ attorney for", 5_863), ("/s/", 4_957), ("attorney", 2_120),
    ("attorney for", 1_651), ("by", 1_361), ("", 1_117), ("/s/ for", 345), ("/s/ by", 214),
    ("by for", 261), ("CAPITALS", 75),
)  # fmt: skip
# Days from OWNERSIGNATUREDATE to FILING_DATE.
SIGNED_BEFORE: Final[Counts] = (
    (0, 26_614), (1, 648), (3, 105), (9, 67), (2, 63), (4, 46), (-1, 22), (5, 16), (7, 6),
)  # fmt: skip
# Corpus: joint forms on which all owners sign, not one for all, in hundredths.
ALL_SIGN: Final = 40

# Names within signatures (12,364 different people): with an initial, with a middle name.
NAME_SHAPES: Final[Weights] = (("plain", 6_223), ("initial", 4_801), ("middle", 1_340))
# Surnames by frequency: of a thousand people, how many bear one of the first n names.
SURNAMES: Final = (
    (1, 6), (2, 11), (3, 14), (10, 30), (40, 70), (100, 125), (300, 220), (500, 277), (1000, 372),
    (2000, 494), (5000, 1000),
)  # fmt: skip
