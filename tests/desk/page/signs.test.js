// What a reader sees as one character, and offsets in code points: on texts made to be difficult.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clustersOf,
  pointsBefore,
  signPieces,
  snapped,
  stopsOf,
  unitsBefore,
} from "../../../src/stancebook/desk/page/lib/signs.js";

const ALPHABET = [
  "a",
  "é",
  "e\u0301",
  " ",
  "\u00a0",
  "\u2009",
  "\u3000",
  "\x85",
  "\t",
  "\n",
  "\r\n",
  "👩‍🔧",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "🇺🇦",
  "𝒜",
  "ש",
  "שָׁ",
  "می‌خ",
  "\u200b",
  "\u202e",
  "\ufeff",
  "\u00ad",
  "’",
  "—",
  "word",
  "12",
  "汉",
];

// Numbers that look random, the same ones in every run.
function numbers(seed) {
  let state = seed;
  return (most) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * (most + 1));
  };
}

test("a range is widened to whole characters and narrowed by white space", () => {
  const text = " e\u0301 👩‍🔧\u00a0\x85 x\r\n";
  assert.deepEqual(snapped(text, 0, text.length), [1, 13]);
  assert.deepEqual(snapped(text, 2, 5), [1, 9]); // from within the é to within the picture
  assert.equal(snapped(text, 3, 4), null);
  assert.equal(snapped(text, 5, 5), null);
  assert.equal(snapped(text, 9, 12), null);
  assert.equal(pointsBefore(text, 9), 7);
  assert.equal(unitsBefore(text, 7), 9);
  assert.equal(unitsBefore(text, 99), text.length);
});

test("any range of any text: offsets, whole characters, and words in order", () => {
  const next = numbers(7);
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: next(12) }, () => ALPHABET[next(ALPHABET.length - 1)]).join("");
    const points = [...text];
    const units = [0];
    for (const point of points) units.push(units.at(-1) + point.length);
    units.forEach((unit, at) => assert.deepEqual([pointsBefore(text, unit), unitsBefore(text, at)], [at, unit]));
    const [from, to] = [next(points.length), next(points.length)].sort((one, other) => one - other);
    const got = snapped(text, units[from], units[to]);
    const words = points
      .slice(from, to)
      .join("")
      .trim()
      .replace(/^[\x85]+|[\x85]+$/g, "")
      .trim();
    if (!got) {
      assert.equal(words, "", JSON.stringify(text));
      continue;
    }
    assert.ok(text.slice(...got).includes(words), JSON.stringify([text, got]));
    const inside = clustersOf(text).filter(([start, end]) => got[0] < end && start < got[1]);
    assert.deepEqual([inside[0][0], inside.at(-1)[1]], got);
    assert.ok(inside[0][1] > units[from] && inside.at(-1)[0] < units[to]);
    const stops = stopsOf(text);
    stops.slice(1).forEach((stop, at) => assert.ok(stops[at][1] <= stop[0]));
    assert.deepEqual([stops[0][0], stops.at(-1)[1]], snapped(text, 0, text.length));
  }
});

test("an invisible character is a piece of its own; pictures and joined letters stay whole", () => {
  const codes = signPieces("a\u202egab\u200b 👩‍🔧 می‌خواهم \ufeffb\u00adc\x07 x\r\ny\rz").filter((piece) => piece.code);
  assert.deepEqual(
    codes.map(({ code }) => code),
    ["U+202E", "U+200B", "U+FEFF", "U+00AD", "U+0007", "U+000D"],
  );
  assert.deepEqual(signPieces("plain"), ["plain"]);
  assert.deepEqual(signPieces("\u202e"), [{ code: "U+202E", units: 1 }]);
});
