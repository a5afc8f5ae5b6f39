// Parts of the page, and ways with keys, that several panes share.

import { button, h } from "./view.js";

// Use up an event, so that nothing around the element takes it.
export function usedUp(event) {
  event.preventDefault();
  event.stopPropagation();
}

export const hasModifier = ({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey;

// The name of a key, with Ctrl+ where one of the keys for commands is held.
export const keyName = ({ key, ctrlKey, metaKey }) => (ctrlKey || metaKey ? `Ctrl+${key}` : key);

// A listener for keys by their names; a key that it knows is used up.
export const onKeys = (actions) => (event) => {
  const run = !event.isComposing && actions[keyName(event)];
  if (!run) return;
  usedUp(event);
  run(event);
};

// Run what a click would on the element with the focus: of a card, say; keys on what it contains are not its own.
export const onOwnKeys = (actions) => (event) => {
  if (event.target === event.currentTarget && !event.altKey) onKeys(actions)(event);
};

// Terms with their words, [term, words] each.
export const termList = (rows, props = {}) =>
  h("dl", props, [rows.map(([term, words]) => [h("dt", term), h("dd", words)])]);

export function meter(label, done, of) {
  const limits = { "aria-valuemin": 0, "aria-valuemax": of, "aria-valuenow": done };
  const width = `${of ? (100 * done) / of : 100}%`;
  return h("span.sb-meter", { role: "progressbar", "aria-label": label, ...limits }, h("span", { style: { width } }));
}

// A field for a reason with buttons that need it, [label, run(reason)] each. Enter stands for the first.
export function reasonField(name, hint, ways, none = () => {}) {
  const send = (field, run) => {
    if (field.value.trim()) return run(field.value.trim());
    field.setAttribute("aria-invalid", "true");
    field.focus();
    return none();
  };
  const onKeyDown = onKeys({ Enter: ({ target }) => send(target, ways[0][1]) });
  const label = { placeholder: hint, "aria-label": hint, dir: "auto" };
  const fieldBeside = ({ currentTarget }) => currentTarget.parentElement.querySelector("input");
  return h("div.sb-ask", [
    h("input", { class: name, type: "text", ...label, onKeyDown }),
    ways.map(([words, run]) => button(words, (event) => send(fieldBeside(event), run), "", { key: words })),
  ]);
}

// Scroll a frame, and nothing else, as little as brings an element of it into view, with a margin around it.
export function scrollWithin(frame, node, margin = 0) {
  if (!frame || !node) return;
  const [box, outer] = [node.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (box.top < outer.top || box.height > outer.height) frame.scrollTop += box.top - outer.top - margin;
  else if (box.bottom > outer.bottom) frame.scrollTop += box.bottom - outer.bottom + margin;
}
