// Words and clauses chosen in a text, values that fit what is typed, and sets: without a page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseBetween, chooseClause, chooseClauseNumber, chosenPlace, chosenRange, extendBySentence, goToUndecided, moveWord, newText, wordsAt } from "../../../src/stancebook/desk/page/coding/choosing.js"; // prettier-ignore
import { clausesOf, namesIn } from "../../../src/stancebook/desk/page/coding/clauses.js";
import { toggled } from "../../../src/stancebook/desk/page/coding/fields.js";
import { hitsOf, piecesOf } from "../../../src/stancebook/desk/page/coding/marks.js";
import { matching, recentFirst } from "../../../src/stancebook/desk/page/coding/options.js";
import { counted, duration, listed, shortened } from "../../../src/stancebook/desk/page/lib/english.js";

const text = (...sentences) => newText(sentences.map((words, at) => ({ n: at + 1, text: words, block: false })));
const chosen = (each) => wordsAt(each, chosenPlace(each));

test("words are chosen one after the other, over the end of a sentence only with others", () => {
  const each = text("Arland waits.", "It rained.");
  moveWord(each, 1, false);
  assert.equal(chosen(each), "Arland");
  moveWord(each, 1, true);
  assert.equal(chosen(each), "Arland waits");
  moveWord(each, 1, true);
  moveWord(each, 1, true);
  assert.equal(chosen(each), "Arland waits. It");
  moveWord(each, 1, false);
  assert.equal(chosen(each), "rained");
  moveWord(each, 1, false);
  moveWord(each, 1, false);
  assert.equal(chosen(each), ".");
});

test("clauses end at punctuation, not at the point of an abbreviation", () => {
  const words = "“We never pay,” Mr. Durian (of Borduria) said, “but 1,000 workers – ours – come.”";
  const clauses = clausesOf(words).map(([from, to]) => words.slice(from, to));
  assert.deepEqual(clauses, ["We never pay", "Mr. Durian", "of Borduria", "said", "but 1,000 workers", "ours", "come"]);
});

test("a clause is chosen by c, by its number, or with a second number all up to there", () => {
  const each = text("One, two, three, four.");
  chooseClause(each, false);
  assert.equal(chosen(each), "One");
  chooseClause(each, false);
  chooseClause(each, true);
  assert.equal(chosen(each), "two, three");
  assert.ok(chooseClauseNumber(each, 3));
  assert.equal(chosen(each), "four");
  assert.ok(chooseClauseNumber(each, 1));
  assert.equal(chosen(each), "two, three, four");
  assert.ok(!chooseClauseNumber(each, 4));
});

test("the mouse takes whole words, or characters exactly", () => {
  const each = text("Arland would build.", "It rained.");
  chooseBetween(each, { at: 0, units: 2 }, { at: 0, units: 9 });
  assert.equal(chosen(each), "Arland would");
  chooseBetween(each, { at: 0, units: 2 }, { at: 0, units: 9 }, true);
  assert.equal(chosen(each), "land wo");
  chooseBetween(each, { at: 0, units: 14 }, { at: 1, units: 1 });
  assert.deepEqual(chosenRange(each), { first: 0, from: 13, last: 1, to: 2 });
  extendBySentence(each, 1);
  assert.equal(chosen(each), "build. It rained.");
});

test("the next sentence without a decision", () => {
  const each = text("a", "b", "c");
  each.rows[1].decided = "nothing";
  assert.ok(goToUndecided(each, 1));
  assert.equal(each.current, 2);
  assert.ok(!goToUndecided(each, 1));
});

test("names in a text are offered in their order, each once", () => {
  const names = namesIn(["Ann Arl’s towns met Bor van Durian.", "Ann Arl of Arland spoke to Łukasz Óg."]);
  assert.deepEqual(names, ["Ann Arl", "Bor van Durian", "Łukasz Óg"]);
});

test("what is typed is found in names, aliases and meanings, the best first; recent ones lead", () => {
  const options = [
    { value: "towns", label: "Towns on the strait", meaning: "group" },
    { value: "arland", label: "Arland", names: ["arland", "Arland", "the Ärlish"] },
    { value: "strait", label: "Strait union" },
  ];
  const found = (typed) => matching(options, typed).map(({ value }) => value);
  assert.deepEqual(found("strait"), ["strait", "towns"]);
  assert.deepEqual(found("arlish"), ["arland"]);
  assert.deepEqual(found("GROUP"), ["towns"]);
  assert.deepEqual(found("x"), []);
  assert.deepEqual(
    recentFirst(options, ["strait", "arland"]).map(({ value }) => value),
    ["strait", "arland", "towns"],
  );
});

test("none excludes the other values of a set", () => {
  const field = { options: ["none", "half", "other"].map((value) => ({ value })) };
  assert.equal(toggled(field, "none", "half"), "half");
  assert.equal(toggled(field, "other", "half"), "half other");
  assert.equal(toggled(field, "half", "half"), "none");
  assert.equal(toggled(field, "half other", "none"), "none");
});

test("marks that overlap are cut at their ends, and hits are found in upper and lower case", () => {
  const row = {
    text: "abcdef",
    marks: [
      { from: 0, to: 4, look: "one", name: "1" },
      { from: 2, to: 6, look: "two", name: "2" },
    ],
  };
  const looks = piecesOf(row).map(({ from, to, spans }) => [from, to, spans.map(({ look }) => look).join("+")]);
  assert.deepEqual(looks, [[0, 2, "one"], [2, 4, "one+two"], [4, 6, "two"]]); // prettier-ignore
  const hits = hitsOf([{ text: "No toll. TOLL (x)" }, { text: "none" }], "toll");
  assert.deepEqual(
    [...hits],
    [
      [
        0,
        [
          { from: 3, to: 7 },
          { from: 9, to: 13 },
        ],
      ],
    ],
  );
});

test("numbers in English", () => {
  assert.deepEqual([counted(1, "entry"), counted(2, "entry"), counted(1200, "article"), duration(61), duration(125), duration(1)],
    ["1 entry", "2 entries", "1,200 articles", "1 hour", "2 hours 5 minutes", "1 minute"]); // prettier-ignore
  assert.deepEqual([duration(59.6), duration(59.4), duration(0)], ["1 hour", "59 minutes", "0 minutes"]);
  assert.deepEqual([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])], ["", "a", "a and b", "a, b and c"]); // prettier-ignore
});

test("words are cut between signs, not within one", () => {
  assert.deepEqual([shortened("a😀😀", 3), shortened("a😀😀😀", 3), shortened("abc", 2)], ["a😀😀", "a😀…", "a…"]);
});
