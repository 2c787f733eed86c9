// The CPU time of the program on one plan, its start apart, and how that time grows.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What is run: `build` reads a plan and makes its pages, `check` prints findings, `export` its data. */
export const MODES = ["build", "check", "export"];

/** CPU seconds after which a run is given up. */
const LONGEST = 20;

export class Bench {
  #program;
  #folder = mkdtempSync(join(tmpdir(), "shapes-"));
  #runs = 0;
  #start = {};

  constructor(program) {
    this.#program = program;
  }

  /** Measures the program's start, which is no part of a shape's time. */
  async warm(empty) {
    for (const mode of MODES) {
      const times = [];
      for (let i = 0; i < 5; i++) times.push((await this.#run(mode, empty)).seconds);
      this.#start[mode] = Math.min(...times);
    }
    return this.#start;
  }

  /** CPU seconds of the shape's text beyond the start, the least of `runs`; `Infinity` where it did not end. */
  async seconds(mode, text, runs = 1) {
    let least = Infinity;
    for (let i = 0; i < runs; i++) {
      const { seconds, status } = await this.#run(mode, text);
      // 1 is a finding; more is a fault of the program, or of a machine that it fills.
      const ends = status <= 1 && seconds < LONGEST;
      least = Math.min(least, ends ? seconds - this.#start[mode] : Infinity);
      if (least === Infinity) break;
    }
    return Math.max(least, 0);
  }

  /** Runs the program on a plan; user and system time of the process. */
  async #run(mode, text) {
    const root = join(this.#folder, String(this.#runs++));
    mkdirSync(join(root, "content"), { recursive: true });
    const [plan, time] = [join(root, "content/plan.md"), join(root, "time")];
    writeFileSync(plan, text);
    const of = { build: ["build", "--output", join(root, "public")], check: ["check", plan], export: ["export", plan] };
    const command = ["-C", root, "--today", "2026-11-22", ...of[mode]];
    // One thread: waiting for others is no work.
    const child = spawn(
      "sh",
      ["-c", `ulimit -t ${LONGEST}; exec /usr/bin/time -q -f '%U %S' -o "$0" "$@"`, time, this.#program, ...command],
      { stdio: "ignore", env: { ...process.env, RAYON_NUM_THREADS: "1" } },
    );
    const status = await new Promise((resolve) => child.on("close", (code) => resolve(code ?? 137)));
    const [user, system] = readFileSync(time, "utf8").trim().split("\n").pop().split(" ").map(Number);
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    return { seconds: user + system, status };
  }

  close() {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The exponent of a time that grows with the size: the slope of the line through their logarithms. */
export function exponent(points) {
  const logs = points.map(([size, seconds]) => [Math.log(size), Math.log(seconds)]);
  const mean = (n) => logs.reduce((sum, log) => sum + log[n], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const along = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return along / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
