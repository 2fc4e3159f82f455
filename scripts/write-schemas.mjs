// Writes what is made of the descriptions in src (`npm run schema`): the schemas of the package, the settings in docs/files.md, and the SDK for
// Python, whose generator needs Go once. A test fails when one of them is not current.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { publishedSchemas } from "../src/cli/files/published-schemas.ts";
import { pluginSchema } from "../src/plugin/schema/package.ts";
import { fileReference } from "./file-reference.ts";
import { schemaHash, writeSdk } from "./sdk.mjs";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const schemas = { ...publishedSchemas, "pulumi-schema.json": pluginSchema(version) };
mkdirSync(new URL("../schema", import.meta.url), { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const text = await format(JSON.stringify(schema), { parser: "json", printWidth: 120 });
  writeFileSync(new URL(`../schema/${name}`, import.meta.url), text);
}

const page = new URL("../docs/files.md", import.meta.url);
const [before] = readFileSync(page, "utf8").split("<!-- settings -->");
const settings = `${before}<!-- settings -->\n\n${fileReference()}\n<!-- /settings -->\n`;
writeFileSync(page, await format(settings, { parser: "markdown", printWidth: 120 }));

const sdk = fileURLToPath(new URL("../sdk/python", import.meta.url));
rmSync(sdk, { recursive: true, force: true });
await writeSdk("python", sdk);
writeFileSync(join(sdk, "schema.sha256"), `${schemaHash()}\n`);
