// The page of one text among many: what is chosen goes along to the text before and behind, and to all texts.
(() => {
  const main = document.getElementById("main");
  const everywhere = document.getElementById("everywhere");

  // What the address chooses, without the place within this text; empty if it chooses nothing.
  function choice() {
    const hash = location.hash.slice(1);
    const given = new URLSearchParams(hash.includes("=") ? hash : "");
    given.delete("at");
    given.delete("filters");
    return given;
  }

  function lead() {
    const chosen = String(choice());
    everywhere.hidden = !chosen || choice().has("claim");
    everywhere.href = `${main.dataset.index}#${chosen}`;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.beside");
    if (!link) return;
    link.dataset.page ??= link.getAttribute("href"); // where it leads without a choice
    link.href = link.dataset.page;
    const chosen = choice();
    if (!String(chosen)) return;
    chosen.append("beside", main.dataset.article);
    chosen.append("by", link.dataset.by);
    link.href = `${main.dataset.index}#${chosen}`;
  }, true);
  addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("select, textarea");
    const back = document.querySelector('#box a[href^="../index.html"]');
    if (event.key === "b" && plain && back && document.getElementById("switch-keys").checked) back.click();
  });
  // The address changes without an event when a passage is chosen here, but then the count or the box does too.
  new MutationObserver(lead).observe(document.getElementById("count"), { childList: true });
  lead();
})();
