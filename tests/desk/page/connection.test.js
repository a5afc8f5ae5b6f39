// The connection to the kernel: what is sent when, and what the browser keeps.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { connectToKernel } from "../../../src/stancebook/desk/page/lib/connection.js";

let model, connection, seen, stored;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1e12 });
  stored = new Map();
  globalThis.localStorage = {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, text) => stored.set(name, text),
  };
  const listeners = [];
  model = { sent: [], send: (message) => model.sent.push(message), on: (_, each) => listeners.push(each), off() {} };
  model.answers = (message, reply) => listeners.forEach((each) => each({ id: message.id, ok: true, ...reply }));
  seen = { late: [], changes: [], resumed: 0 };
  connection = connectToKernel(model, {
    state() {},
    changes: (changes) => seen.changes.push(...changes),
    late: (message, reply) => seen.late.push([message.ask, reply.ok]),
    resumed: () => seen.resumed++,
  });
  connection.begin("toy", "coder_a", "1");
});

const writes = () => model.sent.filter(({ ask }) => ask !== "ping");

test("messages that write go one at a time, each with the version after the one before", async () => {
  const [one, two] = [connection.ask("nothing", { article: "010" }), connection.ask("nothing", { article: "020" })];
  assert.equal(writes().length, 1);
  model.answers(writes()[0], { version: "2" });
  assert.equal((await one).version, "2");
  assert.deepEqual(
    writes().map((message) => message.seen),
    ["1", "2"],
  );
  model.answers(writes()[1], { version: "3" });
  await two;
  assert.equal(connection.unsaved().length, 0);
  assert.equal(connection.seen(), "3");
});

test("without an answer the same message goes again, and counts as unsaved until it is answered", async () => {
  const request = connection.ask("save", { article: "010" });
  mock.timers.tick(5100);
  assert.equal((await request).kind, "silent");
  assert.ok(connection.silent());
  connection.sendAgain();
  const [first, again] = writes();
  assert.deepEqual(first, again);
  model.answers(again, { version: "2" });
  assert.deepEqual(seen.late, [["save", true]]);
  assert.ok(!connection.silent());
});

test("the browser keeps a message until it is answered, and the next session sends it", () => {
  connection.ask("save", { article: "010" });
  const kept = () => Object.keys(JSON.parse(stored.get("stancebook-desk:toy:coder_a")).messages);
  assert.deepEqual(kept(), [writes()[0].id]);
  connection.begin("toy", "coder_a", "1");
  assert.equal(writes().length, 2);
  model.answers(writes()[1], {});
  assert.deepEqual(kept(), []);
});

test("a kernel that forgot the session is asked to begin it again, and then gets the message", async () => {
  const request = connection.ask("nothing", { article: "010" });
  model.answers(writes()[0], { ok: false, kind: "gone" });
  assert.equal(writes()[1].ask, "begin");
  model.answers(writes()[1], { version: "9" });
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(seen.resumed, 1);
  assert.equal(writes().at(-1).ask, "nothing");
  model.answers(writes().at(-1), { version: "10" });
  assert.ok((await request).ok);
});

test("changes by others come with a pong, but not one's own act that was written meanwhile", () => {
  mock.timers.tick(2000);
  const [ping] = model.sent.filter(({ ask }) => ask === "ping");
  model.answers(ping, { version: "2", changes: [{ text: "row 2 added" }] });
  assert.deepEqual(seen.changes, [{ text: "row 2 added" }]);
  mock.timers.tick(2000);
  const later = model.sent.filter(({ ask }) => ask === "ping").at(-1);
  connection.ask("nothing", {});
  model.answers(writes().at(-1), { version: "3" });
  model.answers(later, { version: "3", changes: [{ text: "one's own" }] });
  assert.equal(seen.changes.length, 1);
});
