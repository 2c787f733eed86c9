// The Nu HTML Checker, the reference checker of HTML, over whole folders in one run. It needs Java, and no network.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const java = process.env.JAVA ?? "java";

/**
 * What the checker says and this site does on purpose: the exact words, and why.
 * A table that becomes cards on a phone is laid out as blocks there, and browsers then take its meaning
 * away unless its roles are written out, the same ones that the elements have anyway. The checker takes
 * every table for one that is laid out as a table.
 */
const ON_PURPOSE = ["td", "th", "tr"].map((name) =>
  `The “role” attribute must not be used on a “${name}” element which has a “table” ancestor with no “role” attribute, or with a “role” attribute whose value is “table”, “grid”, or “treegrid”.`);

/** The errors in these pages, and in all below these folders, a line each: file, place and message. */
export async function validate(folder, paths = ["."]) {
  // Deep nesting of authors' lists takes stack.
  const args = ["-Xss8m", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", "--skip-non-html", ...paths.map((path) => join(folder, path))];
  const { stdout, stderr } = await new Promise((done, failed) => {
    execFile(java, args, { maxBuffer: 1 << 28 }, (error, out, err) => {
      if (error?.code === "ENOENT") failed(new Error(`${java} is missing. Install it: apt-get install -y default-jre-headless (or set JAVA)`));
      else if (error) failed(error);
      else done({ stdout: out, stderr: err });
    });
  });
  const { messages } = JSON.parse(stderr || stdout);
  return messages
    .filter(({ message }) => !ON_PURPOSE.includes(message))
    .map(({ url, lastLine, firstColumn, message }) => `${url ? relative(folder, fileURLToPath(url)) : folder}:${lastLine}:${firstColumn}: ${message}`);
}
