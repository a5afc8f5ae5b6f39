"use strict";
// The address is what is shown: #<passage> lights one passage, #claim-<claim> shows just those of a claim,
// #actor=…&issue=… just those that fit; at=<passage> is the one looked at among them, filters=open opens the filters.
(() => {
  const KEYS = ["actor", "issue", "position", "coder", "differ"];
  const find = (id) => document.getElementById(id);
  const [main, box, count, filters] = ["main", "box", "count", "filters"].map(find);
  const selects = [...filters.querySelectorAll("select")];
  const articles = [...main.querySelectorAll("article")];
  const everything = count.textContent;
  // With a script the address of a claim is a choice and no place: the browser shall not go to its entry.
  const claims = new Map([...main.querySelectorAll(".claims > li")].map((entry) => [entry.id, entry]));
  claims.forEach((entry) => entry.removeAttribute("id"));
  let lit = []; // what has been lit
  let now = {}; // what is shown: { at, claim, name, wanted, chosen, anchor, lost, open }
  let known; // labels and marks by article, found when first asked for
  const root = document.documentElement;
  root.classList.add("js");

  function index() {
    known ??= articles.map((article) => ({
      article,
      labels: [...article.querySelectorAll(".raw a.label")],
      marks: [...article.querySelectorAll(".raw mark")].map((mark) => ({ mark, ids: idsOf(mark), look: mark.className })),
    }));
    return known;
  }

  function idsOf(element) {
    return element.dataset.ids.split(" ").filter(Boolean).map(decodeURIComponent);
  }

  function isLabel(element) {
    return Boolean(element && element.matches(".raw a.label"));
  }

  // What the address asks for.

  function asked() {
    const hash = location.hash.slice(1);
    let id = hash;
    try {
      id = decodeURIComponent(hash);
    } catch {}
    const target = id && find(id);
    if (isLabel(target)) return { at: target };
    if (claims.has(id)) return { claim: claims.get(id), name: id };
    if (target || !hash) return { anchor: target };
    const given = new URLSearchParams(hash);
    const open = given.get("filters") === "open";
    const at = find(given.get("at") ?? "");
    const wanted = Object.fromEntries(KEYS.filter((key) => given.get(key)).map((key) => [key, given.get(key)]));
    const name = "claim-" + given.get("claim");
    const claim = claims.get(name);
    const place = isLabel(at) ? { at } : { anchor: at };
    if (claim) return { claim, name, open, ...place };
    if (Object.keys(wanted).length) return { wanted, open, ...place };
    return open || at ? { open, ...place } : { lost: id };
  }

  function choose({ claim, wanted }) {
    if (claim) return new Set(idsOf(claim));
    if (!wanted) return null;
    const labels = index().flatMap(({ labels }) => labels);
    return new Set(labels.filter((label) => fits(label, wanted)).map((label) => label.id));
  }

  function fits(label, wanted) {
    const { actor, issue, position, coder, differ = "" } = label.dataset;
    if (actor === undefined) return false;
    if (isUntaken(label) && !wanted.coder && !wanted.differ && !switched("untaken")) return false;
    const apart = differ.split(" ").filter(Boolean);
    const alike = { none: !apart.length, any: apart.length > 0 }[wanted.differ] ?? apart.includes(wanted.differ);
    return (
      (!wanted.actor || actor === wanted.actor) &&
      (!wanted.issue || issue === wanted.issue) &&
      (!wanted.position || position === wanted.position) &&
      (!wanted.coder || (coder ? coder.split(" ").map(decodeURIComponent) : coders()).includes(wanted.coder)) &&
      (!wanted.differ || alike)
    );
  }

  function coders() {
    return [...filters.querySelectorAll('[name="coder"] option')].map((option) => option.value);
  }

  function switched(name) {
    return find("switch-" + name).checked;
  }

  function isUntaken(label) {
    return label.classList.contains("untaken");
  }

  // Whether a passage is there for the reader now.
  function visible(label) {
    if (now.chosen) return now.chosen.has(label.id);
    if (isUntaken(label)) return switched("untaken");
    return !label.classList.contains("aside") || switched("names");
  }

  // What is shown.

  function show({ settled = false } = {}) {
    const before = now;
    clear();
    now = asked();
    now.chosen = choose(now);
    const here = anchorOf(before);
    const height = here && here.getBoundingClientRect().top;
    if (now.chosen || before.chosen) paint(now.chosen);
    for (const select of selects) select.value = (now.wanted ?? {})[select.name] ?? "";
    filters.open = Boolean(now.open);
    root.classList.toggle("open", filters.open);
    find("chosen").textContent = chosenWords();
    find("all").hidden = !now.chosen;
    count.textContent = now.lost ? `Nothing here has the address “${now.lost}”; ${everything}` : tally(now.chosen);
    if (now.claim && !now.at) shown().forEach(light);
    if (now.at) light(now.at);
    if (now.at) tell(now.at);
    else if (now.claim) tellClaim(now.claim);
    if (settled) return;
    const goal = now.at ?? (now.chosen && shown()[0]);
    if (goal) bring(goal);
    else if (now.anchor) now.anchor.scrollIntoView();
    else if (here && before.chosen) scrollBy(0, here.getBoundingClientRect().top - height);
  }

  function clear() {
    lit.forEach((piece) => piece.classList.remove("on"));
    lit = [];
    box.hidden = true;
  }

  // The filters that are set, in words.
  function chosenWords() {
    const set = selects.filter((select) => select.value && select.selectedOptions[0]).map((select) => {
      const before = ["coder", "differ"].includes(select.name) ? select.previousElementSibling.textContent + " " : "";
      return before + select.selectedOptions[0].text.replace(/ \([\d,]+\)$/, "");
    });
    return set.length ? ": " + set.join(", ") : "";
  }

  // The passage that keeps its place on the screen when all others come back.
  function anchorOf({ at, chosen }) {
    return at ?? (chosen ? shown(chosen)[0] : null);
  }

  function shown(chosen = now.chosen) {
    if (chosen) return [...chosen].map(find).filter(isLabel);
    return index().flatMap(({ labels }) => labels.filter(visible));
  }

  function paint(chosen) {
    root.classList.toggle("few", Boolean(chosen));
    for (const { article, labels, marks } of index()) {
      const here = chosen ? labels.filter((label) => chosen.has(label.id)) : labels;
      article.hidden = Boolean(chosen) && !here.length;
      if (article.hidden) continue;
      labels.forEach((label) => label.classList.toggle("in", Boolean(chosen) && chosen.has(label.id)));
      marks.forEach(({ mark, ids, look }) => (mark.className = chosen ? lookOf(ids.filter((id) => chosen.has(id))) : look));
    }
  }

  // The look of a mark on which only these passages are shown.
  function lookOf(ids) {
    const labels = ids.map(find);
    const said = labels.filter((label) => label.dataset.position && !isUntaken(label));
    said.sort((one, other) => one.dataset.position - other.dataset.position);
    const tone = (label) => [...label.classList].find((name) => /^[mp]\d$/.test(name));
    const looks = said.length ? [`low-${tone(said[0])}`, `high-${tone(said[said.length - 1])}`] : [];
    for (const name of ["aside", "untaken"]) if (labels.some((label) => label.classList.contains(name))) looks.push(name);
    return looks.join(" ");
  }

  function tally(chosen) {
    if (!chosen) return everything;
    const labels = shown(chosen);
    const is = (name) => labels.filter((label) => label.classList.contains(name)).length;
    const [others, untaken, texts] = [is("aside"), is("untaken"), new Set(labels.map((label) => label.closest("article"))).size];
    const [, all, noun, total, many] = everything.match(/^(\S+) (\S+) in (\S+) (\S+)$/);
    const said = labels.length - others - untaken;
    const told = [`${said || "none"} of ${all} ${noun}`];
    if (others) told.push(others === 1 ? "one fact or note" : `${others} facts and notes`);
    if (untaken) told.push(untaken === 1 ? "one coding not taken over" : `${untaken} codings not taken over`);
    return told.join(", ") + (labels.length ? ` in ${texts} of ${total} ${many}` : "");
  }

  function light(label) {
    const pieces = [...label.closest("article").querySelectorAll(".raw mark")];
    lit.push(label, ...pieces.filter((piece) => idsOf(piece).includes(label.id)));
    lit.forEach((piece) => piece.classList.add("on"));
  }

  // Below the tool bar, however high that is.
  function place(label) {
    const bar = find("tools").offsetHeight;
    label.style.scrollMarginTop = `${bar + 0.2 * (innerHeight - bar)}px`;
    label.scrollIntoView();
  }

  function bring(label) {
    place(label);
    const inBox = now.claim && !now.at && box.querySelector("a");
    (inBox || label).focus({ preventScroll: true });
  }

  // The box.

  function tell(label) {
    const entry = label.closest("article").querySelector(`[data-of="${CSS.escape(label.id)}"]`);
    const here = element("a", { href: "#" + encodeURIComponent(label.id), className: "here", textContent: "address of this passage" });
    withCitations(entry);
    const told = entry.cloneNode(true);
    if (!isUntaken(label) && !told.querySelector(".back")) told.append(element("p", { className: "none", textContent: "No sentence of the brief cites it." }));
    fill("The passage", ...from(), ...told.childNodes, element("p", { className: "foot" }, here));
    here.after(copier(here.href, "the address"));
  }

  // The way back to the sentence from which one came, and the sentence.
  function from() {
    if (!now.claim) return [];
    const sentence = now.claim.querySelector(".sentence").firstChild.textContent;
    return [backTo(now.claim), element("p", { className: "from", textContent: sentence })];
  }

  function tellClaim(claim) {
    const told = claim.cloneNode(true);
    told.querySelector(".return").remove();
    fill("The sentence of the brief", backTo(claim), ...told.childNodes);
  }

  function backTo(claim) {
    const link = claim.querySelector(".back").cloneNode(true);
    link.textContent = "← back to the brief";
    return element("p", {}, link);
  }

  // The citations of an entry as the brief's text takes them, each with a button that copies it.
  function withCitations(entry) {
    if (!entry.dataset.cite || entry.querySelector(".cite")) return;
    const cited = entry.dataset.cite.split(" ").flatMap((text) => [element("code", { textContent: text }), copier(text, text), " "]);
    entry.children[1].append(" ", element("span", { className: "cite" }, ...cited));
  }

  function copier(text, name) {
    const button = element("button", { type: "button", className: "copy", textContent: "copy" });
    button.dataset.text = text;
    button.setAttribute("aria-label", `copy ${name}`);
    const result = element("span", { role: "status" });
    return element("span", { className: "copier" }, " ", button, result);
  }

  // Where a page may not copy, the text is selected for the reader to copy.
  async function copy(button) {
    const result = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(button.dataset.text);
      result.textContent = " copied";
    } catch {
      getSelection().selectAllChildren(button.parentElement.previousElementSibling);
      result.textContent = " selected; copy it with Ctrl+C";
    }
  }

  function fill(name, ...parts) {
    const close = element("button", { type: "button", className: "close", textContent: "×" });
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", leave);
    box.setAttribute("aria-label", name);
    box.replaceChildren(...parts, close);
    box.scrollTop = 0;
    box.hidden = false;
  }

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // Moving.

  function go(place = {}, { replace = false, settled = false } = {}) {
    visit(address(place), replace);
    show({ settled });
  }

  function visit(hash, replace) {
    const url = location.pathname + location.search + (hash && "#" + hash);
    history[replace ? "replaceState" : "pushState"](null, "", url);
  }

  // The address of a place, with the filters as they are: { claim, wanted, at }, all of them optional.
  function address({ claim = "", wanted = {}, at = "" }) {
    const plain = !filters.open && !Object.keys(wanted).length;
    if (plain && !claim) return encodeURIComponent(at);
    if (plain && !at) return encodeURIComponent("claim-" + claim);
    const open = filters.open ? { filters: "open" } : {};
    return String(new URLSearchParams({ ...(claim && { claim }), ...wanted, ...(at && { at }), ...open }));
  }

  // Those among which one is: a claim's, or those that fit.
  function choice() {
    return now.claim ? { claim: now.name.slice("claim-".length) } : { wanted: now.wanted };
  }

  // The place of a passage among those shown, or alone.
  function placeOf(label) {
    return now.chosen && now.chosen.has(label.id) ? { ...choice(), at: label.id } : { at: label.id };
  }

  // Out of the passage to those among which it stands, then to all.
  function leave() {
    const within = box.contains(document.activeElement);
    const at = now.at ?? (now.claim && shown()[0]);
    const among = Boolean(now.at && now.chosen);
    go(among ? choice() : {}, { replace: true, settled: among });
    if (at && within) at.focus({ preventScroll: true });
  }

  function step(by) {
    const labels = shown();
    if (!labels.length) return;
    const from = labels.indexOf(now.at);
    const to = from < 0 ? nearest(labels, by) : (from + by + labels.length) % labels.length;
    go(placeOf(labels[to]), { replace: Boolean(now.at) });
  }

  // The first passage in the text on the screen, or the last.
  function nearest(labels, by) {
    const top = find("tools").getBoundingClientRect().bottom;
    const text = articles.find((article) => !article.hidden && article.getBoundingClientRect().bottom > top);
    const here = labels.map((label) => label.closest("article") === text);
    const found = by > 0 ? here.indexOf(true) : here.lastIndexOf(true);
    return found < 0 ? (by > 0 ? 0 : labels.length - 1) : found;
  }

  const STEPS = { n: 1, j: 1, p: -1, k: -1 };
  addEventListener("hashchange", () => show());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") return event.target.closest("#filters[open]") ? close() : leave();
    const field = event.target.closest("select, textarea, input:not([type=checkbox])");
    if (field || event.ctrlKey || event.metaKey || event.altKey || !switched("keys")) return;
    if (event.key in STEPS) step(STEPS[event.key]);
    const back = event.key === "b" && box.querySelector('a[href^="index.html"]');
    if (back) back.click();
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const button = event.target.closest("button.copy");
    if (button) return copy(button);
    const link = event.target.closest('a[href^="#"]:not(.here)');
    const piece = event.target.closest(".raw mark");
    if (link) follow(event, link);
    else if (piece && !String(getSelection())) turn(piece);
  });

  // A link keeps what is shown and the filters open; the passage looked at leads into the box.
  function follow(event, link) {
    const target = find(decodeURIComponent(link.hash.slice(1)));
    const among = isLabel(target) && now.chosen && now.chosen.has(target.id);
    if (!target || (!among && !filters.open && target !== now.at)) return;
    if (target === now.at) box.querySelector("a").focus();
    else go(among ? placeOf(target) : { at: target.id });
    event.preventDefault();
  }

  // A click on marked words asks for their passage, a second one for the next that they belong to.
  function turn(piece) {
    const labels = idsOf(piece).map(find).filter((label) => visible(label) || (!now.chosen && !isUntaken(label)));
    if (labels.length) go(placeOf(labels[(labels.indexOf(now.at) + 1) % labels.length]));
  }

  // The address tells whether the filters are open.
  filters.addEventListener("toggle", () => {
    if (filters.open === Boolean(now.open) || now.lost) return;
    now.open = filters.open;
    root.classList.toggle("open", filters.open);
    const { at, anchor } = now;
    visit(address({ ...(now.chosen && choice()), at: (at ?? anchor)?.id }), true);
  });
  function close() {
    filters.open = false;
    filters.querySelector("summary").focus();
  }
  main.addEventListener("toggle", (event) => event.target.open && event.target.querySelectorAll("[data-cite]").forEach(withCitations), true);
  find("tools").addEventListener("submit", (event) => event.preventDefault());
  find("tools").addEventListener("change", (event) => {
    if (!event.target.matches("select")) {
      if (event.target.id === "switch-untaken" && now.wanted) show({ settled: true });
      return;
    }
    const given = selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    go({ wanted: Object.fromEntries(given) }, { settled: true });
    const first = now.chosen && shown()[0];
    if (first) place(first);
  });
  find("all").addEventListener("click", () => go());
  find("next").addEventListener("click", () => step(1));
  find("previous").addEventListener("click", () => step(-1));
  show();
})();
