// What every page of a built site keeps to, in Chromium. One browser for all; each check has contexts of its own.
//
//   npm ci && npm test          needs target/debug/phasebook (cargo build), Chromium and Java
import { after, describe } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";

const NAMES = [
  "opened", "safe", "valid", "markup", "layout", "zoom", "colours", "accessible", "lists", "print", "budgets", "hostile",
];
const checks = await Promise.all(NAMES.map((name) => import(`./checks/${name}.mjs`)));

describe("built sites", () => {
  for (const [i, name] of NAMES.entries()) describe(name, checks[i].default);
  after(closeBrowser);
});
