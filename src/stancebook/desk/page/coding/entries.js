// The entries of the current sentence as cards, and the entries that belong to no sentence.

import { button, h, refill } from "../lib/elements.js";
import { cardKey, entryCard } from "./cards.js";
import { lookedNotice, lookView } from "./look.js";

// The pane of entries. `callbacks` are edit(entry), remove(entry), goTo(entry), look(reason) and
// light(entry or null).
export function entriesView(callbacks) {
  const node = h("section", { class: "sb-entries", "aria-label": "Entries of the sentence", on: { keydown: onKey } });
  const looking = lookView(callbacks.look);
  let [cards, shown] = [[], {}];

  function show(state) {
    shown = state;
    const { coding, n, user, book } = state;
    const here = (entry) => entry.place && entry.place.first <= n && n <= entry.place.last;
    const own = (coding.entries ?? []).filter(here);
    const others = (coding.others ?? []).filter(here);
    const lost = (coding.entries ?? []).filter((entry) => !entry.place || (entry.wrong?.length && !here(entry)));
    cards = [];
    const focused = document.activeElement?.closest?.(".sb-card")?.dataset.key;
    const other = user === "coder_a" ? "coder_b" : "coder_a";
    refill(
      node,
      h(
        "h2",
        {},
        n === null ? "No sentence" : `Sentence ${n}`,
        state.nothing && h("span", { class: "sb-quiet" }, " nothing here"),
      ),
      own.map((entry) => card(entry, book)),
      !own.length &&
        !state.nothing &&
        h(
          "p",
          { class: "sb-quiet" },
          "No decision yet. ",
          h("kbd", {}, "Enter"),
          " codes it, ",
          h("kbd", {}, "x"),
          " says that there is nothing here.",
        ),
      others.length > 0 && [h("h3", {}, `${other}'s entries, read only`), others.map((entry) => card(entry, book, true))],
      lost.length > 0 && [
        h(
          "h3",
          { class: "sb-alarm" },
          lost.length === 1 ? "One row has to be corrected" : `${lost.length} rows have to be corrected`,
        ),
        lost.map((entry) => card(entry, book)),
      ],
      coding.notes_hidden > 0 &&
        h(
          "p",
          { class: "sb-quiet" },
          `${coding.notes_hidden} source notes of this article are hidden until both coders have finished it.`,
        ),
      looking.panel(coding, other),
      lookedNotice(coding, other),
    );
    if (focused) (cards.find((each) => each.dataset.key === focused) ?? cards[0])?.focus({ preventScroll: true });
  }

  function card(entry, book, other = false) {
    const here = entry.place && entry.place.first <= shown.n && shown.n <= entry.place.last;
    const element = entryCard(entry, book, other, other ? [] : cardButtons(entry, here), callbacks);
    element.entry = other ? null : entry;
    cards.push(element);
    return element;
  }

  function cardButtons(entry, here) {
    return [
      button("Edit", () => callbacks.edit(entry), "e"),
      button("Delete", () => callbacks.remove(entry), "Del"),
      entry.place && !here && button(`Go to sentence ${entry.place.first}`, () => callbacks.goTo(entry)),
    ];
  }

  function onKey(event) {
    const element = event.target.closest?.(".sb-card");
    if (!element || event.target !== element || event.ctrlKey || event.metaKey || event.altKey || !element.entry)
      return;
    if (event.key === "e" || event.key === "Enter") callbacks.edit(element.entry);
    else if (event.key === "Delete" || event.key === "Backspace") callbacks.remove(element.entry);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    node,
    show,
    focusFirst: () => (cards[0] ? (cards[0].focus(), true) : false),
    point(entries) {
      const keys = entries.map(cardKey);
      const pointed = cards.filter((each) => each.entry && keys.includes(each.dataset.key));
      cards.forEach((each) => each.classList.toggle("sb-on", pointed.includes(each)));
      pointed[0]?.scrollIntoView({ block: "nearest" });
    },
  };
}
