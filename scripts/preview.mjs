// Starts a preview of a site and asks it, for the scripts beside it.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { Agent, get } from "node:http";
import { createInterface } from "node:readline";
import { ENVIRONMENT } from "./lib.mjs";

/** Questions at once to one server. */
const AT_ONCE = 6;

/** Median, 95th percentile and maximum of numbers. */
export function summary(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  return { median: at(0.5), p95: at(0.95), max: sorted.at(-1) };
}

/** A running `phasebook serve`, and the changes that it tells. */
export class Preview {
  /** Starts one in a site's root; done when it has named its URL. */
  static async start(program, root) {
    const begun = performance.now();
    const child = spawn(program, ["-C", root, "serve", "--port", "0"], {
      env: ENVIRONMENT,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const url = await new Promise((found, failed) => {
      createInterface(child.stdout).once("line", found);
      child.once("error", failed);
      child.once("exit", (status) => failed(new Error(`the preview has ended with status ${status}`)));
    });
    return new Preview(child, url, performance.now() - begun);
  }

  constructor(child, url, startTime) {
    this.child = child;
    this.port = Number(new URL(url).port);
    /** Milliseconds to the line with the URL. */
    this.startTime = startTime;
    /** The number of the newest state that was told. */
    this.number = 0;
    this.waiting = [];
    this.agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  }

  /** Follows the changes; done when the first number is told. */
  follow() {
    const told = this.change(10_000);
    this.stream = get({ port: this.port, path: "/_preview/events", agent: false }, (response) => {
      let rest = "";
      response.setEncoding("utf8").on("error", () => {}).on("data", (text) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop();
        for (const line of lines) {
          if (!line.startsWith("data:")) continue;
          this.number = Number(line.slice(5));
          for (const tell of this.waiting.splice(0)) tell();
        }
      });
    });
    this.stream.on("error", () => {});
    return told;
  }

  /** Done at the next change, or after so long. */
  change(atMost) {
    return new Promise((done) => {
      const timer = setTimeout(done, atMost);
      this.waiting.push(() => {
        clearTimeout(timer);
        done();
      });
    });
  }

  /** Status, body and where it leads of a path, without its first "/". */
  get(path, agent = this.agent) {
    return new Promise((answered, failed) => {
      const asked = get({ port: this.port, path: encodeURI(`/${path}`), agent }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part)).on("error", failed).on("end", () => {
          const { statusCode: status, headers: { location } } = response;
          answered({ status, location, body: Buffer.concat(parts) });
        });
      });
      asked.on("error", (error) => {
        // The server may close a connection that nothing came on for long, just when it is used again.
        if (asked.reusedSocket && error.code === "ECONNRESET") answered(this.get(path, agent));
        else failed(error);
      });
    });
  }

  /** Milliseconds that an answer takes; fails if it is not 200. */
  async time(path, agent) {
    const begun = performance.now();
    const { status } = await this.get(path, agent);
    if (status !== 200) throw new Error(`/${path} answers ${status}`);
    return performance.now() - begun;
  }

  /** Kilobytes: `VmRSS` now, `VmHWM` at most. */
  memory(field) {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(status.match(new RegExp(`${field}:\\s*(\\d+)`))[1]);
  }

  /** Open files and connections. */
  descriptors() {
    return readdirSync(`/proc/${this.child.pid}/fd`).length;
  }

  async stop() {
    this.stream?.destroy();
    this.agent.destroy();
    this.child.removeAllListeners("exit");
    if (this.child.exitCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill();
    await ended;
  }
}

/** A page as a build has it: without the preview's script. */
export function asBuilt(body) {
  const begin = body.indexOf('<script src="/_preview/preview.js"');
  if (begin < 0) return body;
  const end = body.indexOf("</script></head>", begin);
  return end < 0 ? body : Buffer.concat([body.subarray(0, begin), body.subarray(end + "</script>".length)]);
}
