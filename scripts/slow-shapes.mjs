#!/usr/bin/env node
// Looks for shapes of text that make the reader slow: runs of every token that it knows, in every place of
// a plan, in one line and over many. Each is read once at the largest size; where that takes longer than
// its like, it is measured at four sizes, and the time may not grow faster than the size to the power 1.15.
// Times are CPU seconds without the program's start. All of it takes some ten minutes on two free cores.
//
//   node scripts/slow-shapes.mjs PHASEBOOK [COUNT] [--seed S] [--only WORDS] [--modes build,check,export] [--size KB]
//
// COUNT is how many shapes of one line are drawn beside those of many lines; `--only` keeps those whose
// name holds the words, `--modes` those that run so, `--size` sets the largest size.
import { each } from "./lib.mjs";
import { LINES, pairsOf } from "./slow-shapes/lines.mjs";
import { Bench, exponent, MODES } from "./slow-shapes/measure.mjs";
import { PLACES } from "./slow-shapes/places.mjs";
import { JOINTS, SIGNS, WORDS } from "./slow-shapes/tokens.mjs";

const options = process.argv.slice(2);
const option = (name) => (options.includes(name) ? options.splice(options.indexOf(name), 2)[1] : undefined);
const seed = Number(option("--seed") ?? 1);
const only = option("--only") ?? "";
const modes = (option("--modes") ?? MODES.join(",")).split(",");
const KB = 1000;
const LARGEST = Number(option("--size") ?? 400) * KB;
const [program, count = "2000"] = options;
if (!program) {
  console.error("usage: node scripts/slow-shapes.mjs PHASEBOOK [COUNT] [--seed S] [--only WORDS] [--modes M,M] [--size KB]");
  process.exit(2);
}

const SIZES = [LARGEST / 8, LARGEST / 4, LARGEST / 2, LARGEST];
/** Seconds at the largest size from which on a shape is measured at the others: most take a third of it. */
const SUSPECT = LARGEST * 2e-6;
/** Least seconds that count as a measure: the clock counts hundredths. */
const LEAST = 0.03;
const MOST = 1.15;
/** Runs at one size, of which the fastest counts. */
const RUNS = 3;

let state = seed;
/** A whole number below `n`; the same seed gives the same shapes. */
function below(n) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
}
const any = (list) => list[below(list.length)];

/** Draws from a list so that each is drawn once before any is drawn twice. */
function deck(list) {
  let left = [];
  return () => {
    if (left.length === 0) {
      left = [...list];
      for (let i = left.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [left[i], left[j]] = [left[j], left[i]];
      }
    }
    return left.pop();
  };
}

const counted = (part, i) => part.replaceAll("{i}", i);
/** The parts in turn until they fill the size. */
function run(size, part) {
  let text = "";
  for (let i = 0; text.length < size; i++) text += counted(part(i), i);
  return text;
}

/** Ways to make a run of tokens. `bytes` are counted as characters: what takes more is longer for all. */
const FORMS = {
  again: (a, b, joint) => (size) => run(size, () => a + joint),
  "in turn": (a, b, joint) => (size) => run(size, (i) => (i % 2 ? b : a) + joint),
  joined: (a, b) => (size) => run(size, () => a + b),
  "opened and closed": (a, b) => (size) => run(size / 2, () => a) + run(size / 2, () => b),
  headed: (a, b, joint) => (size) => a + joint + run(size, () => b + joint),
  ended: (a, b, joint) => (size) => run(size, () => b + joint) + a,
  "three and one": (a, b, joint) => (size) => run(size, (i) => (i % 4 ? a : b) + joint),
  glued: (a) => (size) => run(size, () => a),
};

const words = deck(WORDS);
const signs = deck(SIGNS);
const place = deck(PLACES);
const form = deck(Object.entries(FORMS));
/** Signs and words alike, each of the signs far more often than each of the words. */
const token = () => (below(5) < 3 ? signs() : any(words()));

function drawn() {
  const [where, plan] = place();
  const [how, make] = form();
  const [a, b, joint] = [token(), token(), any(JOINTS)];
  const name = `${where}: ${how} ${JSON.stringify([a, b, joint])}`;
  return { name, mode: any(MODES), text: (size) => plan(make(a, b, joint)(size)) };
}

/** A shape of many lines at a size, in as many parts as make it. */
function sized(shape) {
  const part = shape(64).length / 64;
  return (size) => `# Rollout Plan: Shapes\n\n${shape(Math.ceil(size / part))}`;
}

const names = Object.keys(LINES);
const shapes = [
  ...Object.entries(LINES).flatMap(([name, shape]) => MODES.map((mode) => ({ name, mode, text: sized(shape) }))),
  ...Array.from({ length: Number(count) / 10 }, () => [any(names), any(names)]).map(([a, b]) => ({
    name: `${a}, ${b}`,
    mode: any(MODES),
    text: sized(pairsOf(a, b)),
  })),
  ...Array.from({ length: Number(count) }, drawn),
].filter(({ name, mode }) => name.includes(only) && modes.includes(mode));

const bench = new Bench(program);
/** The exponent of a shape; sizes whose time can't be told from none are left out. */
async function growth({ mode, text }) {
  const points = [];
  for (const size of SIZES) {
    const seconds = await bench.seconds(mode, text(size), RUNS);
    if (seconds === Infinity) return { exponent: Infinity, points };
    if (seconds >= LEAST) points.push([size, seconds]);
  }
  return { exponent: points.length > 1 ? exponent(points) : 0, points };
}

let largest = { exponent: 0, name: "none was slow enough to be measured" };
let failed = 0;
try {
  const start = await bench.warm("# Rollout Plan: Shapes\n");
  console.log(`start: ${MODES.map((mode) => `${mode} ${start[mode].toFixed(2)} s`).join(", ")}`);
  const suspects = [];
  await each(shapes, async (shape) => {
    shape.seconds = await bench.seconds(shape.mode, shape.text(LARGEST));
    if (shape.seconds >= SUSPECT) {
      suspects.push(shape);
      const seconds = shape.seconds === Infinity ? "it did not end" : `${shape.seconds.toFixed(2)} s`;
      console.log(`slow    ${shape.name}, ${shape.mode}: ${seconds}`);
    }
  });
  const total = shapes.reduce((sum, { seconds }) => sum + (seconds === Infinity ? 0 : seconds), 0);
  console.log(`${shapes.length} shapes of ${LARGEST / KB} KB, ${(total / shapes.length).toFixed(3)} s each; ${suspects.length} to be measured`);
  await each(suspects, async (shape) => {
    const found = await growth(shape);
    const ok = found.exponent <= MOST;
    failed += ok ? 0 : 1;
    if (found.exponent > largest.exponent) largest = { ...found, name: `${shape.name}, ${shape.mode}` };
    const times = found.points.map(([size, seconds]) => `${size / KB} KB ${seconds.toFixed(2)} s`).join(", ");
    console.log(`${ok ? "ok    " : "FAILED"}  ${shape.name}, ${shape.mode}: ${found.exponent.toFixed(2)} (${times})`);
  });
} finally {
  bench.close();
}
console.log(`largest exponent: ${largest.exponent.toFixed(2)} (${largest.name})`);
process.exit(failed === 0 ? 0 : 1);
