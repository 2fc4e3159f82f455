// Writes the schemas of the package from the descriptions in src (`npm run schema`). A test fails when they are not current.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { publishedSchemas } from "../src/cli/files/published-schemas.ts";
import { pluginSchema } from "../src/plugin/schema/package.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const schemas = { ...publishedSchemas, "pulumi-schema.json": pluginSchema(version) };
mkdirSync(new URL("../schema", import.meta.url), { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const text = await format(JSON.stringify(schema), { parser: "json", printWidth: 120 });
  writeFileSync(new URL(`../schema/${name}`, import.meta.url), text);
}
