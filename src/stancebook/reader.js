"use strict";
// An address ending in #<passage> lights all pieces of that passage and says in a box what it is.
(() => {
  const box = document.getElementById("box");
  document.documentElement.classList.add("js");

  function asked() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  function clear() {
    document.querySelectorAll(".on").forEach((piece) => piece.classList.remove("on"));
    box.hidden = true;
  }

  function light(id) {
    document.querySelectorAll(`mark[data-ids~="${CSS.escape(id)}"]`).forEach((piece) => piece.classList.add("on"));
  }

  function tell(id) {
    const entry = document.querySelector(`[data-of="${CSS.escape(id)}"]`);
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", leave);
    box.replaceChildren(...entry.cloneNode(true).childNodes, close);
    box.hidden = false;
  }

  function show() {
    clear();
    const id = asked();
    const target = document.getElementById(id);
    if (target && target.matches("a.label")) {
      light(id);
      tell(id);
      target.classList.add("on");
      target.focus({ preventScroll: true });
    } else if (target && target.dataset.ids) {
      target.dataset.ids.split(" ").forEach(light);
    }
  }

  function leave() {
    clear();
    history.replaceState(null, "", location.pathname + location.search);
  }

  addEventListener("hashchange", show);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  // A click on marked words asks for their passage, a second one for the next that they belong to.
  document.addEventListener("click", (event) => {
    const piece = event.target.closest(".raw mark");
    if (!piece || String(getSelection())) return;
    const ids = piece.dataset.ids.split(" ");
    location.hash = encodeURIComponent(ids[(ids.indexOf(asked()) + 1) % ids.length]);
  });
  show();
})();
