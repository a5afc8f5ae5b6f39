"use strict";
// A mark that is hovered, focused or touched shows its note in a box; a click goes to the passages, and with the switch
// on a click on the backed words does so too.
(() => {
  const box = document.getElementById("box");
  const sources = document.getElementById("switch");
  let owner = null;
  let waiting = 0;
  let used = false; // who lands on a mark by its address has not asked for its box
  document.documentElement.classList.add("js");

  // A passage is shown among those of its claim; without a script it is shown alone.
  function show(link, name) {
    if (!link.matches('[href^="evidence.html#"]:not(.checks)')) return;
    link.setAttribute("href", `evidence.html#claim=${name.slice("claim-".length)}&at=${link.hash.slice(1)}`);
  }
  for (const mark of document.querySelectorAll(".mark")) show(mark, encodeURIComponent(mark.id));
  for (const back of document.querySelectorAll(".back")) {
    for (const link of back.parentElement.querySelectorAll("a")) show(link, back.hash.slice(1));
  }

  // The words of a note, without its links.
  function words(note) {
    const copy = note.cloneNode(true);
    copy.querySelectorAll(".checks, .back").forEach((link) => link.remove());
    copy.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
    return copy.childNodes;
  }

  function place(mark) {
    const { left, top, bottom } = mark.getBoundingClientRect();
    const below = innerHeight - bottom >= Math.min(top, box.scrollHeight + 16);
    box.style.maxHeight = `${Math.max(below ? innerHeight - bottom : top, 80) - 16}px`;
    const start = Math.min(left, document.documentElement.clientWidth - box.offsetWidth - 8);
    box.style.left = `${Math.max(8, start) + scrollX}px`;
    box.style.top = `${(below ? bottom + 6 : top - box.offsetHeight - 6) + scrollY}px`;
    box.tabIndex = box.scrollHeight > box.clientHeight ? 0 : -1;
  }

  function open(mark) {
    clearTimeout(waiting);
    if (mark === owner) return;
    close();
    box.replaceChildren(...words(document.getElementById(mark.dataset.note)));
    box.hidden = false;
    place(mark);
    mark.setAttribute("aria-describedby", "box");
    owner = mark;
  }

  function close() {
    if (owner) owner.removeAttribute("aria-describedby");
    box.hidden = true;
    owner = null;
  }

  // Whoever goes from a mark to its box crosses a gap; the box of a mark in focus stays.
  function closeSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => [owner, box].includes(document.activeElement) || close(), 250);
  }

  function enter({ target }) {
    const mark = target.closest(".mark");
    if (mark) open(mark);
    else if (box.contains(target)) clearTimeout(waiting);
    else if (owner) closeSoon();
  }

  // A box too long for the screen comes after its mark, to be scrolled by keyboard; from it one goes on as from the mark.
  function step(event) {
    if (!owner || !["Tab", "Escape"].includes(event.key)) return;
    const within = document.activeElement === box;
    const on = event.key === "Tab" && !event.shiftKey;
    const into = on && document.activeElement === owner && box.tabIndex === 0;
    if (into) box.focus();
    if (within) owner.focus();
    if (into || (within && !on)) event.preventDefault();
    if (event.key === "Escape") close();
  }

  document.addEventListener("pointerover", enter);
  document.addEventListener("focusin", (event) => used && enter(event));
  for (const use of ["keydown", "pointerdown"]) addEventListener(use, () => (used = true), true);
  document.addEventListener("focusout", closeSoon);
  for (const leave of ["pagehide", "resize"]) addEventListener(leave, close);
  addEventListener("keydown", step);
  document.addEventListener("click", ({ target }) => {
    const backed = sources.checked && !target.closest("a") && !String(getSelection()) && target.closest(".backed");
    if (backed) document.getElementById(backed.dataset.mark).click();
  });
})();
