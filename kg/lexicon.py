"""General English that tells names apart: legal forms, offices, honorifics, calendar words, heads of institutions' names.

Lower-case words only, none taken from an article; what a common noun names is the ontology's to say.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


CALENDAR = _set(
    """jan feb mar apr jun jul aug sep sept oct nov dec """
    + """january february march april may june july august september october november december jan. feb. mar. apr. aug. sept.
    sep. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday mon. tue. wed. thu. thurs. fri. sat. sun.
    christmas easter spring summer autumn winter am pm a.m. p.m. gmt est pst utc cet q1 q2 q3 q4 h1 h2"""
)
LEGAL = _set(
    """inc inc. corp corp. corporation co co. ltd ltd. limited plc llc llp lp n.v. nv s.a. sa ag se spa s.p.a. gmbh
    incorporated kgaa asa oyj ab a/s as pty sas sarl kk bhd pjsc jsc srl b.v. bv group holding holdings company companies
    oy kg"""
)
SURE_LEGAL = LEGAL - _set("as sa se ab kk kg spa group company companies holding co")
# Words that name a line of business behind a company's own name ("Corvane Foods"): the short form may drop them.
TRADES = _set(
    """motor motors automotive auto semiconductor semiconductors foods food beverages brewing breweries brewery airlines
    airline airways air lines aerospace aircraft airplanes aviation pharmaceuticals pharmaceutical pharma therapeutics
    biotech biosciences bio health healthcare medical energy power electric electronics electronic systems software
    technologies technology tech industries industrial chemical chemicals steel metals mining minerals oil gas petroleum
    resources media entertainment pictures studios networks network communications telecom telecommunications wireless
    mobile labs laboratories robotics logistics shipping lines freight retail stores markets brands apparel cosmetics
    paper packaging plastics glass cement construction engineering partners associates brothers international global
    worldwide mills dairy farms water solar wind batteries instruments dynamics manufacturing bank bancorp insurance trust
    publishing press devices microsystems computing computer computers optics photonics materials pumps tools marine rail
    railways transport transportation grocers hotels hospitality resorts"""
)
# Heads of institutions' names: "Bank of America", "Department of Trade and Industry", "Center for Science".
INSTITUTIONS = _set(
    """bank university college school institute institution department ministry office bureau board court council commission
    committee association federation union league society academy center centre agency authority administration
    organization organisation house republic kingdom state states city port project fund foundation museum library church
    order confederation chamber conference congress parliament assembly army navy registry exchange tribunal task mission
    campaign bay gulf isle cape"""
)
# Last words that make a run of capitals an organisation, beside legal forms and trades.
BODIES = _set(
    """university college school institute department ministry office bureau board court council commission committee
    association federation union league society academy center centre agency authority administration organization
    organisation treasury senate congress parliament assembly army navy police government exchange foundation fund club
    party times post journal news herald tribune bank capital ventures equity securities financial pentagon force corps"""
)
INDEFINITE = _set(
    """everyone everybody everything someone somebody something anyone anybody anything nobody nothing none others another each
    yes no thanks please sorry well today tomorrow yesterday tonight"""
)
HONORIFICS = _set("mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir dame lord lady messrs messrs.")
FEMALE = _set("mrs mrs. ms ms. miss dame lady")
MALE = _set("mr mr. sir lord")
# Offices. A role is any number of modifiers and a head: "executive vice president", "deputy prime minister".
ROLE_HEADS = _set(
    """president chairman chairwoman chairperson ceo cfo coo cto cio director minister senator governor secretary
    undersecretary spokesman spokeswoman spokesperson analyst founder co-founder cofounder treasurer professor mayor
    captain colonel lieutenant commissioner chancellor ambassador representative congressman congresswoman officer premier
    economist strategist sen. rep. gov. gen. col. capt. sgt. lt. partner manager economist controller comptroller
    prosecutor attorney"""
)
ROLE_DOUBTFUL = _set("general major king queen prince princess judge head chair pope executive chief admiral justice engineer")
ROLE_MODIFIERS = _set(
    """chief vice senior deputy assistant associate managing executive prime foreign finance financial operating marketing
    technology technical information commercial interim acting former ex global regional first lord press defense defence
    energy trade transport industry interior health labor labour justice attorney independent non-executive lead founding
    civilian special asst asst. state general brigadier major lt. investment product human resources legal strategy sales"""
)
SAYING = _set(
    """say tell announce add state report confirm declare reply comment note warn deny argue insist claim explain believe
    think predict conclude continue write acknowledge admit"""
)
# Verbs whose subject is an organisation rather than a person or a thing.
CORPORATE = _set(
    """acquire buy purchase sell launch unveil manufacture produce post hire employ operate own divest restructure invest
    supply deliver ship recall merge outsource lay bid list offer order assemble spin develop rate downgrade upgrade"""
)
PERSONAL = _set(
    "resign retire join born step testify study die marry reply smile recall graduate succeed serve lead replace chair"
)
# Heads of noun phrases whose owner is a company: "Corvane shares", "Corvane's board".
COMPANY_THINGS = _set(
    """share stock equity revenue profit earnings sales board ceo chairman chief spokesman spokeswoman shareholder investor
    employee worker staff unit division subsidiary parent plant factory dealer customer supplier product headquarters
    executive management result bond debt dividend workforce market turnover brand portfolio rival competitor bid takeover
    deal fleet"""
)
PEOPLE_PLURAL = _set("they them their theirs we us our ours")
