// Adjudication: what can be chosen on a case of two or three coders, and the request that each choice becomes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { summed } from "../../../src/stancebook/desk/page/adjudication/aside.js";
import {
  chosen,
  choicesOf,
  emptyDraft,
  requestOf,
  standing,
  withValue,
} from "../../../src/stancebook/desk/page/adjudication/choices.js";
import { itemInWords, markedPieces } from "../../../src/stancebook/desk/page/adjudication/words.js";

const NAMES = { ada: "Ada", ben: "Ben", eva: "Eva" };
const variable = (name, cells, differs, more) => ({
  variable: name,
  cells,
  differs,
  decision: "",
  reason: "",
  ...more,
});
const DIFFERS = {
  is: "statement",
  kind: "differs",
  key: { article: "010" },
  codings: { ada: {}, ben: {}, eva: {} },
  variables: [
    variable("presence", { ada: "present", ben: "present", eva: "present" }, false),
    variable("voice", { ada: "direct", ben: "direct", eva: "indirect" }, true),
    variable("position", { ada: "2", ben: "1", eva: "1" }, true),
    variable("via", { ada: "self", ben: "self", eva: "self" }, false),
  ],
};
const ALONE = {
  ...DIFFERS,
  kind: "alone",
  codings: { ada: {}, ben: null, eva: {} },
  variables: [
    variable("presence", { ada: "present", ben: "", eva: "present" }, true),
    variable("position", { ada: "2", ben: "", eva: "1" }, true),
    variable("via", { ada: "self", ben: "", eva: "self" }, false),
  ],
};
const REREAD = {
  ...DIFFERS,
  kind: "reread",
  codings: { ada: {}, ben: {} },
  variables: [
    variable("presence", { ada: "present", ben: "present" }, false),
    variable("all", { ada: "present", ben: "present" }, true),
    variable("position", { ada: "2", ben: "2" }, false),
  ],
};
const FACT = {
  is: "fact",
  kind: "differs",
  article: "010",
  facts: { ada: "ada-001", ben: "", eva: "eva-002" },
  codings: { ada: { value_low: "300", unit: "men" }, ben: null, eva: { value_low: "400", unit: "men" } },
  variables: [
    variable("value_low", { ada: "300", ben: "", eva: "400" }, true),
    variable("unit", { ada: "men", ben: "", eva: "men" }, false, { compared: true }),
  ],
  known: [{ fact: "F001" }],
  result: null,
  decision: "",
  fact: "",
  reason: "",
};
const NOTE = {
  ...FACT,
  is: "note",
  facts: { ada: "ada-n001", ben: "ben-n001" },
  codings: { ada: { kind: "byline", note: "Named." }, ben: { kind: "other", note: "Named here." } },
  variables: [
    variable("kind", { ada: "byline", ben: "other" }, true),
    variable("note", { ada: "Named.", ben: "Named here." }, true),
  ],
  known: [{ source_note: "N001" }],
};
const labels = (item, scope = "", draft = emptyDraft()) =>
  choicesOf(item, scope, draft, NAMES).map(({ key, label }) => `${key} ${label}`);
const request = (item, draft, reason = "It says so.", scope = "") => requestOf(item, scope, draft, reason).params;

test("each coder has a digit, and what follows is numbered on from there", () => {
  assert.deepEqual(labels(DIFFERS), ["1 Ada’s", "2 Ben’s", "3 Eva’s", "4 another version", "5 no statement"]);
  assert.deepEqual(labels(ALONE), [
    "1 Ada: keep",
    "2 Ben: leave out",
    "3 Eva: keep",
    "4 another version",
    "5 no statement",
  ]);
  assert.deepEqual(labels(ALONE, "position"), ["1 Ada’s", "3 Eva’s", "4 another version", "5 no statement"]);
  assert.deepEqual(labels(REREAD), ["3 another version", "4 no statement", "0 upheld"]);
  const whole = ["1 Ada’s", "3 Eva’s", "4 another version", "5 leave it out", "6 another fact holds it"];
  assert.deepEqual(labels(FACT), whole);
  assert.deepEqual(labels({ ...FACT, kind: "alike" }).slice(0, 2), ["1 take it", "4 another version"]);
});

test("a coder's reading is taken as a whole or in one variable", () => {
  const whole = chosen(DIFFERS, "", emptyDraft(), "ben");
  assert.deepEqual(whole.values, { voice: "direct", position: "1" });
  const one = chosen(DIFFERS, "voice", whole, "eva");
  assert.deepEqual(one.values, { voice: "indirect", position: "1" });
  assert.deepEqual(
    request(DIFFERS, one).decisions.map(({ variable, decision }) => `${variable} ${decision}`),
    ["voice indirect", "position 1"],
  );
  assert.deepEqual(request(DIFFERS, one).shown.position, { ada: "2", ben: "1", eva: "1" });
});

test("where a coder lacks the statement, keeping it decides on its values too", () => {
  assert.deepEqual(chosen(ALONE, "", emptyDraft(), "eva").values, { presence: "present", position: "1" });
  assert.deepEqual(chosen(ALONE, "", emptyDraft(), "ben").values, { presence: "absent" });
  assert.deepEqual(chosen(ALONE, "", emptyDraft(), "neither").values, { presence: "absent" });
  assert.deepEqual(withValue(ALONE, emptyDraft(), "via", "other").values, { via: "other", presence: "present" });
});

test("another version of an agreement amends it, and as coded is no decision", () => {
  const amended = withValue(REREAD, emptyDraft(), "position", "1");
  assert.deepEqual(amended.values, { position: "1", all: "amended" });
  assert.equal(standing(REREAD, amended, "position"), "1");
  assert.deepEqual(chosen(REREAD, "position", { ...amended, values: { position: "1" } }, "ada").values, {});
  assert.deepEqual(chosen(REREAD, "", amended, "upheld").values, { all: "upheld" });
});

test("a decision lacks a choice or a reason, and a reason alone goes to the earlier decisions", () => {
  assert.equal(requestOf(DIFFERS, "", emptyDraft(), "why").lacks, "choice");
  assert.equal(requestOf(DIFFERS, "", chosen(DIFFERS, "", emptyDraft(), "ada"), " ").lacks, "reason");
  const decided = { ...DIFFERS, variables: [variable("voice", {}, true, { decision: "direct", reason: "old" })] };
  assert.deepEqual(request(decided, { ...emptyDraft(), reason: "new" }, "").decisions, [
    { variable: "voice", decision: "direct", reason: "new" },
  ]);
});

test("a fact is taken as a coder has it, amended, left out, or held by another", () => {
  const taken = chosen(FACT, "", emptyDraft(), "eva");
  const { decision, of, row, facts } = request(FACT, taken);
  assert.deepEqual([decision, of, row, facts], ["kept", "eva", {}, FACT.facts]);
  const amended = withValue(FACT, chosen(FACT, "value_low", taken, "ada"), "unit", "women");
  assert.deepEqual(request(FACT, amended).row, { value_low: "300", unit: "women" });
  assert.deepEqual(withValue(FACT, amended, "unit", "men").values, { value_low: "300" });
  assert.equal(request(FACT, chosen(FACT, "", amended, "neither")).decision, "left_out");
  const merged = withValue(FACT, emptyDraft(), "fact", "F001");
  assert.deepEqual([request(FACT, merged).decision, request(FACT, merged).fact], ["merged", "F001"]);
  const alike = { ...FACT, kind: "alike" };
  assert.equal(requestOf(alike, "", chosen(alike, "", emptyDraft(), "ada"), "").lacks, "");
  assert.equal(requestOf(alike, "", withValue(alike, emptyDraft(), "unit", "women"), "").lacks, "reason");
});

test("a source note is decided as a fact is, and its own words are among what is decided", () => {
  assert.deepEqual(labels(NOTE), [
    "1 Ada’s",
    "2 Ben’s",
    "3 another version",
    "4 leave it out",
    "5 another source note holds it",
  ]);
  const taken = chosen(NOTE, "note", chosen(NOTE, "", emptyDraft(), "ada"), "ben");
  const { is, decision, of, row, facts } = request(NOTE, taken);
  assert.deepEqual([is, decision, of, row, facts], ["note", "kept", "ada", { note: "Named here." }, NOTE.facts]);
  assert.equal(requestOf(NOTE, "", taken, "").verb, "decide_fact");
  assert.equal(standing(NOTE, taken, "note"), "Named here.");
  assert.equal(request(FACT, chosen(FACT, "", emptyDraft(), "eva")).is, "fact");
  assert.equal(itemInWords(NOTE), "source note: byline");
  const alike = { ...NOTE, kind: "alike" };
  assert.equal(requestOf(alike, "", withValue(alike, emptyDraft(), "note", "By her."), "").lacks, ""); // nothing is on file
});

test("words of coders overlap, and each begins where it begins", () => {
  const place = (from, to) => ({ place: { first: 2, from, last: 2, to } });
  const pieces = markedPieces("We will come.", 2, { ada: place(0, 7), ben: place(3, 13), eva: null });
  assert.deepEqual(pieces, [
    { text: "We ", coders: [1], starts: [1] },
    { text: "will", coders: [1, 2], starts: [2] },
    { text: " come.", coders: [2], starts: [] },
  ]);
  assert.deepEqual(markedPieces("We will come.", 3, { ada: place(0, 7) }), [
    { text: "We will come.", coders: [], starts: [] },
  ]);
});

test("agreement is summed by what is asked", () => {
  const rows = [
    { variable: "via", pair: ["ada", "ben"], same: 1, of: 2 },
    { variable: "via", pair: ["ada", "eva"], same: 2, of: 2 },
  ];
  assert.deepEqual(
    summed(rows, ({ variable }) => variable),
    [{ label: "via", same: 3, of: 4 }],
  );
});
