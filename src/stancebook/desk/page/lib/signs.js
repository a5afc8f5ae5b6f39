// The characters of a text: offsets in code points, the clusters that a reader sees as one character, and invisible
// characters. Offsets are JavaScript's own (UTF-16 units) unless a comment says otherwise.

const WHITE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const ASTRAL = /[\ud800-\udfff]/;
// Invisible characters: controls, line and direction marks, characters without width, what is no character. Tabs and
// line ends are visible.
const UNSEEN =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u2028\u2029\ufff9-\ufffb]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;
const JOINED = /(?!\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}|\p{Script=Inherited})[\p{L}\p{M}]/u;
const clusterer = new Intl.Segmenter("en", { granularity: "grapheme" });
const worder = new Intl.Segmenter("en", { granularity: "word" });

// The number of code points before a UTF-16 unit of a text; unitsBefore is the reverse.
export function pointsBefore(text, units) {
  if (!ASTRAL.test(text)) return units;
  let points = 0;
  for (let at = 0; at < units; points++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return points;
}

export function unitsBefore(text, points) {
  if (!ASTRAL.test(text)) return Math.min(points, text.length);
  let at = 0;
  for (let count = 0; count < points && at < text.length; count++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

// The clusters that a reader sees as one character, as [from, to].
export function clustersOf(text) {
  return [...clusterer.segment(text)].map(({ index, segment }) => [index, index + segment.length]);
}

// A range widened to whole clusters, without white space at its ends; null if nothing is left.
export function snapped(text, from, to, clusters = clustersOf(text)) {
  const inside = from < to ? clusters.filter(([start, end]) => end > from && start < to) : [];
  const isWhite = ([start, end]) => [...text.slice(start, end)].every((sign) => WHITE.test(sign));
  while (inside.length && isWhite(inside[0])) inside.shift();
  while (inside.length && isWhite(inside.at(-1))) inside.pop();
  return inside.length ? [inside[0][0], inside.at(-1)[1]] : null;
}

// The words and the punctuation between them, as [from, to]: the word cursor stops there.
export function stopsOf(text) {
  const clusters = clustersOf(text);
  const stops = [];
  let at = 0; // both are in order: one pass through the clusters
  for (const { index, segment } of worder.segment(text)) {
    while (at < clusters.length && clusters[at][1] <= index) at++;
    let last = at;
    while (last < clusters.length && clusters[last][0] < index + segment.length) last++;
    const stop = snapped(text, index, index + segment.length, clusters.slice(at, last));
    if (stop && (!stops.length || stop[0] >= stops.at(-1)[1])) stops.push(stop);
  }
  return stops;
}

// A text in pieces: strings, and { code, units } for each invisible character, which the page shows as an empty box with
// its code point: it cannot change the direction, and still counts. Within an emoji or between joining letters it stays.
export function signPieces(text) {
  if (!UNSEEN.test(text)) return [text];
  const pieces = [];
  let plain = "";
  const flush = () => {
    if (plain) pieces.push(plain);
    plain = "";
  };
  for (const { segment } of clusterer.segment(text)) {
    const whole = PICTURE.test(segment) || segment === "\r\n";
    for (const sign of segment) {
      if (whole || !isUnseen(sign, segment, plain)) plain += sign;
      else {
        flush();
        const code = "U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        pieces.push({ code, units: sign.length });
      }
    }
  }
  flush();
  return pieces;
}

function isUnseen(sign, cluster, before) {
  if (!UNSEEN.test(sign)) return false;
  if (/[\u200c\u200d]/.test(sign)) return !JOINED.test([...before].at(-1) ?? "");
  if (/\p{Variation_Selector}/u.test(sign)) return cluster === sign;
  return true;
}
