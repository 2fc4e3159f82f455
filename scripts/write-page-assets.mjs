/** Turns the scripts and styles of the pages (`browser/`) into constants with their hashes, so that a page is one file and its policy can name them. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Generated file → how it imports the type, and constant → source. */
const outputs = {
  "src/simulator/page/assets.ts": {
    document: "../../grid/document",
    assets: { simulatorStyle: "simulator.css", simulatorScript: "simulator.ts" },
  },
  "src/grid/assets.ts": { document: "./document", assets: { gridStyle: "grid.css", gridScript: "grid.ts" } },
};

/** A script as browsers of the last years run it, or a style; without what only its reader needs. */
function compile(name) {
  const source = readFileSync(`${root}browser/${name}`, "utf8");
  if (name.endsWith(".css"))
    return source
      .replace(/\/\*.*?\*\//gs, "")
      .replace(/\s*\n\s*/g, "\n")
      .trim();
  const { ES2022, None } = { ...ts.ScriptTarget, ...ts.ModuleKind };
  const options = { target: ES2022, module: None, removeComments: true, alwaysStrict: true };
  return ts.transpileModule(source, { compilerOptions: options }).outputText.replace(/^ +/gm, "").trim();
}

/** Path → text of every generated file. */
export function pageAssets() {
  return Object.entries(outputs).map(([path, { document, assets }]) => {
    const constants = Object.entries(assets).map(([name, file]) => {
      const text = compile(file);
      if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`browser/${file} would end its own element.`);
      const hash = `sha256-${createHash("sha256").update(text).digest("base64")}`;
      return `export const ${name}: Asset = {\n  hash: "${hash}",\n  text: ${JSON.stringify(text)},\n};\n`;
    });
    const head = `/** Written by \`npm run page\` from browser/; not to be edited. */\nimport type { Asset } from "${document}";\n`;
    return { path, text: [head, ...constants].join("\n") };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, text } of pageAssets()) writeFileSync(root + path, text);
}
