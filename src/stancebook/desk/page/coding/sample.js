// The sample of articles to code: all that fit, or a number of them, drawn with a seed so that it can be repeated.

import { button, h, refill } from "../lib/elements.js";

// A panel that draws the sample. `filters` returns the words and the outlet; `drawn` is called after a draw.
export function sampleView(ask, filters, drawn) {
  const number = h("input", {
    type: "number",
    min: "1",
    "aria-label": "How many, drawn at random; empty for all",
    placeholder: "all",
  });
  const seed = h("input", { type: "number", value: "1", "aria-label": "Seed" });
  const result = h("span", { class: "sb-quiet", role: "status" });
  const send = async () => {
    const { keyword, outlet } = filters();
    const random = number.value === "" ? "" : Number(number.value);
    const reply = await ask("draw", { random, seed: Number(seed.value), keyword, outlet });
    refill(result, reply.ok ? `${reply.drawn} drawn into sample.csv` : `NOT drawn: ${reply.why}`);
    if (reply.ok) drawn();
  };
  return h(
    "details",
    { class: "sb-draw" },
    h("summary", {}, "Draw a sample of what is to be coded"),
    h(
      "p",
      {},
      "From the articles with these words in the text and of this outlet, as filtered above: ",
      h("label", {}, "number ", number),
      h("label", {}, " seed ", seed),
      " ",
      button("Draw", send),
      " ",
      result,
    ),
  );
}
