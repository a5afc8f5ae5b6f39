// The filters above the lists. Typing waits a moment before it asks.

import { inWords } from "../lib/codebook.js";
import { h } from "../lib/view.js";
import { refresh } from "./panel.js";

const STATES = ["untouched", "begun", "finished"];

function setFilter(desk, state, name, value) {
  state.filters = { ...state.filters, [name]: value };
  desk.draw();
  clearTimeout(state.timer);
  state.timer = setTimeout(() => refresh(desk, desk.panel ?? "articles"), typeof value === "string" ? 150 : 0);
}

export function search(desk, state, name, label) {
  return h("input", {
    key: name,
    type: "search",
    autocomplete: "off",
    spellcheck: false,
    "aria-label": label,
    placeholder: label,
    value: state.filters[name],
    onInput: (event) => setFilter(desk, state, name, event.target.value),
  });
}

function select(desk, state, name, label, options) {
  const choice = ([value, words]) => h("option", { value, key: value, selected: value === state.filters[name] }, words);
  const onChange = (event) => setFilter(desk, state, name, event.target.value);
  return h("select", { key: name, "aria-label": label, value: state.filters[name], onChange }, options.map(choice));
}

function check(desk, state, name, label) {
  const onChange = (event) => setFilter(desk, state, name, event.target.checked);
  return h("label.sb-check", { key: name }, [
    h("input", { type: "checkbox", checked: state.filters[name], onChange }),
    label,
  ]);
}

export function articleFilters(desk, state) {
  const outlets = (state.outlets ?? []).map((outlet) => [outlet, outlet || "(no outlet)"]);
  return [
    search(desk, state, "find", "Id, outlet or headline"),
    search(desk, state, "keyword", "Words in the text"),
    select(desk, state, "outlet", "Outlet", [["", "all outlets"], ...outlets]),
    select(desk, state, "state", "State", [["", "all states"], ...STATES.map((each) => [each, each])]),
    check(desk, state, "sampled", "in the sample"),
  ];
}

export function entryFilters(desk, state) {
  const { actors, issues, variables } = desk.codebook;
  const scale = (variables.confidence?.values ?? []).map(({ value, meaning = "" }) => [value, `${value} ${meaning}`]);
  const kinds = Object.entries({ statement: "statements", fact: "facts" });
  return [
    search(desk, state, "note", "Words in the note"),
    select(desk, state, "kind", "Kind", kinds),
    select(desk, state, "actor", "Actor", [["", "all actors"], ...actors.map(({ id, name }) => [id, name])]),
    select(desk, state, "issue", "Issue", [["", "all issues"], ...issues.map(({ id }) => [id, inWords(id)])]),
    select(desk, state, "confidence", "Confidence", [["", "any confidence"], ...scale]),
    check(desk, state, "flagged", "to look at again"),
  ];
}
