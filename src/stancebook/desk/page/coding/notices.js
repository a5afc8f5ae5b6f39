// Notices: what the user has to know stays above the right pane until the user goes on.

// Add a notice of some sentences, with buttons of [label, run], or one to go on.
function addNotice(desk, title, sentences, ...buttons) {
  const notice = { title, plain: !buttons.length };
  notice.away = () =>
    keepingFocus(desk, () => {
      desk.notices = desk.notices.filter((other) => other !== notice);
      drawNotices(desk);
    });
  const goOn = button("Go on", notice.away, desk.user === "adjudication" ? "" : "Esc");
  const actions = buttons.map(([label, run]) => button(label, () => (notice.away(), run())));
  notice.node = h(
    "div",
    { class: "sb-notice", role: "group", "aria-label": title },
    h("h3", {}, title),
    sentences.length > 0 && h("ul", {}, noticeLines(sentences)),
    h("p", { class: "sb-buttons" }, notice.plain ? goOn : actions),
  );
  desk.notices = [...desk.notices.filter((other) => other.title !== title || !other.plain), notice];
  drawNotices(desk);
  return notice;
}

function noticeLines(sentences, most = 12) {
  const more = sentences.length - most;
  return [...sentences.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].map((words) => h("li", {}, words));
}

function drawNotices(desk) {
  const { board, notices } = desk;
  keepingFocus(desk, () => {
    board.replaceChildren(...notices.map(({ node }) => node));
    board.hidden = !notices.length;
  });
}

// Tell what others changed, and read the shown article again.
function changedElsewhere(desk, changes, because = "") {
  const told = changes.map((change) => change.told ?? `${change.file}, row ${change.row ?? "?"}`);
  addNotice(desk, "Changed elsewhere", because ? [...told, because] : told);
  const first = told.length ? `: ${told[0]}` : "";
  const more = told.length > 1 ? ` and ${told.length - 1} more` : "";
  sayDone(desk, `changed elsewhere${first}${more}`, "changed");
  if (desk.screen === "adjudicating") desk.adjudication?.changed?.(changes);
  else if (desk.article) rereadArticle(desk);
}
