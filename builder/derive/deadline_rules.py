"""The rules by which a report is in time, late or not testable, as the reader is told them.

Each names the section of the Securities Exchange Act, the rule under it (17 CFR 240) or the rule
of Regulation S-T (17 CFR 232) that it comes from. :mod:`builder.derive.deadlines` applies them.
"""

from __future__ import annotations

_BUSINESS_DAY = (
    "Business days leave out Saturdays, Sundays, federal holidays and days that the President"
    " set aside; a filing accepted by 10 p.m. Eastern counts for that day (Regulation S-T,"
    " Rules 11 and 13)."
)
_ROLLED = (
    "If that day is no business day, the next one that is (Rule 0-3). A filing accepted by"
    " 10 p.m. Eastern counts for that day (Regulation S-T, Rule 13)."
)
RULES: dict[str, str] = {
    # Form 4
    "form-4": (
        "Form 4 is due by the end of the second business day after the day of the transaction"
        f" (Section 16(a)(2)(C); Rule 16a-3(g)(1)). {_BUSINESS_DAY}"
    ),
    "form-4-deemed": (
        "The transaction has a deemed execution date: trades under a plan whose day the insider"
        " does not choose count from the notice of them, but at the latest from the third"
        " business day after the trade. Form 4 is due by the end of the second business day after"
        f" it (Rule 16a-3(g)(2) to (4)). {_BUSINESS_DAY}"
    ),
    "form-4-deemed-capped": (
        "The deemed execution date stated is later than the third business day after the trade,"
        " the latest that the rule allows. It counts from that third day: Form 4 is due by the end"
        f" of the fifth business day after the trade (Rule 16a-3(g)(2) to (4)). {_BUSINESS_DAY}"
    ),
    "form-4-deemed-before": (
        "The deemed execution date stated is before the transaction, which no rule provides for."
        " The day of the transaction counts: Form 4 is due by the end of the second business day"
        f" after it (Rule 16a-3(g)(1)). {_BUSINESS_DAY}"
    ),
    "form-4-late-mark": (
        "The filer marked this row of Form 4 as reported late (transaction timeliness L). The due"
        " day is that of Form 4: the second business day after the transaction (Rule 16a-3(g))."
    ),
    "form-4-early-mark": (
        "The filer marked this row of Form 4 as reported earlier than required (transaction"
        " timeliness E)."
    ),
    "form-4-voluntary": (
        "The filer marked this row as one that could have waited for Form 5 and is reported on an"
        " earlier Form 4 by choice (form type 5, V on the printed form; Rule 16a-3(a))."
    ),
    "form-4-voluntary-gift": (
        "The filer marked this gift as one that could have waited for Form 5 (form type 5, V on"
        " the printed form). Since 27 February 2023 a gift made is due on Form 4 within two"
        " business days (Rule 16a-3(g)(1)). The filer's mark is shown; lateness is not derived."
    ),
    # not testable, Form 4
    "before-two-day-rule": (
        "The transaction is from before 29 August 2002, when Form 4 was not yet due within two"
        " business days (Sarbanes-Oxley Act, section 403). The older rule, ten days after the"
        " end of the month, is not tested."
    ),
    "gift-before-2023": (
        "Gifts made before 27 February 2023 could wait for Form 5 (Rule 16a-3(f)(1)), whatever"
        " the row is marked as."
    ),
    "may-wait-for-form-5": (
        "Gifts received, inheritances (W), small acquisitions (L) and deposits in a voting trust"
        " (Z) may wait for Form 5 (Rules 16a-3(f)(1) and 16a-6), whatever the row is marked as."
    ),
    "before-insider": (
        "By the Form 3 among these filings, the person became an insider only after this"
        " transaction. It is reported, if at all, with the first Form 4 that another transaction"
        " requires (Rule 16a-2(a)), not within two business days."
    ),
    "before-period": (
        "The row is dated before the filing's period of report, which is the day of its earliest"
        " transaction. One of the two is wrong, or the row repeats what was reported before; such"
        " a row is not called late."
    ),
    "no-form-type": "The row does not say on which form it is due (transaction form type 4 or 5).",
    # Form 5
    "form-5": (
        "Form 5 is due within 45 days of the issuer's fiscal year end, which is the filing's"
        f" period of report (Rule 16a-3(f)(1)). {_ROLLED}"
    ),
    "form-5-row": (
        "An annual item (form type 5) is due with the Form 5 of its fiscal year (Rule"
        " 16a-3(f)(1)): its day is the filing's."
    ),
    "form-5-next-year": (
        "The transaction is later than the fiscal year that this Form 5 is for: it is reported"
        " before the Form 5 on which it is due (Rule 16a-3(f)(1))."
    ),
    "form-5-form-4-row": (
        "The filer says that this transaction should have been on an earlier Form 4 (form type 4"
        " on Form 5; Rule 16a-3(f)(1)). The due day is the second business day after the"
        " transaction, where it can be told (Rule 16a-3(g))."
    ),
    "form-5-late-mark": (
        "The filer says that this transaction should have been on an earlier Form 5 (transaction"
        " timeliness L; Rule 16a-3(f)(1)). Which day that was due is not stated."
    ),
    "form-5-holding": (
        "The filer says that this holding should have been on an earlier Form 3 (form type 3 on"
        " Form 5; Rule 16a-3(f)(1)). Which day that was due is not stated."
    ),
    # not testable, Form 5
    "form-5-gift": (
        "Since 27 February 2023 a gift made is due on Form 4 within two business days (Rule"
        " 16a-3(g)(1)); the filer reports it as an annual item (form type 5) and does not mark it"
        " late. Lateness is not derived against the filer's mark."
    ),
    "form-5-older-year": (
        "The transaction is older than the fiscal year of this Form 5, and the filer does not"
        " mark it late."
    ),
    "not-the-year-end": (
        "The period of report is not near the issuer's fiscal year end in EDGAR's records, so the"
        " due day of this Form 5 cannot be told."
    ),
    # Form 3
    "form-3": (
        "Form 3 is due within ten days of the event that made the person an insider, which is the"
        f" filing's period of report (Section 16(a)(2)(B); Rule 16a-3(a)). {_ROLLED} Insiders of"
        " an issuer that registers for the first time must file by the effective date; a filing"
        " does not show that, and it is not tested."
    ),
    # any form
    "year-in-doubt": (
        "Late by the dates stated, but in time if the year were that of the filing: the year may"
        " be a slip. The due day is counted as for the form (Form 3: ten days after the event;"
        " Form 4: the second business day after the transaction; Form 5: 45 days after the fiscal"
        " year end)."
    ),
    # not testable, any form
    "relief-claimed": (
        "The filing speaks of a hurricane and of an order: several orders of the SEC moved filing"
        " days for those whom a storm hindered (2005, 2012, 2017, 2018), if they say so in the"
        " filing. Whether one applies here is not decided."
    ),
    "transaction-on-form-3": "Form 3 reports holdings; this transaction is on the wrong form.",
    "amendment": "An amendment has no due day of its own.",
    "holding": "A holding is no event and has no due day of its own.",
    "no-form": "The filing does not say which form it is.",
    "filed-unknown": (
        "The day of filing is not known here. A signature may be of another day and does not"
        " stand in for it."
    ),
    "no-date": "The day to count from is not stated, or is not a date.",
    "dated-after-filing": "The day to count from is after the day of filing: one of them is wrong.",
    "odd-date": (
        "The day to count from is not plausible: before the Securities Exchange Act of 1934."
    ),
}
