// What takes too long for every change: every page of the example rather than one of each kind, and 10,000 plans.
//
//   node --test long.test.mjs       needs PHASEBOOK (a release build), Chromium and Java;
//   PHASEBOOK_SITE_10000            a built site of 10,000 plans; without it one is made
import { after, describe } from "node:test";
import { closeBrowser } from "./lib/browser.mjs";

const NAMES = ["long-pages", "long-scale", "long-hostile"];
const checks = await Promise.all(NAMES.map((name) => import(`./checks/${name}.mjs`)));

describe("long checks of built sites", () => {
  for (const [i, name] of NAMES.entries()) describe(name.replace("long-", ""), checks[i].default);
  after(closeBrowser);
});
