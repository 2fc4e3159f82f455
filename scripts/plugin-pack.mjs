// The archives of the plugin, one for each platform, with their checksums: `npm run plugin:pack [-- <folder>]`. Each holds the same file, which
// needs Node 20.19 or later on PATH; for Windows there is a `.cmd` beside it, which is what the engine looks for there.
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePlugin } from "./bundle-plugin.mjs";
import { run } from "./engine/run.mjs";

const NAME = "pulumi-resource-connect-data-tables";
const PLATFORMS = ["linux", "darwin", "windows"].flatMap((os) => ["amd64", "arm64"].map((arch) => [os, arch]));
const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Writes every archive and `SHA256SUMS` into a folder; returns the archives' paths by platform. */
export async function packPlugin(folder) {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(tmpdir(), "plugin-pack-"));
  try {
    const bundle = join(draft, NAME);
    await bundlePlugin(bundle);
    const archives = {};
    for (const [os, arch] of PLATFORMS) {
      const archive = join(folder, `${NAME}-v${version}-${os}-${arch}.tar.gz`);
      await writeArchive(archive, bundle, os);
      archives[`${os}-${arch}`] = archive;
    }
    const sums = Object.values(archives).map((file) => `${sha256(file)}  ${basename(file)}\n`);
    writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
    return archives;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function writeArchive(archive, bundle, os) {
  const content = mkdtempSync(join(tmpdir(), "plugin-archive-"));
  const files = [NAME, "LICENSE"];
  copyFileSync(bundle, join(content, NAME));
  chmodSync(join(content, NAME), 0o755);
  copyFileSync(join(root, "LICENSE"), join(content, "LICENSE"));
  if (os === "windows") {
    files.push(`${NAME}.cmd`);
    writeFileSync(join(content, `${NAME}.cmd`), `@node "%~dp0${NAME}" %*\r\n`);
  }
  const { code, stderr } = await run("tar", ["-czf", archive, ...files], { cwd: content });
  rmSync(content, { recursive: true });
  if (code !== 0) throw new Error(`${archive} cannot be written: ${stderr}`);
}

function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const archives = await packPlugin(resolve(process.argv[2] ?? join(root, "dist", "archives")));
  for (const archive of Object.values(archives)) console.log(`${archive}: ${statSync(archive).size} bytes`);
}
