"""EDGAR's codes of states and countries (EDGAR Filer Manual, volume II, appendix) in words.

Only those that a header is likely to name; any other code stays as it is.
"""

from __future__ import annotations

_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|"
    "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|"
    "MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|"
    "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|"
    "OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|"
    "SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|"
    "VI Virgin Islands|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming"
)
_ELSEWHERE = (
    "A0 Alberta|A1 British Columbia|A2 Manitoba|A3 New Brunswick|A5 Nova Scotia|A6 Ontario|"
    "A8 Quebec|A9 Saskatchewan|C0 United Arab Emirates|C3 Australia|D0 Bermuda|D5 Brazil|"
    "D8 British Virgin Islands|E9 Cayman Islands|F4 China|F5 Taiwan|G7 Denmark|I0 France|"
    "J3 Greece|K3 Hong Kong|K7 India|L2 Ireland|L3 Israel|L6 Italy|M0 Japan|N4 Luxembourg|"
    "O5 Mexico|P7 Netherlands|Q8 Norway|R1 Panama|T3 South Africa|U0 Singapore|U3 Spain|V7 Sweden|"
    "V8 Switzerland|X0 United Kingdom|Y7 Guernsey|Y8 Isle of Man|Y9 Jersey|1T Marshall Islands|"
    "2M Germany|Z4 Canada"
)
_NAMES = dict(each.split(" ", 1) for each in f"{_STATES}|{_ELSEWHERE}".split("|"))


def state_name(code: str | None) -> str:
    """ "Delaware (DE)"; a code that is not known stands alone."""
    stated = (code or "").strip()
    name = _NAMES.get(stated.upper())
    return f"{name} ({stated.upper()})" if name else stated
