"""The words that names are made of besides names: particles, suffixes, titles, legal forms.

Lists for :mod:`builder.names.display_names`; all in capitals and without points. They
follow section 7 of the forms reference; what goes beyond it was met in EDGAR's indexes.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# -- People --------------------------------------------------------------------------------

# Words before a surname that belong to it.
PARTICLES = _words(
    """
    VAN VON DER DEN DEM TEN TER TE DE DEL DELA DELLA DI DA DOS DU DES LA LE LES EL AL ST SAN
    SANTA SAINT MC MAC BEN BIN IBN ABU ZU ZUR VOM AF
    """
)
# Particles that are surnames, too: alone before a single given name they are the surname.
OWN_SURNAMES = _words("LE DU DA LA AL SAN BEN DI EL BIN ABU")
# Of them, those whose bearers are many: "LE MINH T" is Minh T. Le.
COMMON_SURNAMES = _words("LE DU")
# "DAS" is a surname before any other word.
AFTER_DAS = _words("NEVES CHAGAS DORES GRACAS MERCES VIRGENS")
# Surnames that nobody bears as a given name: behind another surname they are its second half.
SECOND_SURNAMES = _words(
    """
    GARCIA DIAZ RUIZ MUNOZ MORENO ORTIZ SILVA OLIVEIRA PEREIRA ROJAS CASTRO VARGAS TORRES FLORES
    RIVERA MORALES REYES GUZMAN MENDOZA AGUILAR HERRERA
    """
)
GIVEN_IN_EZ = _words("RAMEZ FAYEZ PERVEZ PARVEZ MEHREZ MOEEZ")
# Left in small letters where they were typed so.
SMALL_PARTICLES = PARTICLES | _words("UL UR UD E Y I")

SUFFIXES = {
    "JR": "Jr.", "SR": "Sr.", "II": "II", "III": "III", "IV": "IV", "VI": "VI", "VII": "VII",
    "V": "V", "2ND": "2nd", "3RD": "3rd", "4TH": "4th",
}  # fmt: skip
# Suffixes that are also an initial or a name: taken only behind two given names.
DOUBTFUL_SUFFIXES = frozenset({"V", "VI"})

TRAILING_TITLES = {
    "MD": "MD", "PHD": "PhD", "DDS": "DDS", "DMD": "DMD", "DVM": "DVM", "ESQ": "Esq.", "CPA": "CPA",
    "CFA": "CFA", "CFP": "CFP", "MBA": "MBA", "MPH": "MPH", "JD": "JD", "LLD": "LLD", "EDD": "EdD",
    "PHARMD": "PharmD", "FACS": "FACS", "OBE": "OBE", "CBE": "CBE", "MBE": "MBE", "KBE": "KBE",
}  # fmt: skip
TYPED_TITLES = _words("ESQ PHD PHARMD EDD")  # in any case of letters
LEADING_TITLES = {  # no "HON", which is a Chinese given name, and no "MS", which is a degree
    "DR": "Dr.", "PROF": "Prof.", "REV": "Rev.", "SIR": "Sir", "DAME": "Dame",
    "MR": "Mr.", "MRS": "Mrs.",
}  # fmt: skip

# Surnames whose apostrophe old entries lost. Others are left alone: Odell, Olin, Omar.
O_NAMES = _words(
    """
    OBRIEN OBRYAN OBYRNE OCALLAGHAN OCONNELL OCONNOR OCONOR ODAY ODEA ODONNELL ODONOGHUE
    ODONOVAN ODOWD ODRISCOLL ODWYER OFARRELL OFLAHERTY OFLYNN OGARA OGORMAN OGRADY OHAGAN
    OHALLORAN OHANLON OHARA OHARE OHEARN OHERN OKANE OKEEFE OKEEFFE OKELLY OLEARY OLOUGHLIN
    OMAHONEY OMAHONY OMALLEY OMARA OMEARA ONEAL ONEIL ONEILL OREGAN OREILLY ORIORDAN OROURKE
    OSHAUGHNESSY OSHEA OSULLIVAN OTOOLE
    """
)
# Consonants do not follow a lone D but in these: D'Souza.
D_NAMES = _words("SOUZA SILVA SA COSTA CRUZ MELLO LIMA")

# Two letters with a vowel that are initials run together, not a short name like Al, Ed, Jo.
INITIAL_PAIRS = _words("AC AG AJ AP AW EB EC EG EJ EP EW OC OJ OP OW")

# -- Entities ------------------------------------------------------------------------------

# Legal forms in the spelling of their countries, in a name that is in capitals throughout.
FORMS = {
    "LLC": "LLC", "LP": "LP", "LLP": "LLP", "LLLP": "LLLP", "PLLC": "PLLC", "PLC": "PLC",
    "AG": "AG", "NV": "NV", "SA": "SA", "BV": "BV", "AB": "AB", "SE": "SE", "SPA": "SpA",
    "SARL": "Sarl", "SAS": "SAS", "GMBH": "GmbH", "KGAA": "KGaA", "LTD": "Ltd", "PTE": "Pte",
    "PTY": "Pty", "PT": "PT", "NA": "NA", "ASA": "ASA", "OYJ": "Oyj", "SAB": "SAB", "SCA": "SCA",
}  # fmt: skip

# Words without vowels that are no acronyms.
CONTRACTIONS = _words(
    """
    BK BLDG CTR CTRS DR FD FDS FLTG GRP GRTH HLDG HLDGS INTL JR LTD MFG MGMT MGT MKT MKTS MR MRS
    MS MT MTG NATL PRTNRS PRTR PTNR PTNRS PTR PTRS PTY RLTY SR ST SVC SVCS SYS TR TRS TRST
    """
)

# Words of up to three letters that are words; other short ones are taken for acronyms.
SHORT_WORDS = _words(
    """
    ACE ACT AGE AID AIM AIR ALL AND ANN ANY APP ARC ARK ARM ART ASH ASK ASP AUG BAR BAY BEE BEL
    BEN BIG BIO BIT BOB BOX BOY BUD BUS BUY CAB CAL CAM CAN CAP CAR CAT CAY CO COM COS CUB CUP
    CUT DAN DAY DEL DEN DEX DIA DIG DOG DON DOT DRY DUO EAR EAT ECO ED EGG ELI END ERA EVE EYE
    FAB FAN FAR FAX FED FEE FIN FIT FIX FLY FOR FOX FUN GAP GAS GEM GEN GEO GET GO GOD GRO GUN
    GUY HAL HAM HAT HEN HIT HOG HOP HOT HUB HUT IAN ICE INC INK INN ION IVY JAM JAY JET JIM JOB
    JOE JON JOY KAY KEN KEY KIM KIT LA LAB LAM LAS LAW LE LEA LEE LEN LEO LES LEX LIV LOS LOT
    LOW LUX MAC MAE MAN MAP MAR MAT MAX MAY MED MEN MET MID MIX MUD NET NEW NON NOR NOT NOW NU
    NUT OAK OFF OIL OLD ONE OPT ORE OUR OUT OWL OWN PAC PAN PAR PAY PEN PER PET PIE PIN PIT PLAN
    POP POT PRO PUB RAD RAM RAN RAW RAY RED REX RIG RIM RIO ROB ROD ROW ROY RUB RUN SAM SAN SEA
    SEE SET SIX SKI SKY SON SOS ST STE SUE SUM SUN TAP TAX TEA TED TEK TEN TIM TIN TIP TOM TON
    TOP TOY TRI TRU TRY TWO UNI USE VAN VIA VIC VON WAR WAX WAY WEB WET WIN YES YOU YUM ZEN ZOO
    """
)
SMALL_WORDS = _words("OF AND THE FOR IN ON AT BY TO DE DU DES AS WITH FBO")

# Longer acronyms and names that their bearers write in capitals.
ACRONYMS = _words(
    """
    AAON ACNB ADMA AECOM AGCO AMREP ANSYS ASGN BBVA CACI CBRE CEVA CIBC CSRA CUNA EBIX EPAM EPCO
    ESCO GATX HEICO HSBC IDEXX IMAX IQVIA LCNB LIXTE MGIC MSCI MUFG NACCO NASDAQ ONEOK PACCAR
    POSCO REIT REITS SIFCO SPDR TIAA TTWFGP USA USANA USCB XOMA ZAGG
    """
)

# Section 7: whole words that tell an entity.
ENTITY_WORDS = _words(
    """
    INC INCORPORATED CORP CORPORATION COMPANY COMPANIES LLC LP LLP LLLP PLLC LTD LIMITED PLC
    GMBH SPA SARL SAS KGAA PTE PTY TRUST TRUSTS FUND FUNDS FOUNDATION PARTNERS PARTNERSHIP
    CAPITAL HOLDING HOLDINGS HOLDCO GROUP BANK BANCORP BANCORPORATION BANCSHARES BANKSHARES
    VENTURES MANAGEMENT ADVISORS ADVISERS ASSOCIATES ASSOCIATION INVESTORS INVESTMENT
    INVESTMENTS ESTATE PENSION PLAN UNIVERSITY COLLEGE ENTERPRISES INDUSTRIES TECHNOLOGIES
    THERAPEUTICS PHARMACEUTICALS INSURANCE SECURITIES FINANCIAL SERVICES SYSTEMS INTERNATIONAL
    ACQUISITION SPONSOR REIT ENDOWMENT COOPERATIVE COUNCIL MINISTRY TRUSTEE TRUSTEES TTEE
    CUSTODIAN EXECUTOR FBO UAD UTA DTD GRAT JTWROS IRREVOCABLE REVOCABLE PAO OAO PJSC OJSC JSC
    """
)
# Legal forms that are also names or initials: they count only at the end.
ENTITY_ENDINGS = _words(
    """
    CO SA NV AG BV AB SE CV
    """
)
# Entity words that are also surnames: not counted as the first word of a short name.
ENTITY_SURNAMES = _words("FUND BANK PLAN GROUP COMPANY CO ESTATE COLLEGE LIMITED")
# Forms that nobody but an entity ends in, whatever boxes it ticks.
SURE_FORMS = _words(
    """
    INC CORP CORPORATION LLC LP LLP LLLP PLLC LTD PLC GMBH TRUST FUND
    """
)

# -- Marks that EDGAR or a filer put behind a name --------------------------------------------

MARKS = _words(
    """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ
    NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AB BC MB NB NL NF NS ON
    PE QC PQ SK YT CN UK GB BD FI TA ADV NEW OLD DEL CAN DELAWARE NEVADA MARYLAND MASSACHUSETTS
    TEXAS FLORIDA VIRGINIA PENNSYLVANIA OHIO
    """
)
MARKS_OF_WORDS = ("NEW YORK", "NEW JERSEY", "CAYMAN ISLANDS")
