"use strict";
// The search in all texts: #words lists the texts that have these words, each with its first places; a link leads to the
// page of the text, at the words.
(() => {
  const TEXTS = 200, PLACES = 3, AROUND = 60; // texts listed; places of a text; characters around a place
  const find = (id) => document.getElementById(id);
  const texts = JSON.parse(find("data").textContent);
  const everything = find("count").textContent;
  document.documentElement.classList.add("js");

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const fragment = (words) => "#:~:text=" + encodeURIComponent(words).replace(/-/g, "%2D");

  // The excerpt begins and ends at a space, if there is one near.
  function excerpt(page, text, { index, 0: words }) {
    const from = Math.max(0, index - AROUND), space = text.slice(from, index).search(/\s/);
    const start = from && space >= 0 ? from + space + 1 : from;
    const behind = text.slice(index + words.length, index + words.length + AROUND);
    const end = index + words.length + Math.max(behind.search(/\s\S*$/), 0);
    const place = element("a", { href: page + fragment(words) }, element("mark", { className: "low-p2 high-p2" }, words));
    return element("p", { dir: "auto" }, start ? "… " : "", text.slice(start, index), place, text.slice(index + words.length, end), " …");
  }

  function search(words) {
    const pattern = words.trim().split(/\s+/).map(escaped).join("\\s+");
    const found = [];
    for (const [page, heading, text] of pattern ? texts : []) {
      const places = [...text.matchAll(new RegExp(pattern, "giu"))];
      if (places.length) found.push([page, heading, text, places]);
    }
    const number = found.length.toLocaleString("en");
    const shown = found.length > TEXTS ? `; the first ${TEXTS} are shown` : "";
    find("count").textContent = pattern ? `“${words.trim()}”: in ${number} of ${everything}${shown}` : everything;
    find("found").replaceChildren(...found.slice(0, TEXTS).map(([page, heading, text, places]) => {
      const title = element("h2", { dir: "auto" }, element("a", { href: page, textContent: heading }), ` (${places.length})`);
      return element("li", {}, title, ...places.slice(0, PLACES).map((place) => excerpt(page, text, place)));
    }));
  }

  function asked() {
    try {
      find("words").value = decodeURIComponent(location.hash.slice(1));
    } catch {}
    search(find("words").value);
  }
  find("search").addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = encodeURIComponent(find("words").value);
  });
  addEventListener("hashchange", asked);
  asked();
})();
