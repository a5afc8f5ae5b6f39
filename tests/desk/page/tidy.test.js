// The sources of the page as a whole: their format, and that each export, each class and each colour is used.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";

const ROOT = new URL("../../../", import.meta.url);
const PAGE = "src/stancebook/desk/page";
const WIDTH = 120;

const read = (path) => readFileSync(new URL(path, ROOT), "utf8");
const filesIn = (folder, ending) =>
  readdirSync(new URL(folder, ROOT), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
const modules = filesIn(PAGE, ".js").filter((path) => !path.endsWith(".bundle.js"));
const sheets = filesIn(PAGE, ".css");
const tests = [...filesIn("tests/desk", ".js"), ...filesIn("tests/desk", ".py"), ...filesIn("tests/support", ".py")];
const textOf = (paths) => paths.map(read).join("\n");
const found = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name));
const without = (names, used) => [...names].filter((name) => !used.has(name));

test("modules, their tests and the build are as prettier formats them", async () => {
  const paths = [...modules, ...filesIn("tests/desk/page", ".js"), "build_page.js"];
  const options = await prettier.resolveConfig(fileURLToPath(new URL("build_page.js", ROOT)));
  assert.equal(options.printWidth, WIDTH);
  const checked = paths.map(async (path) => [path, await prettier.check(read(path), { ...options, filepath: path })]);
  const wrong = (await Promise.all(checked)).filter(([, formatted]) => !formatted);
  assert.deepEqual(wrong, [], "run: npm run format");
});

test("no line of a style sheet is longer than one of a module", () => {
  const long = sheets.flatMap((path) => read(path).split("\n")).filter((line) => line.length > WIDTH);
  assert.deepEqual(long, []);
});

test("each export is imported by another module or by a test", () => {
  const imported = new Set();
  for (const [, names] of textOf([...modules, ...tests]).matchAll(/import\s*\{([^}]*)\}/g))
    for (const name of names.split(",")) imported.add(name.trim().split(" as ")[0]);
  for (const [, name] of textOf(modules).matchAll(/\bchoosing\.(\w+)/g)) imported.add(name);
  const exported = found(textOf(modules), /^export (?:async )?(?:function|const|class) (\w+)/gm);
  assert.ok(exported.size > 100);
  assert.deepEqual(without(exported, imported), []);
});

test("each class of a style sheet is on the page, and each class of the page has a use", () => {
  const pattern = /\b(s[ab]-[a-z][\w-]*[a-z0-9])\b/g;
  const [onPage, styled] = [found(textOf(modules), pattern), found(textOf(sheets), pattern)];
  const made = /^sb-(white|black)$|^sb-(at|is|field)-|^sb-[mpq][0-2]?$/; // of a value: sb-at-finished, sb-is-fact, sb-p1
  const unused = without(styled, onPage).filter((name) => !made.test(name));
  assert.deepEqual(unused, []);
  const selected = found(textOf([...modules, ...tests]), /\.(s[ab]-[a-z][\w-]*)/g); // also where the class is given
  const given = found(textOf(modules), /h\(\s*"\w+((?:\.s[ab]-[\w-]+)+)"/g);
  const bare = without(onPage, styled).filter((name) => !textOf(tests).includes(name));
  assert.deepEqual([bare.filter((name) => !made.test(name)), given.size > 50, selected.size > 50], [[], true, true]);
});

test("each variable of the style sheets is used", () => {
  const text = textOf(sheets);
  assert.deepEqual(without(found(text, /(--[\w-]+):/g), found(text, /var\((--[\w-]+)/g)), []);
});
