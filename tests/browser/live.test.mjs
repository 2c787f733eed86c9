// The program's own preview (`phasebook serve`) in Chromium: files change on disk, pages follow.
//
//   npm test          needs target/debug/phasebook (cargo build) and Chromium
import { after, describe } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";

const NAMES = ["live-changes", "live-saved", "live-broken", "live-tabs", "live-accessible", "live-hostile"];
const checks = await Promise.all(NAMES.map((name) => import(`./checks/${name}.mjs`)));

describe("the preview of a site on disk", () => {
  for (const [i, name] of NAMES.entries()) describe(name.replace("live-", ""), checks[i].default);
  after(closeBrowser);
});
