// Writes the JSON Schemas of the package from the descriptions in src (`npm run schema`). A test fails when they are not current.
import { mkdirSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { publishedSchemas } from "../src/cli/files/published-schemas.ts";

mkdirSync(new URL("../schema", import.meta.url), { recursive: true });
for (const [name, schema] of Object.entries(publishedSchemas)) {
  const text = await format(JSON.stringify(schema), { parser: "json", printWidth: 120 });
  writeFileSync(new URL(`../schema/${name}`, import.meta.url), text);
}
