// Blockers: reasons why nothing can be decided now, each with a remedy.

import { inWords } from "../lib/codebook.js";
import { button, h, refill } from "../lib/elements.js";
import { endKey } from "./adjudication.js";
import { actAside } from "./decision.js";
import { ABOUT, adjudicatedValue } from "./readings.js";

export function drawBlockers(view) {
  const { notices, current } = view;
  const focused = notices.contains(document.activeElement) ? document.activeElement.className : "";
  const inputs = [...notices.querySelectorAll("input")];
  const typed = Object.fromEntries(inputs.map((input) => [input.className, input.value]));
  refill(notices, current && blockersOf(view, current));
  for (const input of notices.querySelectorAll("input")) input.value = typed[input.className] ?? "";
  if (focused) notices.querySelector(`.${focused}`)?.focus();
}

function blockersOf(view, current) {
  if (!current.open) return closedPanel(view, current);
  const waits = current.waits.length > 0 && waitingPanel(current.waits);
  const freeze = current.frozen !== "frozen" && freezePanel(view, current);
  const stale = current.stale.map((each) => stalePanel(view, each));
  const empty = !current.units.length && !current.stale.length;
  return [waits, freeze, stale, empty && h("p", { class: "sb-quiet" }, "There is nothing to decide in this article.")];
}

function closedPanel(view, { article, why: waits }) {
  const words = `${article} is not open: ${waits}. The codings stay apart until both have finished.`;
  const hint = "why it has to be opened early; this is recorded";
  const look = (reason) => actAside(view, "look", { article, reason });
  return askingPanel(view, "sa-early", words, "Open all the same", hint, look);
}

function waitingPanel([first, ...others]) {
  return h(
    "div",
    { class: "sa-notice" },
    h("p", {}, `Adjudication waits until the files are in order: ${first}`),
    others.length > 0 && h("p", {}, `${others.length} more like it`),
  );
}

function freezePanel(view, { frozen }) {
  const words =
    frozen === "edited"
      ? "The codings were edited after they were frozen. Undo the edit, or freeze them anew, before you decide."
      : "The codings are not frozen yet. Reliability is measured on frozen codings: freeze them first, then decide.";
  const { articles } = view;
  const open = articles.filter((each) => each.waiting.length).length;
  const mind = open ? ` ${open} of ${articles.length} articles with codes are not finished by both.` : "";
  const freeze = (reason) => actAside(view, "freeze", { reason });
  return askingPanel(view, "sa-freeze", words + mind, "Freeze the codings", "why they are frozen now", freeze);
}

function stalePanel(view, { row, wrong }) {
  const { article, sentence_start, actor, issue, variable, decision } = row;
  const value = adjudicatedValue(variable, decision);
  const decided = `Decided on ${inWords(actor)}, ${inWords(issue)}: ${ABOUT[variable] ?? variable} ${value}.`;
  const params = { key: { article, sentence_start, actor, issue }, variables: [variable] };
  return h(
    "div",
    { class: "sa-notice" },
    h("p", {}, `${decided} But ${wrong}.`),
    button("Take this decision out", () => actAside(view, "undecide", params)),
  );
}

// A panel with a reason and a button.
function askingPanel(view, name, words, label, hint, go) {
  const input = h("input", { class: name, type: "text", placeholder: hint, "aria-label": hint, dir: "auto" });
  const send = () => {
    if (input.value.trim()) return go(input.value);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    view.say("a reason is needed");
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && (endKey(event), send()));
  return h("div", { class: "sa-notice" }, h("p", {}, words), h("div", { class: "sa-ask" }, input, button(label, send)));
}
