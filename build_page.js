// Joins the modules of the coding desk's page, and the view library that they use, into the one file that the widget
// serves: `node build_page.js [file]`, or `make desk-page`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const licence = readFileSync(`${root}node_modules/preact/LICENSE`, "utf8").trim();

buildSync({
  absWorkingDir: root,
  entryPoints: ["src/stancebook/desk/page/desk.js"],
  outfile: process.argv[2] ?? "src/stancebook/desk/page/desk.bundle.js",
  banner: {
    js: `// Made by \`make desk-page\` from the modules beside this file: edit those.\n/* Preact: ${licence} */`,
  },
  bundle: true,
  preserveSymlinks: true, // the comments name no folder outside, wherever node_modules is
  format: "esm",
  charset: "utf8",
  target: "es2023",
});
