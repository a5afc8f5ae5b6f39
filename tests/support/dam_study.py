"""An invented study of a dam, coded by hand: the evidence of the sentences by which the rules of the brief are tested."""

from functools import cache

from stancebook.brief.citations import Citables, evidence
from stancebook.brief.rules.language import Language
from stancebook.brief.text import parse
from stancebook.brief.verification import verify

TEXTS = {
    "010": [
        "Arland’s prime minister Ann Bell said that her country was “ready to send engineers, if the upper valley asks for them”.",
        "Borduria will not send a single engineer to the Karsk dam, its foreign minister Bo Lind told reporters on Tuesday.",
        "The mission would need 3,000 to 5,000 engineers, officials in Borduria say, and it could last for decades.",
        "Cadonia may join later, though its parliament is deeply divided.",
        "Syldavia is highly unlikely to take part, given its close ties with the mill owners.",
        "“Nobody is talking about soldiers,” Bell said. “We are talking about concrete.”",
        "According to two diplomats briefed on the talks, Arland has proposed a fund of nearly €400 million for repairs.",
        "The lower towns have demanded a seat at the table, and they want it before the summer.",
        "A summit in Ostrov on 12 March is expected to last three hours.",
    ],
    "020": [
        "Borduria’s envoy Ina Mor called the plan “entirely premature and completely unworkable at this stage”.",
        "Arland and Cadonia, the only two states with heavy cranes, have led the planning.",
        "Ulf Sand, the king of Cadonia, said that he would open the treasury only with a clear mandate from the valley council.",
        "“We need the Federation on board,” Sand said, adding that around 2,500 workers could come from its army.",
        "The Federation has not ruled out paying for cranes, people familiar with the matter said.",
        "The Federation has declined to commit money so far.",
        "Syldavian officials fear that the dam might drain up to 2 percent of the state budget.",
        "Leaders of the lower towns hope that the mission will begin in April.",
        "“Either we build this dam together – all of us – or the river will take the mills, the roads and the towns,” Mor said.",
        "Cadonia wants the works to be led by a civilian.",
        "The Federation would rather pay for roads, Eva Nord said.",
    ],
    "030": [
        "The plan envisions at least 30 cranes and perhaps 800 lorries.",
        "The mission would not be part of the Valley Pact and may require its own headquarters.",
        "Some experts say that foreign soldiers could guard the works.",
        "“A dam that nobody guards is a dam that nobody keeps,” said Eva Nord, a former engineer now at the Institute for Rivers.",
        "Max Orlo, the president of the Federation, said that a trade treaty would be enough of a guarantee; Borduria and the lower towns disagree.",
        "Most villages support the mission, and a third of them would pay a toll for it.",
        "Borduria could give an extra €30 million a year, Lind said, as long as the debt rules are changed.",
        "Cadonia has opposed a toll for years.",
        "The Federation has so far ruled out sending soldiers of its own.",
        "Twelve villages were flooded twice in 2029.",
        "“We have the best of roads and not one but two of the bridges,” Nord said.",
        "“The mission is a good idea, but it comes too late,” Nord said.",
        "The dam was begun by Arland’s grandfathers’ guilds, the first builders in the valley.",
    ],
}  # fmt: skip
SOURCES = [
    {"article": "010", "outlet": "The Courier", "headline": "Arland weighs a mission to the dam", "byline": "Ada Quill",
     "cited_outlets": "", "date_earliest": "2031-03-03", "date_latest": "2031-03-05"},
    {"article": "020", "outlet": "Valley Wire", "headline": "", "byline": "", "cited_outlets": "Evening Post",
     "date_earliest": "2031-03-05", "date_latest": "2031-03-07"},
    {"article": "030", "outlet": "", "headline": "", "byline": "", "cited_outlets": "", "date_earliest": "2031-02-26",
     "date_latest": "2031-03-31"},
]  # fmt: skip
# id, article, sentence from 1, quote, speaker, actor, via, voice, issue, position, condition
STATEMENTS = """
s1|010|1|ready to send engineers, if the upper valley asks for them|Ann Bell|arland|self|direct|engineers|1|if_asked
s2|010|2|Borduria will not send a single engineer|Bo Lind|borduria|self|indirect|engineers|-2|none
s3|010|4|Cadonia may join later|-|cadonia|article|narration|engineers|1|none
s4|010|5|Syldavia is highly unlikely to take part|-|syldavia|article|narration|engineers|-1|none
s5|010|6|Nobody is talking about soldiers|Ann Bell|arland|self|direct|soldiers|-1|none
s6|010|7|Arland has proposed a fund of nearly €400 million for repairs|two diplomats briefed on the talks|arland|other|anonymous|money|2|none
s7|010|8|The lower towns have demanded a seat at the table|-|towns|self|indirect|seat|2|none
s8|020|1|entirely premature and completely unworkable at this stage|Ina Mor|borduria|self|direct|planning|-2|none
s9|020|2|Arland and Cadonia, the only two states with heavy cranes, have led the planning|-|arland|self|indirect|planning|2|none
s10|020|2|Arland and Cadonia, the only two states with heavy cranes, have led the planning|-|cadonia|self|indirect|planning|2|none
s11|020|3|he would open the treasury only with a clear mandate from the valley council|Ulf Sand|cadonia|self|indirect|money|1|mandate
s12|020|4|We need the Federation on board|Ulf Sand|cadonia|self|direct|help|2|none
s13|020|5|The Federation has not ruled out paying for cranes|people familiar with the matter|federation|other|anonymous|help|1|none
s14|020|6|The Federation has declined to commit money so far|-|federation|self|indirect|help|0|none
s15|020|7|the dam might drain up to 2 percent of the state budget|Syldavian officials|syldavia|self|anonymous|money|-1|none
s16|020|8|Leaders of the lower towns hope that the mission will begin in April|-|towns|article|narration|planning|1|none
s17|020|9|Either we build this dam together – all of us – or the river will take the mills, the roads and the towns|Ina Mor|borduria|self|direct|engineers|1|none
s18|030|3|Some experts say that foreign soldiers could guard the works|Some experts|experts|self|anonymous|soldiers|1|none
s19|030|4|A dam that nobody guards is a dam that nobody keeps|Eva Nord|experts|self|direct|soldiers|1|none
s20|030|5|a trade treaty would be enough of a guarantee|Max Orlo|federation|self|indirect|guarantee|2|none
s21|030|5|Borduria and the lower towns disagree|-|borduria|self|indirect|guarantee|-2|none
s22|030|5|Borduria and the lower towns disagree|-|towns|self|indirect|guarantee|-2|none
s23|030|7|Borduria could give an extra €30 million a year, Lind said, as long as the debt rules are changed|Bo Lind|borduria|self|indirect|money|1|funding
s24|030|8|Cadonia has opposed a toll for years|-|cadonia|self|indirect|toll|-2|none
s25|030|9|The Federation has so far ruled out sending soldiers of its own|-|federation|self|indirect|soldiers|-2|none
s26|020|10|Cadonia wants the works to be led by a civilian|-|cadonia|article|narration|planning|1|other
s27|020|11|The Federation would rather pay for roads|Eva Nord|federation|other|indirect|money|-1|none
s28|030|11|We have the best of roads and not one but two of the bridges|Eva Nord|experts|self|indirect|money|0|none
s29|030|12|The mission is a good idea|Eva Nord|experts|self|indirect|planning|1|none
"""
# id, article, sentence from 1, quote, attribute, value, value_low, value_high, unit, subject, said_by
FACTS = """
f1|010|3|The mission would need 3,000 to 5,000 engineers|size|3,000 to 5,000 engineers|3000|5000|engineers|force|officials
f2|010|3|it could last for decades|duration|perhaps decades||||force|officials
f3|010|7|a fund of nearly €400 million|money|nearly €400 million||400000000|EUR|arland|two diplomats
f4|010|9|A summit in Ostrov on 12 March is expected to last three hours|meeting|summit, Ostrov, 12 March||||summit|article
f5|020|4|around 2,500 workers could come from its army|size|around 2,500 workers|2500|2500|workers|cadonia|Ulf Sand
f6|020|7|up to 2 percent of the state budget|money|up to 2 percent||2|percent|syldavia|Syldavian officials
f7|030|1|at least 30 cranes and perhaps 800 lorries|size|at least 30 cranes, perhaps 800 lorries|30||cranes|force|article
f8|030|2|may require its own headquarters|command|perhaps its own headquarters||||force|article
f9|030|2|The mission would not be part of the Valley Pact|command|not part of the Valley Pact||||force|article
f10|030|6|a third of them would pay a toll for it|money|a third of the villages||||villages|article
f11|030|6|Most villages support the mission|support|most villages||||villages|article
f12|030|10|Twelve villages were flooded twice in 2029|flood|twelve villages, twice|12|12|villages|villages|article
f16|030|10|Twelve villages were flooded twice in 2029|flood||24|24|floods|villages|article
f13|030|13|the first builders in the valley|other|first builders||||guilds|article
f15|030|7|as long as the debt rules are changed|trigger|once the debt rules are changed||||borduria|Bo Lind
f14|010|5|given its close ties with the mill owners|other|close ties||||syldavia|article
"""
NOTES = [{"source_note": "n1", "article": "020", "at": 1, "kind": "dating", "quote": "at this stage",
          "note": "[outside] The dam was opened on 4 May 1987; the wire quotes one report of the Evening Post."}]  # fmt: skip
STANCES = [{"actor": "borduria", "issue": "engineers", "n": 2, "articles": 2, "median": -0.5, "mean": -0.5},
           {"actor": "arland", "issue": "engineers", "n": 14, "articles": 1, "median": 1.0, "mean": 0.974}]  # fmt: skip
LANGUAGE = Language(
    names={
        "arland": ("Arland", "Arlandic", "Tarn"), "borduria": ("Borduria", "Bordurian", "Bordurians"),
        "cadonia": ("Cadonia", "Cadonian", "Cadonians"), "syldavia": ("Syldavia", "Syldavian", "Syldavians"),
        "federation": ("The Federation", "Federation", "Federal", "FED"), "towns": ("Lower towns (together)", "lower towns"),
        "experts": ("Experts", "Expert"),
    },
    people=["Ann Bell", "Bo Lind", "Ina Mor", "Ulf Sand", "Eva Nord", "Max Orlo", "two diplomats", "Syldavian officials", "-"],
    outlets=["The Courier", "Valley Wire", "Evening Post"],
    mentions={"if_asked": ("if asked", "asks", "asked", "ask", "request", "requests"), "mandate": ("mandate", "mandates"),
              "funding": ("debt", "rules"), "federation": ("Federation", "Federal"), "other": ()},
    quotation_limit=20,
    about=("Two coders read all three texts; none is a person, and no person has checked them. Only Borduria’s opposition is absent.",),
    articles=TEXTS,
    vocabulary=[text for texts in TEXTS.values() for text in texts],
)  # fmt: skip
COLUMNS = ("id", "article", "at", "quote", "speaker", "actor", "via", "voice", "issue", "position", "condition")
OF_FACT = (
    "id",
    "article",
    "at",
    "quote",
    "attribute",
    "value",
    "value_low",
    "value_high",
    "unit",
    "subject",
    "said_by",
)


def sentences():
    """Return the sentences of each article with their places."""
    rows = {}
    for article, texts in TEXTS.items():
        start = 0
        rows[article] = []
        for text in texts:
            rows[article].append({"article": article, "start": start, "end": start + len(text), "text": text})
            start += len(text) + 1
    return rows


def placed(table, columns):
    """Return the rows of a table with the places of their quotes; fails if a quote is not in its sentence."""
    rows = []
    for line in table.strip().splitlines():
        row = dict(zip(columns, line.split("|"), strict=True))
        rows.append(row | place(row))
    return rows


def place(row):
    """Return where the quote of a row stands."""
    sentence = sentences()[row["article"]][int(row["at"]) - 1]
    start = sentence["start"] + sentence["text"].index(row["quote"])
    return {"start": start, "end": start + len(row["quote"])}


@cache
def citables():
    """Return what can be cited of this study."""
    facts = [row | {"plan": "dam"} for row in placed(FACTS, OF_FACT)]
    statements = [row | {"position": int(row["position"])} for row in placed(STATEMENTS, COLUMNS)]
    notes = [row | place(row) | {"id": row["source_note"]} for row in NOTES]
    rows = [*statements, *facts, *notes]
    passages = [{name: row[name] for name in ("id", "article", "start", "end", "quote")} for row in rows]
    choices = {name: tuple(dict.fromkeys(row[name] for row in statements)) for name in ("actor", "issue")}
    choices |= {"plan": ("dam",), "attribute": tuple(dict.fromkeys(row["attribute"] for row in facts))}
    tables = {"stances": STANCES, "sources": SOURCES}
    return Citables(
        statements, facts, notes, sorted(passages, key=lambda row: (row["article"], row["start"], row["id"])), sentences(),
        {row["article"]: row for row in SOURCES}, choices, tables.__getitem__, {"true": "yes", "false": "no"}.__getitem__,
    )  # fmt: skip


def faults(markdown):
    """Return the faults of all sentences of a text."""
    found = [(sentence, evidence(sentence, citables())) for sentence in parse(markdown).sentences]
    return [fault for sentence, cited in found for fault in verify(sentence, cited, LANGUAGE)]


def rules(markdown, *levels):
    """Return the rules that find a fault in a text, each once; only those of these levels if some are named."""
    return sorted({fault.rule for fault in faults(markdown) if not levels or fault.level in levels})
