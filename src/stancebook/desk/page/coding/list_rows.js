// The rows of the lists: what each shows of an article, an entry, a passage or a decision.

import { inWords } from "../lib/codebook.js";
import { counted } from "../lib/english.js";
import { h } from "../lib/view.js";
import { cardTitle } from "./entries.js";

function item(look, id, head, about, state) {
  const parts = [
    h("span.sb-id", id),
    h("span.sb-headline", { dir: "auto" }, head),
    h("span.sb-about", about),
    h("span.sb-article-state", state),
  ];
  return { class: look, parts };
}

export function articleItem({ article, headline, outlet, dates, sampled, state, statements }) {
  const about = [outlet, dates].filter(Boolean).join(", ");
  const words = `${state}${statements ? `, ${counted(statements, "statement")}` : ""}`;
  return item(`sb-at-${state}`, article, headline || "(no headline)", about, [sampled && h("i", "sample "), words]);
}

export function entryItem({ article, sentence, kind, row, headline }, { codebook }) {
  const note = [row.quote, row.note && `(${row.note})`].filter(Boolean).join(" ");
  const about = row.confidence ? `confidence ${row.confidence}` : headline;
  return item("", `${article} ${sentence ?? ""}`, cardTitle(kind ?? "statement", row, codebook), note, about);
}

export function passageItem({ article, headline, sentence, before, hit, after }) {
  return item("sb-passage", article, [before, h("mark", hit), after], headline, `sentence ${sentence}`);
}

export function correctedItem({ article, sentence, actor, issue, variable, own, decision, reason, by, ...noted }) {
  const what = actor ? `${inWords(actor)}, ${inWords(issue)}: ${variable}` : inWords(noted.attribute ?? noted.kind);
  const words = `${what} ${own || "nothing"} → ${decision}`;
  return item("", `${article} ${sentence ?? ""}`, words, reason, by);
}
