/** What `pulumi preview --json` prints of a preview that the imitated engine has played. */
import { changedPaths, plain, type Properties } from "./stack/entry";
import type { StackResult } from "./stack";

/** The document. */
export function previewJson({ planned, messages }: StackResult): string {
  const steps = planned.map(({ op, urn, old, inputs }) => {
    const paths = old && inputs ? changedPaths(plain(old.inputs), plain(inputs)).map(pathText) : [];
    return {
      op,
      urn,
      ...(old && { oldState: { inputs: shown(old.inputs), outputs: shown(old.outputs) } }),
      ...(inputs && { newState: { inputs: shown(inputs) } }),
      detailedDiff: Object.fromEntries(paths.map((path) => [path, { kind: "update" }])),
    };
  });
  const diagnostics = messages.map(({ kind, urn, text }) => ({ urn, severity: kind, message: `${kind}: ${text}\n` }));
  return JSON.stringify({ steps, diagnostics });
}

function pathText(path: readonly string[]): string {
  return path.map((part, index) => (index === 0 ? part : `[${JSON.stringify(part)}]`)).join("");
}

/** The engine shows no secret; here the cells of sensitive columns are the only ones. */
function shown(properties: Properties): Properties {
  const sensitive = new Set(Array.isArray(properties.sensitive) ? (properties.sensitive as string[]) : []);
  const rowOf = (row: unknown) =>
    typeof row === "object" && row !== null
      ? Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            sensitive.has(name) && value !== null ? "[secret]" : (value as unknown),
          ]),
        )
      : row;
  const { rows, defaults } = properties;
  const all =
    typeof rows === "object" && rows !== null ? Object.entries(rows).map(([key, row]) => [key, rowOf(row)]) : [];
  return { ...properties, rows: Object.fromEntries(all) as unknown, defaults: rowOf(defaults) };
}
