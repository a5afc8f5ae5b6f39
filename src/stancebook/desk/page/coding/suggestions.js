// A field with suggestions: the user types a part of a name, an id or a proposition, and takes one that fits. A free field
// takes any words; another one takes only listed values. An unknown name can be proposed as new, or as another name.

import { inWords } from "../lib/codebook.js";
import { hasModifier } from "../lib/parts.js";
import { button, h, key } from "../lib/view.js";
import { namesIn } from "./clauses.js";
import { focusField, focusNext, pickInText, setCell, takeOver, tell } from "./filling.js";
import { isNamed, matching, namesOf, recentFirst } from "./options.js";
import { propose, sendAlias } from "./proposing.js";

const MOST = 100; // options shown before the user asks for more

// All values that a field offers; a speaker may be one used before, or a name near the sentence.
function optionsOf(desk, field) {
  const recent = desk.coding?.recent?.[field.name] ?? [];
  if (field.name !== "speaker") return recentFirst(field.options, recent);
  const { rows, current } = desk.text;
  const near = namesIn(
    rows
      .slice(Math.max(0, current - 3), current + 2)
      .map(({ text }) => text)
      .reverse(),
  );
  const meaningOf = (value) => (value === "-" ? "nobody is named" : near.includes(value) ? "named in the text" : "");
  const values = new Set(["-", ...recent, ...near, ...field.options.map(({ value }) => value)]);
  return [...values].map((value) => ({ value, label: value, meaning: meaningOf(value) }));
}

// What the list shows: options, then { more }, { propose } or { alias } or { pick }.
function shownOptions(desk, field, state) {
  const typed = (state.typed ?? "").trim();
  const matches = matching(state.found ?? optionsOf(desk, field), typed);
  const most = state.most ?? MOST;
  const shown = matches.slice(0, most);
  if (matches.length > most) shown.push({ more: matches.length - most });
  if (field.name === "speaker" && !typed) shown.push({ pick: true });
  if (!field.open || !typed || state.alias || matches.some((option) => isNamed(option, typed))) return shown;
  shown.push({ propose: typed });
  if (field.name === "actor") shown.push({ alias: typed });
  return shown;
}

// Digits take a value as in the other fields, unless names of this field begin with a digit.
const takesDigits = ({ seek, options }, { typed }) =>
  !seek && !typed && !options.some((option) => namesOf(option).some((name) => /^[0-9]/.test(name)));
const named = (field, value) => field.options.find((option) => option.value === value);
const isFree = ({ shape }) => shape === "free";
const stateOf = ({ form }, { name }) => (form.lists[name] ??= { open: false, at: -1 });

export function listField(desk, field, id) {
  const state = stateOf(desk, field);
  const value = desk.form.row[field.name];
  const shown = state.open ? shownOptions(desk, field, state) : [];
  const nothing = state.open && !shown.length && !isFree(field);
  const settled = isFree(field) && shown.length === 1 && shown[0].value && isNamed(shown[0], state.typed ?? "");
  const open = (shown.length > 0 || nothing) && !settled;
  const chosen = shown[state.at];
  const input = h("input", {
    ...{ id, type: "text", role: "combobox", autocomplete: "off", spellcheck: false, "aria-autocomplete": "list" },
    "aria-expanded": String(open),
    "aria-controls": `${id}-list`,
    "aria-activedescendant": open && chosen ? `${id}-list-${state.at}` : undefined,
    "aria-invalid": state.wrong ? "true" : undefined,
    value: state.typed ?? (isFree(field) ? value : (named(field, value)?.label ?? value)),
    onInput: (event) => onInput(desk, field, event.target.value),
    onFocus: (event) => onFocus(desk, field, event.target),
    onBlur: () => onBlur(desk, field),
    onKeyDown: (event) => onListKey(desk, field, event),
    onMouseDown: () => onMouse(desk, field),
  });
  const list = h("div.sb-options", { role: "listbox", id: `${id}-list`, "aria-label": inWords(field.name) }, [
    shown.map((option, at) => shownOption(desk, field, option, at, `${id}-list-${at}`)),
    nothing && h("div.sb-option", { role: "option", "aria-disabled": "true" }, "nothing fits"),
  ]);
  const means = chosen && h("p.sb-explanation", explanation(chosen));
  return h("div.sb-list", input, h("div.sb-popup", { hidden: !open }, list, means), quickPicks(desk, field));
}

// The values used last, and names near the sentence, to be taken with one click.
function quickPicks(desk, field) {
  const now = desk.form.row[field.name];
  const others = optionsOf(desk, field).filter(({ value }) => value !== "-" && value !== now);
  const pick = ({ value, label }) =>
    button(label, () => settle(desk, field, value), "", { key: value, tabIndex: -1, title: label });
  return others.length > 0 && h("div.sb-quick", [others.slice(0, 4).map(pick)]);
}

function shownOption(desk, field, option, at, id) {
  const state = stateOf(desk, field);
  const props = {
    ...{ role: "option", id, class: !option.value && "sb-new", key: option.value ?? Object.keys(option)[0] },
    "aria-selected": String(at === state.at),
    onMouseDown: (event) => event.preventDefault(),
    onClick: () => take(desk, field, option),
  };
  if (!option.value) return h("div.sb-option", props, specialLabel(field, option));
  return h("div.sb-option", props, [
    at < 9 && takesDigits(field, state) && [key(at + 1), " "],
    h("b", option.label),
    hint(option),
    option.proposed && h("i", " proposed"),
  ]);
}

function specialLabel({ name }, { more, propose, alias }) {
  if (more) return `${more} more: type a part of the name, or click here`;
  if (propose) return `propose “${propose}” as a new ${name} …`;
  return alias ? `“${alias}” is another name of …` : "choose the name in the text …";
}

function hint({ value, label, meaning }) {
  const text = label === value || inWords(value) === label ? meaning : value;
  return text ? h("span", ` ${text}`) : null;
}

function explanation({ value, meaning, propose, alias, more }) {
  if (value) return meaning;
  if (propose) return "It can be used at once; whoever owns the codebook decides on it.";
  if (alias) return "Choose the actor next.";
  return more ? "Go on with the arrow to see them." : "Then drag over it, or double-click it.";
}

function change(desk, field, values) {
  const state = Object.assign(stateOf(desk, field), values);
  const option = state.open ? shownOptions(desk, field, state)[state.at] : null;
  desk.form.option = option?.value ? option : (named(field, desk.form.row[field.name]) ?? null);
  desk.draw();
  desk.root.querySelector(".sb-option[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

function openList(desk, field, typed) {
  const state = { typed, open: true, wrong: false, most: MOST };
  const some = shownOptions(desk, field, { ...stateOf(desk, field), ...state })[0]?.value !== undefined;
  change(desk, field, { ...state, at: typed?.trim() && some && !isFree(field) ? 0 : -1 });
  if (field.seek) seek(desk, field, typed ?? "");
}

const closeList = (desk, field) => change(desk, field, { open: false, at: -1 });

// Articles as suggestions.
async function seek(desk, field, typed) {
  const state = stateOf(desk, field);
  const turn = (state.turn = (state.turn ?? 0) + 1);
  const wanted = { find: typed, keyword: "", outlet: "", state: "", sampled: false };
  const reply = await desk.ask("articles", { ...wanted, from: 0, most: 12 });
  if (!desk.form || stateOf(desk, field).turn !== turn || !reply.ok) return;
  const found = reply.rows.map(({ article, outlet = "", headline = "" }) => {
    const meaning = [outlet, headline].filter(Boolean).join(", ");
    return { value: article, label: article, meaning, names: [article, outlet, headline] };
  });
  change(desk, field, { found });
}

function take(desk, field, option) {
  const state = stateOf(desk, field);
  if (option.more) return change(desk, field, { most: (state.most ?? MOST) + MOST });
  if (option.pick) return (closeList(desk, field), pickInText(desk, field.name));
  if (option.propose) return propose(desk, field, option.propose);
  if (option.alias) return askWhose(desk, field, option.alias);
  if (state.alias) return takeAlias(desk, field, option.value);
  return settle(desk, field, option.value);
}

function askWhose(desk, field, alias) {
  tell(desk, `“${alias}” is another name of which actor? Type it and press Enter; Esc goes back.`);
  Object.assign(stateOf(desk, field), { alias });
  openList(desk, field, "");
  focusField(desk, field.name);
}

async function takeAlias(desk, field, value) {
  const reply = await sendAlias(desk, value, stateOf(desk, field).alias);
  if (reply.ok && desk.form) settle(desk, field, value);
}

function settle(desk, field, value) {
  setCell(desk, field.name, value);
  desk.form.lists[field.name] = { open: false, at: -1 };
  desk.draw();
  focusNext(desk, field.name);
}

function onInput(desk, field, typed) {
  if (!stateOf(desk, field).alias) setCell(desk, field.name, isFree(field) ? typed : ""); // else the question stays
  openList(desk, field, typed);
}

function onFocus(desk, field, input) {
  desk.form.field = field.name;
  if (!desk.form.row[field.name] && !isFree(field)) return openList(desk, field, stateOf(desk, field).typed);
  change(desk, field, {});
  return input.select();
}

function onMouse(desk, field) {
  setTimeout(() => {
    const inside = document.activeElement?.closest(`.sb-field-${field.name}`);
    if (desk.form && inside && !stateOf(desk, field).open) openList(desk, field, undefined);
  });
}

function onBlur(desk, field) {
  if (!desk.form) return; // a removed field loses the focus
  const state = stateOf(desk, field);
  if (state.alias) desk.form.message = "";
  const typed = state.typed?.trim() ?? "";
  Object.assign(state, { open: false, at: -1, alias: undefined });
  if (isFree(field) || !typed || desk.form.row[field.name]) delete state.typed;
  else takeTyped(desk, field, state, typed);
  desk.draw();
}

// Take the one option that is meant by what is typed.
function takeTyped(desk, field, state, typed) {
  const matches = matching(optionsOf(desk, field), typed);
  const found = matches.find((option) => isNamed(option, typed)) ?? (matches.length === 1 && matches[0]);
  if (!found) return void (state.wrong = true);
  setCell(desk, field.name, found.value);
  delete state.typed;
}

function onListKey(desk, field, event) {
  if (event.isComposing || hasModifier(event)) return;
  const state = stateOf(desk, field);
  const shown = state.open ? shownOptions(desk, field, state) : [];
  const run = listAction(desk, field, event.key, state, shown);
  if (!run) return;
  event.preventDefault();
  if (event.key === "Escape") event.stopPropagation();
  run();
}

// What a key does in the field; null if it types.
function listAction(desk, field, name, state, shown) {
  const value = desk.form.row[field.name];
  if (name === "ArrowDown" || name === "ArrowUp") {
    if (!state.open) return () => openList(desk, field, undefined);
    const step = name === "ArrowDown" ? 1 : state.at < 0 ? 0 : -1;
    return () => moveIn(desk, field, shown, step);
  }
  if (name === "Enter") {
    if (shown[state.at]) return () => take(desk, field, shown[state.at]);
    if (isFree(field) || value) return () => (closeList(desk, field), focusNext(desk, field.name));
    return () => tell(desk, isMissing(field, state.typed?.trim()));
  }
  if (name === "=" && !state.typed && !state.alias) return () => takeOver(desk, field.name);
  if (/^[1-9]$/.test(name) && state.open && takesDigits(field, state) && shown[name - 1]?.value)
    return () => take(desk, field, shown[name - 1]);
  const leaves = state.alias || (state.open && (state.typed || value || isFree(field)));
  return name === "Escape" && leaves ? () => leaveList(desk, field) : null;
}

function isMissing({ name, open }, typed) {
  if (!typed) return `type a part of the ${inWords(name)}, or choose with ↓`;
  return `“${typed}” is not in the codebook${open ? "; ↓ and then Enter proposes it" : ""}`;
}

function moveIn(desk, field, shown, step) {
  const state = stateOf(desk, field);
  if (!shown.length) return;
  if (shown[state.at + step]?.more && step > 0) state.most = (state.most ?? MOST) + MOST;
  change(desk, field, { at: (state.at + step + shown.length) % shown.length });
}

function leaveList(desk, field) {
  const { alias, typed } = stateOf(desk, field);
  if (alias) tell(desk, "");
  const kept = desk.form.row[field.name] && !isFree(field) ? undefined : typed;
  change(desk, field, { alias: undefined, typed: alias ?? kept, open: false, at: -1 });
}
