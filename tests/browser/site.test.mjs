// Looks at built sites in Chromium. One browser for all; each check has contexts of its own.
//
//   npm ci && npm test          needs target/debug/phasebook (cargo build) and Chromium
import { after, describe } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";

const CHECKS = ["opened", "layout", "accessible", "without-script", "interaction", "print", "budgets"];

for (const name of CHECKS) {
  const { default: check } = await import(`./checks/${name}.mjs`);
  describe(name.replaceAll("-", " "), check);
}
after(closeBrowser);
