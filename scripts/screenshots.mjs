#!/usr/bin/env node
// Takes the picture of the README from the example site.
//
//   cargo build && npm ci --prefix tests/browser && node scripts/screenshots.mjs
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, fileUrl, withPage } from "../tests/browser/lib/browser.mjs";
import { example, repository } from "../tests/browser/lib/sites.mjs";

const PICTURES = [
  { path: "index.html", file: "screenshot.png", height: 900 },
];

const folder = join(repository, ".github");
mkdirSync(folder, { recursive: true });
for (const { path, file, height } of PICTURES) {
  await withPage({ viewport: { width: 1440, height }, colorScheme: "light" }, async (page) => {
    await page.goto(fileUrl(example(), path));
    // The content's column with an even margin.
    await page.screenshot({ path: join(folder, file), clip: { x: 64, y: 0, width: 1312, height } });
  });
  console.log(`.github/${file}: ${statSync(join(folder, file)).size} bytes`);
}
await closeBrowser();
