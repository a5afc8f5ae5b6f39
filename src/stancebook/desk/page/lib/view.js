// The view library (Preact), with invisible characters shown as boxes. Everything from a text or a table is shown as text.
//
// A part of the page is a function from what it shows to elements. State is in plain objects; after a change of it, `draw`
// compares the elements with those before and changes only what differs, at once. Elements of a list have a `key`, so that
// each keeps its focus and what is typed in it.

import { Component, createRef, h as element, render } from "preact";
import { signPieces } from "./signs.js";

export { Component, createRef };

// An element: h("p", { class: "sb-quiet", onClick }, "words", [more]). Undefined, null and false are left out.
export function h(tag, props, ...children) {
  return element(tag, props, ...children.map(shown));
}

function shown(child) {
  if (Array.isArray(child)) return child.map(shown);
  return typeof child === "string" ? signPieces(child).map(shownPiece) : child;
}

function shownPiece(piece) {
  if (typeof piece === "string") return piece;
  const { code, units } = piece;
  return element("span", { class: "sb-sign", "data-code": code, "data-units": units, title: code });
}

// Show this in an element of the page, in place of what was there.
export function draw(shownNow, node) {
  render(shownNow, node);
}

export function key(name) {
  return h("kbd", { "aria-hidden": "true" }, name);
}

// A button; `keyName` is the key that does the same.
export function button(label, run, keyName, props) {
  const title = keyName && typeof label === "string" ? `${label} (${keyName})` : undefined;
  return h("button", { type: "button", title, ...props, onClick: run }, label, keyName && [" ", key(keyName)]);
}
