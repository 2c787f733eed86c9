// The colours of both themes are far enough apart to be read, and the bands get darker or brighter step by step.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repository } from "../lib/sites.mjs";

const THEMES = ["light", "dark"];
const GROUNDS = ["bg", "surface", "sunken"];
const TONES = ["danger", "warn", "ok", "info", "plan", "neutral"];
const BANDS = ["r1", "r2", "r3", "r4"];

/** WCAG 2.2, 1.4.3 and 1.4.11: text, and what tells a control or a state. The design asks more of some. */
const TEXT = 4.5;
const CONTROL = 3;

/** Ink, ground, least contrast in light, least contrast in dark. */
const PAIRS = [
  ...GROUNDS.map((ground) => ["text", ground, 13, 13]),
  ["text", "surface", 17.5, 14.5],
  ...GROUNDS.map((ground) => ["muted", ground, 6.5, 7]),
  ...GROUNDS.map((ground) => ["edge", ground, CONTROL, CONTROL]),
  ...GROUNDS.map((ground) => ["accent", ground, 6, 6]),
  ["accent-2", "accent-soft", 8, 9],
  ["accent-2", "sunken", 7, 7],
  ...GROUNDS.map((ground) => ["focus", ground, 6, 11]),
  ...TONES.flatMap((tone) => [[tone, `${tone}-soft`, 6, 6.5], ...GROUNDS.map((ground) => [tone, ground, TEXT, TEXT])]),
  ["text", "accent-soft", 7, 7],
  ...TONES.map((tone) => ["text", `${tone}-soft`, 7, 7]),
  ...TONES.map((tone) => ["muted", `${tone}-soft`, TEXT, TEXT]),
  ["on-danger", "stop", 6.5, 7.5],
  ["stop", "surface", CONTROL, CONTROL],
  ["rb-on", "rb", 7, 11.9],
  ["surface", "ok", TEXT, TEXT],
  ...BANDS.map((band) => [`${band}-text`, band, 6.5, 5.4]),
  ["code-fg", "code-bg", 15, 15],
];

/** The tokens by name, each as [light, dark]. */
function tokens() {
  const css = readFileSync(join(repository, "static/css/tokens.css"), "utf8");
  const root = css.slice(css.indexOf(":root {"), css.indexOf("\n}"));
  const found = new Map();
  for (const [, name, value] of root.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    const colours = value.match(/#[0-9a-f]{3,6}\b/gi);
    if (colours) found.set(name, value.startsWith("light-dark(") ? colours : [colours[0], colours[0]]);
  }
  return found;
}

/** Red, green and blue of "#fff" or "#ffffff" as linear light, 0 to 1. */
function light(hex) {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  return [1, 3, 5].map((at) => {
    const part = parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
const luminance = (hex) => light(hex).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

export default function () {
  test("every pair of ink and ground is far enough apart, in both themes", () => {
    const all = tokens();
    const wrong = [];
    for (const [ink, ground, ...least] of PAIRS) {
      for (const [i, theme] of THEMES.entries()) {
        assert.ok(all.has(ink) && all.has(ground), `${ink} on ${ground}`);
        const reached = contrast(all.get(ink)[i], all.get(ground)[i]);
        if (reached < least[i]) wrong.push(`${theme}: ${ink} on ${ground} ${reached.toFixed(2)}, not ${least[i]}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test("every colour is measured, but for hairlines", () => {
    const measured = new Set(PAIRS.flatMap(([ink, ground]) => [ink, ground]));
    assert.deepEqual([...tokens().keys()].filter((name) => !measured.has(name)), ["line"]);
  });

  test("bands grow darker in light and brighter in dark, by a step that is seen in grey", () => {
    for (const [i, theme] of THEMES.entries()) {
      const steps = BANDS.map((band) => luminance(tokens().get(band)[i]));
      for (let at = 1; at < steps.length; at += 1) {
        const [from, to] = theme === "light" ? [steps[at], steps[at - 1]] : [steps[at - 1], steps[at]];
        assert.ok((to + 0.05) / (from + 0.05) >= 1.25, `${theme}: ${BANDS[at]} beside ${BANDS[at - 1]}`);
      }
    }
  });
}
