// The Nu HTML Checker, the reference checker of HTML, over whole folders in one run. It needs Java, and no network.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const java = process.env.JAVA ?? "java";

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
  return messages.map(({ url, lastLine, firstColumn, message }) => `${url ? relative(folder, fileURLToPath(url)) : folder}:${lastLine}:${firstColumn}: ${message}`);
}
