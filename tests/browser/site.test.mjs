// Looks at built sites in Chromium. One browser for all; each check has contexts of its own.
//
//   npm ci && npm test          needs target/debug/phasebook (cargo build) and Chromium
import { after, describe } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";

// Beside them stand checks that are still being fitted to the newest pages: markup, filter, theme, lists,
// heatmap, plans, rollback, valid.
const NAMES = [
  "opened", "safe", "layout", "zoom", "colours", "accessible", "keyboard", "without-script", "interaction", "search",
  "print", "budgets",
];
const checks = await Promise.all(NAMES.map((name) => import(`./checks/${name}.mjs`)));

describe("built sites", () => {
  for (const [i, name] of NAMES.entries()) describe(name.replaceAll("-", " "), checks[i].default);
  after(closeBrowser);
});
