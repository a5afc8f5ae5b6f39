"""A text with everything that shifts offsets, and the rules that clean it; all names are invented.

RAW is the text as received, RULES are entries of a cleaning.yaml, and `article()` is the cleaned text; the package's own
rules apply after RULES. ALPHABET has characters and snippets for random texts.
"""

from stancebook.texts import cleaning

LRM, RLM, RLO, PDF, ALM = "\u200e", "\u200f", "\u202e", "\u202c", "\u061c"
NBSP, NARROW, ZWSP, WORD_JOINER, SOFT_HYPHEN, BOM = "\u00a0", "\u202f", "\u200b", "\u2060", "\u00ad", "\ufeff"
MECHANIC, FAMILY, WAVE, FLAGS = "👩‍🔧", "👨‍👩‍👧‍👦", "👋🏽", "🇸🇪🇳🇴"
NÖRD, HEBREW, ARABIC, ASTRAL = "No\u0308rd", "שלום לגשר", "الجسر", "𝔅𝔯𝔦𝔡𝔤𝔢 𐍈"

RAW = (
    f"{BOM}Arland will build {MECHANIC} the bridge {FLAGS}, with Cordovia’s money{NBSP}{NARROW}\r\n"
    "By Ada Quill\r\n"
    "Loading...\r\n"
    f"“We will {WAVE} build it,” said {FAMILY} Eva {NÖRD} of Arland.\t Borduria\tpays nothing. aa aa aa.\r\n"
    # words that stand here only across what cleaning takes out, in the middle of a sentence and at its ends
    "Cordovia would [advertisement] send two hundred workers. [advertisement] The towns wait [advertisement].\r"
    f"Its king said {RLM}“{HEBREW}”{LRM} and {ARABIC}{ALM} in Sa\u0308l. The ferry {RLO}egdirb eht{PDF} stays shut.\n"
    # replaced stretches, shorter and longer than what stands for them, and one of the same length
    "The toll –– all of it –– falls. He said teh bridge stands ... for ever.\n"
    f"{ASTRAL} is 200{NBSP}000{NARROW}crowns dear{ZWSP}, said the mi{SOFT_HYPHEN}nis{SOFT_HYPHEN}ter{WORD_JOINER}.  \n"
    "\n"
    'Borduria pays nothing. Borduria pays nothing. <b>&amp;lt;</b> & "quoted" ’tis [[x]](y) *z* $1$ `q`.\n'
    "Read also: Arland will build the bridge\n"
    "The end?! No…"
)

RULES = [
    {"id": "advertisement", "zone": "furniture", "reason": "An advertisement.", "pattern": r"\[advertisement\] ?"},
    {"id": "teaser", "zone": "furniture", "reason": "Another article.", "pattern": r"^Read also: [^\r\n]*"},
    {"id": "dashes", "zone": "body", "reason": "Two dashes are one.", "pattern": " –– ", "after": " — "},
    {"id": "dots", "zone": "body", "reason": "Dots apart.", "pattern": r"\.\.\. for", "after": "(here some words are left out) for"},
    {"id": "typing", "zone": "body", "reason": "Mistyped.", "pattern": r"\bteh\b", "after": "the"},
    {"id": "tabs", "zone": "body", "reason": "A tab and a space are a space.", "pattern": r"\t +", "after": " "},
]  # fmt: skip

CLEANING_RULES = cleaning.read_rules({"rules": RULES})

ALPHABET = [
    *"ab .!?”“(A1é", "aa", "aa aa", ". B", "\n", "\r\n", "\r", "\t", NBSP, NARROW, ZWSP, BOM, LRM, RLM, RLO, PDF, SOFT_HYPHEN,
    MECHANIC, FAMILY, WAVE, FLAGS, "\u200d", "🏽", "e\u0301", "\u0308", "ש", "ل", "𐍈", "Mr.", "[ad]", "––", "...", "teh", "\0", "\x1c", "\x85", "\u2028",
]  # fmt: skip


def article(id="torture"):
    """Return the text as an Article."""
    return cleaning.clean_article(id, RAW, CLEANING_RULES)[0]
