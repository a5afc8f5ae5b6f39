"use strict";
// The index of many texts. An address that asks for a passage, a text or a claim on one text leads on to the page of
// that text; #actor=…&issue=… lists what fits in all texts; with beside=<text>&by=1 or -1 it leads to the next text
// with such a passage. The addresses are those of the evidence on one page.
(() => {
  const KEYS = ["actor", "issue", "position", "coder", "differ"];
  const find = (id) => document.getElementById(id);
  const { texts, labels } = JSON.parse(find("data").textContent);
  const selects = [...document.querySelectorAll("#filters select")];
  const [count, list, all] = ["count", "found", "all"].map(find);
  const everything = count.textContent;
  const places = new Map(); // the page of each passage and text
  for (const { article, page, passages } of texts) {
    places.set("text-" + article, page);
    for (const [id] of passages) places.set(id, page);
  }
  document.documentElement.classList.add("js");

  const idsOf = (claim) => claim.dataset.ids.split(" ").filter(Boolean).map(decodeURIComponent);

  function decoded(hash) {
    try {
      return decodeURIComponent(hash);
    } catch {
      return hash;
    }
  }

  // The claim of this name, if the address has the form of a claim's.
  function claimOf(name) {
    const found = name.startsWith("claim-") && find(name);
    return found && found.matches(".claims > li") ? found : null;
  }

  // The page to which an address leads on, with the address there; nothing if it stays here.
  function ahead(hash) {
    const id = decoded(hash);
    if (places.has(id)) return `${places.get(id)}#${hash}`;
    const claim = claimOf(id);
    const pages = claim ? new Set(idsOf(claim).map((each) => places.get(each)).filter(Boolean)) : [];
    if (pages.size === 1) return `${[...pages][0]}#${hash}`;
    const given = new URLSearchParams(hash);
    if (places.has(given.get("at"))) return `${places.get(given.get("at"))}#${hash}`;
    return given.has("beside") ? beside(given) : "";
  }

  // The nearest text before or behind another that has what is asked for.
  function beside(given) {
    const [from, by] = [given.get("beside"), Number(given.get("by")) || 1];
    for (const name of ["beside", "by"]) given.delete(name);
    const start = texts.findIndex(({ article }) => article === from);
    const fits = fitting(given);
    for (let step = 1; step <= texts.length; step++) {
      const text = texts[(start + by * step + texts.length * step) % texts.length];
      if (!fits || text.passages.some(fits)) return `${text.page}#${given}`;
    }
    return "";
  }

  // Whether a passage is among those of the claim or of the values that an address gives; null if it asks for none.
  function fitting(given) {
    const claim = claimOf("claim-" + given.get("claim"));
    if (claim) {
      const ids = new Set(idsOf(claim));
      return ([id]) => ids.has(id);
    }
    const wanted = Object.fromEntries(KEYS.filter((key) => given.get(key)).map((key) => [key, given.get(key)]));
    if (!Object.keys(wanted).length) return null;
    const met = labels.map((label) => meets(label, wanted));
    return ([, label]) => met[label];
  }

  function meets({ look, data }, wanted) {
    if (data.actor === undefined) return false;
    if (look === "untaken" && !wanted.coder && !wanted.differ && !find("switch-untaken").checked) return false;
    const coders = [...document.querySelectorAll('#filters [name="coder"] option')].map((option) => option.value);
    const coded = data.coder ? data.coder.split(" ").map(decodeURIComponent) : coders;
    const apart = (data.differ ?? "").split(" ").filter(Boolean);
    const alike = { none: !apart.length, any: apart.length > 0 }[wanted.differ] ?? apart.includes(wanted.differ);
    const same = ["actor", "issue", "position"].every((key) => !wanted[key] || data[key] === wanted[key]);
    return same && (!wanted.coder || coded.includes(wanted.coder)) && (!wanted.differ || alike);
  }

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // A text with its passages that fit: each leads to its place, with the filters.
  function entry({ page, heading }, found, given) {
    const links = found.map(([id, at]) => {
      const { look, text, about } = labels[at];
      const href = `${page}#${new URLSearchParams([...given, ["at", id]])}`;
      return element("a", { className: `label ${look}`, href }, text, element("i", {}, " " + about));
    });
    const title = element("a", { href: `${page}#${given}`, textContent: heading });
    const chips = element("p", {}, ...links.flatMap((link) => [link, " "]));
    return element("article", {}, element("h2", { dir: "auto" }, title), chips);
  }

  function show() {
    const hash = location.hash.slice(1);
    const goal = hash && ahead(hash);
    if (goal) return location.replace(goal);
    const given = new URLSearchParams(hash);
    const fits = fitting(given);
    const open = given.get("filters") === "open";
    for (const select of selects) select.value = given.get(select.name) ?? "";
    if (open) find("filters").open = true;
    const found = fits ? texts.map((text) => [text, text.passages.filter(fits)]).filter(([, each]) => each.length) : [];
    list.replaceChildren(...found.map(([text, each]) => entry(text, each, given)));
    list.hidden = !fits;
    find("texts").hidden = Boolean(fits);
    all.hidden = !fits;
    document.documentElement.classList.toggle("few", Boolean(fits));
    find("chosen").textContent = chosenWords();
    count.textContent = told(hash, fits, found);
    const place = !fits && find(decoded(hash));
    if (place) place.scrollIntoView();
  }

  function told(hash, fits, found) {
    const known = !hash || fits || find(decoded(hash)) || new URLSearchParams(hash).get("filters") === "open";
    if (!known) return `Nothing here has the address “${decoded(hash)}”; ${everything}`;
    if (!fits) return everything;
    const [, total, noun, texts, many] = everything.match(/^(\S+) (\S+) in (\S+) (\S+)$/);
    const looks = found.flatMap(([, each]) => each.map(([, at]) => labels[at].look));
    const untaken = looks.filter((look) => look === "untaken").length;
    const others = looks.filter((look) => look === "aside").length;
    const said = (looks.length - untaken - others || "none").toLocaleString("en");
    const told = [`${said} of ${total} ${noun}`];
    if (others) told.push(others === 1 ? "one fact or note" : `${others.toLocaleString("en")} facts and notes`);
    if (untaken) told.push(untaken === 1 ? "one coding not taken over" : `${untaken.toLocaleString("en")} codings not taken over`);
    return told.join(", ") + (looks.length ? ` in ${found.length.toLocaleString("en")} of ${texts} ${many}` : "");
  }

  function chosenWords() {
    const set = selects.filter((select) => select.value && select.selectedOptions[0]);
    const words = set.map((select) => select.selectedOptions[0].text.replace(/ \([\d,]+\)$/, ""));
    return words.length ? ": " + words.join(", ") : "";
  }

  find("tools").addEventListener("submit", (event) => event.preventDefault());
  find("tools").addEventListener("change", (event) => {
    if (!event.target.matches("select")) return show();
    const given = selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    location.hash = String(new URLSearchParams([...given, ["filters", "open"]]));
  });
  all.addEventListener("click", () => (location.hash = ""));
  addEventListener("hashchange", show);
  show();
})();
