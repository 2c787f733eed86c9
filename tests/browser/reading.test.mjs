// What readers find on a built site and do with it, in Chromium.
//
//   npm ci && npm test          needs target/debug/phasebook (cargo build) and Chromium
import { after, describe } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";

const NAMES = [
  "keyboard", "without-script", "interaction", "theme", "search", "filter", "heatmap", "plans", "rollback", "one-file",
];
const checks = await Promise.all(NAMES.map((name) => import(`./checks/${name}.mjs`)));

describe("reading built sites", () => {
  for (const [i, name] of NAMES.entries()) describe(name.replaceAll("-", " "), checks[i].default);
  after(closeBrowser);
});
