// Fields of the form that are filled in without suggestions: a row of values with digits, and a line of words.

import { ROW_OF_DIGITS } from "../lib/codebook.js";
import { h } from "../lib/elements.js";

// A row of values: the user chooses one, or several of a set, with digits or the mouse.
export function rowField(field, id, callbacks) {
  const many = field.shape === "set";
  const boxes = field.options.map(({ value }) =>
    h("input", { type: many ? "checkbox" : "radio", name: id, value, on: { change: () => onPick(value) } }),
  );
  const chips = field.options.map(({ value, label, meaning }, at) =>
    h(
      "label",
      { class: "sb-chip", title: meaning },
      boxes[at],
      at < ROW_OF_DIGITS && h("kbd", { "aria-hidden": "true" }, at + 1),
      label,
    ),
  );
  const strange = h("span", { class: "sb-strange" });
  const node = h(
    "div",
    {
      role: many ? "group" : "radiogroup",
      "aria-labelledby": `${id}-label`,
      class: "sb-row",
      on: { keydown: onKey, focusin: onFocus },
    },
    chips,
    strange,
  );
  let extra = []; // values that the codebook does not have, kept until something is picked

  function onFocus(event) {
    callbacks.explain(field.options[boxes.indexOf(event.target)]);
  }

  function onPick(value) {
    extra = [];
    strange.textContent = "";
    if (many) {
      const none = boxes.find((box) => box.value === "none");
      if (value === "none") boxes.forEach((box) => (box.checked = box === none)); // to remove it, pick another value
      else if (none && value !== "none") none.checked = !boxes.some((box) => box.checked && box !== none);
    }
    callbacks.explain(field.options.find((option) => option.value === value));
    callbacks.changed();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const box = boxes[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && box) {
      event.preventDefault();
      box.checked = many ? !box.checked : true;
      onPick(box.value);
      if (many) box.focus();
      else callbacks.next();
    } else if (event.key === "Enter") {
      event.preventDefault();
      callbacks.next();
    } else if (many && ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
      boxes[(boxes.indexOf(event.target) + step + boxes.length) % boxes.length].focus();
    }
  }

  return {
    node,
    focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
    value: () => [...boxes.filter((box) => box.checked).map((box) => box.value), ...extra].join(" "),
    set(wanted) {
      const values = many ? wanted.split(/\s+/).filter(Boolean) : [wanted];
      boxes.forEach((box) => (box.checked = values.includes(box.value)));
      extra = values.filter((value) => value && !field.options.some((option) => option.value === value));
      strange.textContent = extra.length ? `“${extra.join(" ")}” is not in the codebook` : "";
    },
    typed: () => "",
  };
}

// A field of free words. An untouched cell keeps its exact characters; a browser's field would change them.
export function lineField(field, id, callbacks) {
  const input = h("textarea", {
    id,
    rows: field.shape === "words" ? "2" : "1",
    spellcheck: "false",
    on: { input: onInput, keydown: onKey, focus: () => callbacks.explain() },
  });
  let [cell, shown] = ["", ""];

  function onInput() {
    fit();
    callbacks.changed();
  }

  function fit() {
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight + 2, 120)}px`;
  }

  function onKey(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.shiftKey || field.shape === "words") return;
    event.preventDefault();
    callbacks.next();
  }

  return {
    node: input,
    focus: () => input.focus(),
    value: () => (input.value === shown ? cell : input.value),
    set(wanted) {
      input.value = cell = wanted;
      shown = input.value;
      fit();
    },
    typed: () => input.value,
  };
}
