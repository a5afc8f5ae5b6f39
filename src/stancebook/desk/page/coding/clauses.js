// The clauses of a sentence: what stands between its punctuation marks. And names in a text, offered as speakers.

import { stopsOf } from "../lib/signs.js";

const PARTS = /^[,;:()[\]{}–—―…!?.،؛؟、。，；：«»‹›“”„‟"]+$/u;

// The clauses of a text, as [from, to] in units.
export function clausesOf(text) {
  const clauses = [];
  let open = null;
  for (const [from, to] of stopsOf(text)) {
    const stop = text.slice(from, to);
    if (stop === ".") continue; // it may belong to an abbreviation
    if (PARTS.test(stop)) open = null;
    else if (open) open[1] = to;
    else clauses.push((open = [from, to]));
  }
  return clauses.filter(([from, to]) => /[\p{L}\p{N}]/u.test(text.slice(from, to)));
}

const NAME =
  /\p{Lu}[\p{L}\p{M}’'.-]*(?:\s+(?:(?:al|bin|da|de|del|den|der|di|du|van|von)\s+)*\p{Lu}[\p{L}\p{M}’'-]*)+/gu;

// Names of two words and more in some texts, in their order, each once.
export function namesIn(texts) {
  const names = texts.flatMap((text) =>
    [...text.matchAll(NAME)].map(([name]) => name.replace(/\s+/g, " ").replace(/[’']s$/, "")),
  );
  return [...new Set(names)];
}
