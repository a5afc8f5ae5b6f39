// Fields of the form that are filled in without suggestions: a row of values with digits, and a line of words.

import { ROW_OF_DIGITS } from "../lib/codebook.js";
import { hasModifier } from "../lib/parts.js";
import { button, h, key } from "../lib/view.js";
import { focusNext, setCell, takeOver, tell } from "./filling.js";
import { propose } from "./proposing.js";

const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// A set after one value of it was ticked or cleared: `none` excludes the others, and stands where there is no other.
export function toggled({ options }, cell, value) {
  const known = options.map((option) => option.value);
  if (value === "none") return "none";
  const ticked = new Set(cell.split(/\s+/).filter((each) => known.includes(each) && each !== "none"));
  if (!ticked.delete(value)) ticked.add(value);
  return known.filter((each) => ticked.has(each)).join(" ") || (known.includes("none") ? "none" : "");
}

// A row of values: the user chooses one, or several of a set, with digits, letters or the mouse.
export function rowField(desk, field, id) {
  const { name, shape, options, open } = field;
  const many = shape === "set";
  const cell = desk.form.row[name];
  const values = many ? cell.split(/\s+/).filter(Boolean) : [cell];
  const strange = values.filter((value) => value && !options.some((option) => option.value === value));
  const chip = ({ value, label, meaning, proposed }, at) => {
    const own = { type: many ? "checkbox" : "radio", name: id, value, checked: values.includes(value) };
    const listen = { onChange: () => pick(desk, field, value), onFocus: () => explain(desk, field, value) };
    const box = h("input", { ...own, ...listen });
    const digit = at < ROW_OF_DIGITS && key(at + 1);
    return h("label.sb-chip", { title: meaning, key: value }, box, digit, label, proposed && h("i", " proposed"));
  };
  const more = { class: "sb-add", title: `Propose a new ${name}` };
  const onKeyDown = (event) => onRowKey(desk, field, event);
  return h("div.sb-row", { role: many ? "group" : "radiogroup", "aria-labelledby": `${id}-label`, onKeyDown }, [
    options.map(chip),
    open && button("new …", () => propose(desk, field, ""), "", more),
    strange.length > 0 && h("span.sb-strange", `“${strange.join(" ")}” is not in the codebook`),
  ]);
}

function explain(desk, { name, options }, value) {
  const option = options?.find((each) => each.value === value) ?? null;
  Object.assign(desk.form, { field: name, option });
  desk.draw();
}

function pick(desk, field, value) {
  setCell(desk, field.name, field.shape === "set" ? toggled(field, desk.form.row[field.name], value) : value);
  explain(desk, field, value);
}

function onRowKey(desk, field, event) {
  const run = !hasModifier(event) && rowAction(desk, field, event);
  if (!run) return;
  event.preventDefault();
  run();
}

// What a key does in the row; null if the browser handles it.
function rowAction(desk, field, event) {
  const { options, shape, name } = field;
  const many = shape === "set";
  const boxes = [...event.currentTarget.querySelectorAll("input")];
  const digit = /^[1-9]$/.test(event.key) && options[event.key - 1];
  if (event.target.matches("button")) return null;
  if (digit && many) return () => (pick(desk, field, digit.value), boxes[event.key - 1].focus());
  if (digit) return () => (pick(desk, field, digit.value), focusNext(desk, name));
  if (event.key === "Enter") return () => focusNext(desk, name);
  if (event.key === "=") return () => takeOver(desk, name);
  const step = many && ARROWS[event.key];
  if (step) return () => boxes[(boxes.indexOf(event.target) + step + boxes.length) % boxes.length].focus();
  if (event.key.length > 1 || event.key === " ") return null;
  if (options.length > ROW_OF_DIGITS && /\p{L}/u.test(event.key))
    return () => seekLetters(desk, field, event.key, boxes);
  return () =>
    tell(
      desk,
      `${event.key} does nothing here: 1 to ${Math.min(options.length, ROW_OF_DIGITS)} choose, = takes over the last`,
    );
}

// Letters go to the value that begins so; a pause begins anew.
function seekLetters(desk, { options, name }, letter, boxes) {
  const { letters, at } = desk.form.typing ?? {};
  const typed = (Date.now() - at < 1500 ? letters : "") + letter.toLowerCase();
  desk.form.typing = { letters: typed, at: Date.now() };
  const found = options.findIndex(({ label }) => label.toLowerCase().startsWith(typed));
  if (found >= 0) boxes[found].focus();
  else tell(desk, `no ${name} begins with “${typed}”`);
}

// A field of free words. An untouched cell keeps its exact characters; a browser's field would change its line ends.
export function lineField(desk, field, id) {
  const words = field.shape === "words";
  const onKeyDown = (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || words || event.isComposing) return;
    event.preventDefault();
    focusNext(desk, field.name);
  };
  return h("textarea", {
    id,
    rows: words ? 2 : 1,
    spellcheck: false,
    value: desk.form.row[field.name].replace(/\r\n?/g, "\n"),
    onInput: (event) => (setCell(desk, field.name, event.target.value), desk.draw()),
    onFocus: () => explain(desk, field, null),
    onKeyDown,
  });
}
