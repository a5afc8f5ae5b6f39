// The mouse in the text: a selection ends where the button is released, even outside of the pane. It takes whole words;
// with Alt or Ctrl, characters. An end of it is { at, units }: a row, and the number of units of its text before the end.

import { chooseBetween, extendTo, goToRow } from "./choosing.js";
import { pointAtEntries } from "./entries.js";
import { beginEntry, beginLike, lastOf } from "./filling.js";
import { moveInText } from "./text.js";

export function pressMouse(desk, event) {
  if (event.button === 0 && desk.text.rows.length) desk.pressed = { extend: event.shiftKey && desk.text.chosen };
}

// Handle the release of the button anywhere on the page.
export function releaseMouse(desk, event) {
  if (!desk.pressed || event.button !== 0) return;
  const { extend } = desk.pressed;
  desk.pressed = null;
  const list = desk.root.querySelector(".sb-text");
  const selection = document.getSelection();
  const exact = event.altKey || event.ctrlKey || event.metaKey;
  if (extend) {
    const end = endNear(desk, list, event);
    selection.removeAllRanges();
    return end && moveInText(desk, extendTo, end, exact);
  }
  const ends = selection.rangeCount && !selection.isCollapsed ? selectedEnds(desk, list, selection, event) : null;
  if (!ends) return clickText(desk, list, event);
  selection.removeAllRanges();
  moveInText(desk, chooseBetween, ...ends, exact);
  if (!desk.dragCodes || desk.form || !desk.text.chosen || event.detail > 1) return;
  if (lastOf(desk, "statement")) beginLike(desk);
  else beginEntry(desk, "statement");
}

// The number of units of a text before a boundary (container, offset) in the nodes that show the text.
function unitsUpTo(words, container, offset) {
  const range = document.createRange();
  range.selectNodeContents(words);
  const side = range.comparePoint(container, offset);
  if (side) return side < 0 ? 0 : Infinity;
  if (container.classList?.contains("sb-sign")) range.setEndBefore(container);
  else range.setEnd(container, offset);
  const copy = range.cloneContents();
  const signs = [...copy.querySelectorAll(".sb-sign")].reduce((sum, sign) => sum + Number(sign.dataset.units), 0);
  return copy.textContent.length + signs;
}

function boundaryAt(x, y) {
  const spot = document.caretPositionFromPoint?.(x, y);
  if (spot) return [spot.offsetNode, spot.offset];
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}

function endAt({ text }, list, [container, offset]) {
  const element = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
  const node = element?.closest(".sb-sentence");
  const last = text.rows.length - 1;
  let at = list.compareDocumentPosition(container) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : last;
  if (node && list.contains(node)) at = Number(node.dataset.at);
  else if (list.contains(container)) at = Number(sentenceAfter(container, offset)?.dataset.at ?? last);
  const words = list.querySelector(`[data-at="${at}"] .sb-words`);
  return { at, units: Math.min(unitsUpTo(words, container, offset), text.rows[at].text.length) };
}

// The sentence behind a boundary between sentences, or between parts of the text.
function sentenceAfter(container, offset) {
  const next = container.childNodes[offset];
  return next?.matches(".sb-sentence") ? next : next?.querySelector(".sb-sentence");
}

// The end nearest to the pointer; if the pointer is outside of the pane, the end is in the nearest line inside.
function endNear(desk, list, event) {
  const frame = list.getBoundingClientRect();
  const x = Math.max(frame.left + 2, Math.min(event.clientX, frame.left + list.clientWidth - 3));
  const y = Math.max(frame.top + 2, Math.min(event.clientY, frame.bottom - 3));
  const boundary = boundaryAt(x, y);
  return boundary && list.contains(boundary[0]) ? endAt(desk, list, boundary) : null;
}

// Both ends of the browser's own selection; an end outside of the pane moves back inside.
function selectedEnds(desk, list, selection, event) {
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(list)) return null;
  const inside = list.contains(range.startContainer) && list.contains(range.endContainer);
  const ends = [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
  if (inside && (isOver(list, event) || event.detail > 1))
    return [endAt(desk, list, ends.slice(0, 2)), endAt(desk, list, ends.slice(2))];
  if (!list.contains(selection.anchorNode)) return null;
  const [from, to] = [endAt(desk, list, [selection.anchorNode, selection.anchorOffset]), endNear(desk, list, event)];
  if (!to) return null;
  return from.at < to.at || (from.at === to.at && from.units <= to.units) ? [from, to] : [to, from];
}

function isOver(node, { clientX: x, clientY: y }) {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}

function clickText(desk, list, event) {
  const node = event.target instanceof Element ? event.target.closest(".sb-sentence") : null;
  if (!node || !list.contains(node)) return;
  const at = Number(node.dataset.at);
  const end = event.target.closest(".sb-mark") && endNear(desk, list, event);
  moveInText(desk, goToRow, at);
  if (!end) return;
  const touched = desk.text.rows[end.at].marks.filter(({ from, to }) => from <= end.units && end.units <= to);
  pointAtEntries(
    desk,
    touched.map(({ name }) => name),
  );
}
