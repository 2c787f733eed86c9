// Web servers, each with the configuration that its page of `docs/hosting/` prints.
import { spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sleep } from "./lib.mjs";

/** A user who is not root; `nobody` on most systems. */
const NOBODY = 65534;
const APACHE_MODULES = "/usr/lib/apache2/modules";

/** A block of a page in a language, the first unless told. */
export function block(page, language, number = 0) {
  const text = readFileSync(new URL(`../docs/hosting/${page}.md`, import.meta.url), "utf8");
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))];
  if (!found[number]) throw new Error(`docs/hosting/${page}.md has no block ${number} of ${language}`);
  return found[number][1];
}

/** A text with each pair's first part replaced, which must stand there. */
function replaced(text, pairs) {
  return pairs.reduce((all, [from, to]) => {
    const next = all.replaceAll(from, to);
    if (next === all) throw new Error(`the manual no longer says ${from}`);
    return next;
  }, text);
}

/** What of the documented text can't be so here: the address, the certificate, the folder. */
const SERVERS = {
  nginx: ({ work, www, port }) => {
    const site = replaced(block("nginx", "nginx"), [
      [/^ *ssl_certificate.*\n/gm, ""], ["listen 443 ssl;", `listen 127.0.0.1:${port};`], ["/srv/www", www],
    ]);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${work}/${kind};`);
    const configuration = `daemon off;\npid ${work}/pid;\nerror_log ${work}/errors;\nevents {}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${site}}\n`;
    return { configuration, command: ["nginx", "-p", work, "-c", join(work, "configuration"), "-e", join(work, "errors")] };
  },
  apache: ({ work, www, port }) => {
    const site = replaced(block("apache", "apache"), [
      [/^ *SSL.*\n/gm, ""], ["<VirtualHost *:443>", `<VirtualHost 127.0.0.1:${port}>`], ["/srv/www", www],
    ]);
    const documented = block("apache", "sh").match(/^a2enmod (.*)$/m)[1].split(" ").filter((name) => name !== "ssl");
    const modules = ["mpm_event", "authz_core", ...documented].map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`);
    const configuration = `ServerRoot ${work}\nDefaultRuntimeDir ${work}\nPidFile ${work}/pid\nErrorLog ${work}/errors\nServerName 127.0.0.1\n` +
      `${modules.join("\n")}\nTypesConfig /etc/mime.types\nListen 127.0.0.1:${port}\n${site}`;
    return { configuration, command: ["apache2", "-D", "FOREGROUND", "-f", join(work, "configuration")] };
  },
  caddy: ({ work, www, port }) => {
    const site = replaced(block("caddy", "caddy"), [["intranet.example {", `http://127.0.0.1:${port} {`], ["/srv/www", www]]);
    const configuration = `{\n\tadmin off\n\tauto_https off\n}\n${site}`;
    return { configuration, command: ["caddy", "run", "--adapter", "caddyfile", "--config", join(work, "configuration")] };
  },
};

export const NAMES = Object.keys(SERVERS);

/** Runs a server while `use` does; the folder `www` holds `rollouts/`. */
export async function running(name, { folder, www, port }, use) {
  const work = join(folder, name);
  mkdirSync(work);
  const { configuration, command } = SERVERS[name]({ work, www, port });
  writeFileSync(join(work, "configuration"), configuration);
  const user = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid) chownSync(work, NOBODY, NOBODY);
  chmodSync(work, 0o755);
  const [program, ...options] = command;
  // The servers of Debian are in `sbin`, which is not on everybody's path.
  const env = { PATH: `${process.env.PATH}:/usr/sbin`, HOME: work, XDG_DATA_HOME: work, XDG_CONFIG_HOME: work };
  const child = spawn(program, options, { ...user, env, cwd: work, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (part) => (said += part));
  child.stderr.on("data", (part) => (said += part));
  const gone = new Promise((done) => child.once("close", () => done("gone")));
  child.once("error", (error) => (said += error.message));
  try {
    for (let tries = 0; !(await fetch(`http://127.0.0.1:${port}/`).catch(() => null)); tries += 1) {
      const state = await Promise.race([gone, sleep(50)]);
      if (state === "gone" || tries > 200) throw new Error(`${name} does not run: ${said}`);
    }
    return await use();
  } finally {
    child.kill("SIGTERM");
    await gone;
  }
}
