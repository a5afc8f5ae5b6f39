// The mouse in the text: a selection ends where the button is released, even outside of the pane. An end of it is
// { at, units }: a row, and the number of units of its text before the end.

import { snapped } from "../lib/signs.js";
import { goToRow, pointAt } from "./text.js";
import { chooseWords, chosenRange } from "./words.js";

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

// Listen to the mouse in a view of the text; return a function that stops it.
export function mouseIn(view) {
  let pressed = null;
  const onDown = (event) => {
    if (event.button === 0 && view.rows.length) pressed = { extend: event.shiftKey && view.chosen };
  };
  const onUp = (event) => {
    if (!pressed || event.button !== 0) return;
    const { extend } = pressed;
    pressed = null;
    onRelease(view, event, extend);
  };
  view.list.addEventListener("mousedown", onDown);
  document.addEventListener("mouseup", onUp, true); // also outside of the pane, and before another listener can stop the event
  return () => document.removeEventListener("mouseup", onUp, true);
}

function onRelease(view, event, extend) {
  const selection = document.getSelection();
  if (extend) {
    const end = endNear(view, event);
    selection.removeAllRanges();
    if (end) extendChosen(view, end);
    return;
  }
  const ends = selection.rangeCount && !selection.isCollapsed ? selectedEnds(view, selection, event) : null;
  if (!ends) return clickText(view, event);
  selection.removeAllRanges();
  chooseBetween(view, ...ends);
}

function rowAt({ list, rows }, container, offset) {
  const element = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
  const node = element?.closest(".sb-sentence");
  if (node && list.contains(node)) return Number(node.dataset.at);
  if (container === list) return Math.min(offset, rows.length - 1);
  return list.compareDocumentPosition(container) & Node.DOCUMENT_POSITION_PRECEDING ? 0 : rows.length - 1;
}

function endAt(view, [container, offset]) {
  const at = rowAt(view, container, offset);
  const { words, text } = view.rows[at];
  return { at, units: Math.min(unitsUpTo(words, container, offset), text.length) };
}

// The end nearest to the pointer; if the pointer is outside of the pane, the end is in the nearest line inside.
function endNear(view, event) {
  const { list } = view;
  const frame = list.getBoundingClientRect();
  const x = Math.max(frame.left + 2, Math.min(event.clientX, frame.left + list.clientWidth - 3));
  const y = Math.max(frame.top + 2, Math.min(event.clientY, frame.bottom - 3));
  const boundary = boundaryAt(x, y);
  return boundary && list.contains(boundary[0]) ? endAt(view, boundary) : null;
}

// Both ends of the browser's own selection; an end outside of the pane moves back inside.
function selectedEnds(view, selection, event) {
  const { list } = view;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(list)) return null;
  const inside = list.contains(range.startContainer) && list.contains(range.endContainer);
  if (inside && (isOver(list, event) || event.detail > 1))
    return [endAt(view, [range.startContainer, range.startOffset]), endAt(view, [range.endContainer, range.endOffset])];
  if (!list.contains(selection.anchorNode)) return null;
  const [from, to] = [endAt(view, [selection.anchorNode, selection.anchorOffset]), endNear(view, event)];
  if (!to) return null;
  return from.at < to.at || (from.at === to.at && from.units <= to.units) ? [from, to] : [to, from];
}

function isOver(node, { clientX: x, clientY: y }) {
  const { left, right, top, bottom } = node.getBoundingClientRect();
  return x >= left && x <= right && y >= top && y <= bottom;
}

function chooseBetween(view, start, end) {
  const { rows } = view;
  let [first, from, last, to] = [start.at, start.units, end.at, end.units];
  if (from >= rows[first].text.length && first < last) [first, from] = [first + 1, 0];
  if (!to && last > first) [last, to] = [last - 1, rows[last - 1].text.length];
  const head = snapped(rows[first].text, from, first === last ? to : rows[first].text.length);
  const tail = first === last ? head : snapped(rows[last].text, 0, to);
  if (!head || !tail) return goToRow(view, first);
  const ends = [{ at: first, from: head[0], to: head[0] }, { at: last, from: tail[1], to: tail[1] }];
  chooseWords(view, ...ends, { follow: false });
  pointAt(view);
}

function extendChosen(view, { at, units }) {
  const { first, from, last, to } = chosenRange(view);
  const before = at < first || (at === first && units < from);
  if (before) chooseBetween(view, { at, units }, { at: last, units: to });
  else chooseBetween(view, { at: first, units: from }, { at, units });
}

function clickText(view, event) {
  const node = event.target instanceof Element ? event.target.closest(".sb-sentence") : null;
  if (!node || !view.list.contains(node)) return;
  goToRow(view, Number(node.dataset.at));
  const end = endNear(view, event);
  if (!end || !event.target.closest(".sb-mark")) return;
  const here = view.rows[end.at].marks.filter(({ from, to }) => from <= end.units && end.units <= to);
  if (here.length) view.callbacks.touched(here.map(({ entry }) => entry));
}
