// The view library (Preact), with invisible characters shown as boxes. Everything from a text or a table is shown as text.
//
// A part of the page is a function from what it shows to elements. State is in plain objects; after a change of it, `draw`
// compares the elements with those before and changes only what differs, at once. Elements of a list have a `key`, so that
// each keeps its focus and what is typed in it.

import { Component, h as element, render } from "preact";
import { signPieces } from "./signs.js";

// A part that is drawn again only if one of its properties is another one.
export class Kept extends Component {
  shouldComponentUpdate(next) {
    return Object.keys(next).some((name) => next[name] !== this.props[name]);
  }
}

// An element: h("p.sb-quiet", { onClick }, ["words", more]), with the tag and its classes in one, more of them as `class`,
// and without properties where it has none. Undefined, null and false are left out.
export function h(name, ...parts) {
  const [tag, ...classes] = typeof name === "string" ? name.split(".") : [name];
  const { class: more, ...own } = parts[0]?.constructor === Object ? parts.shift() : {}; // an element has no constructor
  const look = [...classes, more].flat().filter(Boolean).join(" ");
  return element(tag, look ? { class: look, ...own } : own, ...parts.map(shown));
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
