// Elements of the page, and ids. Everything from a text or a table is shown as text.

import { signPieces } from "./signs.js";

export { freshId } from "./ids.js";

// Create an element. `class` is its class, `on` holds a listener for each event, `text` and children are shown as text.
// Undefined, null and false are left out; every other property is an attribute.
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "class") node.className = value;
    else if (name === "text") fill(node, value);
    else if (name === "value" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  fill(node, ...children);
  return node;
}

// Append children to a node: nodes as they are, everything else as text, with boxes for signs that one cannot see.
export function fill(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(...(child instanceof Node ? [child] : shownSigns(String(child))));
  }
  return node;
}

// A text as nodes, with a box for each invisible character.
export function shownSigns(text) {
  return signPieces(text).map((piece) => {
    if (typeof piece === "string") return document.createTextNode(piece);
    const { code, units } = piece;
    return h("span", { class: "sb-sign", "data-code": code, "data-units": units, title: code });
  });
}

// Replace the children of a node.
export function refill(node, ...children) {
  node.replaceChildren();
  return fill(node, ...children);
}

export function key(name) {
  return h("kbd", { "aria-hidden": "true" }, name);
}

export function button(label, run, keyName, props = {}) {
  const name = typeof label === "string" ? label : undefined;
  return h(
    "button",
    { type: "button", title: keyName && name ? `${name} (${keyName})` : undefined, ...props, on: { click: run } },
    label,
    keyName && [" ", key(keyName)],
  );
}
