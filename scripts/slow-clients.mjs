#!/usr/bin/env node
// Asks a preview for pages while 200 slow clients are connected: half send a request's head byte by
// byte, half never read their answer. Prints how long pages take without and with them.
// Exit status 1: a page failed, or took more than five seconds.
//
//   node scripts/slow-clients.mjs PHASEBOOK
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "./generate-plans.mjs";
import { sleep } from "./lib.mjs";
import { Preview, summary } from "./preview.mjs";

const [program] = process.argv.slice(2);
if (!program) {
  console.error("usage: node scripts/slow-clients.mjs PHASEBOOK");
  process.exit(2);
}

const CLIENTS = 200;
/** Between two bytes of a head. */
const BYTE = 100;
/** Pages asked for, at an even pace, over longer than the server waits for a head. */
const PAGES = 480;
const PACE = 25;
const MOST = 5000;
/** Together more than the system keeps on its way for one connection. */
const IMAGE_BYTES = 1 << 20;
const IMAGES = 12;

const root = mkdtempSync(join(tmpdir(), "phasebook-slow-"));
generate(20, join(root, "content"));
writeFileSync(join(root, "content/big.png"), Buffer.alloc(IMAGE_BYTES, 7));
writeFileSync(join(root, "content/big.md"), "# Big\n\n![big](big.png)\n");

let ended = false;
let cut = 0;
const sockets = new Set();

/** A client that comes again when the server has sent it away. */
function client(port, behave) {
  if (ended) return;
  const socket = connect(port, "127.0.0.1");
  sockets.add(socket);
  socket.on("error", () => {});
  const stop = behave(socket, `127.0.0.1:${port}`);
  socket.once("close", () => {
    stop();
    sockets.delete(socket);
    if (!ended) cut += 1;
    setTimeout(client, BYTE, port, behave);
  });
}

function sendsSlowly(socket, host) {
  const head = `GET /index.html HTTP/1.1\r\nHost: ${host}\r\nX-Slow: ${"a".repeat(10_000)}`;
  let at = 0;
  const timer = setInterval(() => socket.write(head[at++ % head.length]), BYTE);
  socket.resume();
  return () => clearInterval(timer);
}

function neverReads(socket, host) {
  socket.write(`GET /files/big.png HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(IMAGES));
  return () => {};
}

/** Milliseconds of page after page, each on a connection of its own. */
async function pages(preview) {
  const paths = ["index.html", "risks.html", "gates.html", "pages/big.html"];
  const times = [];
  for (let number = 0; number < PAGES; number += 1) {
    const time = await preview.time(paths[number % paths.length], false);
    if (time > MOST) throw new Error(`a page took ${Math.round(time)} ms`);
    times.push(time);
    await sleep(PACE);
  }
  return summary(times);
}

let failed = false;
let preview;
try {
  preview = await Preview.start(program, root);
  const before = await pages(preview);
  for (let number = 0; number < CLIENTS; number += 1) {
    client(preview.port, number % 2 === 0 ? sendsSlowly : neverReads);
  }
  const during = await pages(preview);
  const row = ({ median, p95, max }) => [median, p95, max].map((time) => time.toFixed(1)).join(", ");
  console.log(`without slow clients: median, p95, max ${row(before)} ms`);
  console.log(`with ${CLIENTS}: ${row(during)} ms, ${(during.median / before.median).toFixed(1)} and ` +
    `${(during.max / before.max).toFixed(1)} times as long for median and max`);
  console.log(`${sockets.size} connected at the end, ${cut} sent away before; memory at most ` +
    `${Math.round(preview.memory("VmHWM") / 1024)} MB, ${preview.descriptors()} descriptors`);
} catch (error) {
  console.log(`FAILED: ${error.message}`);
  failed = true;
} finally {
  ended = true;
  for (const socket of sockets) socket.destroy();
  await preview?.stop();
  rmSync(root, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
