import { encodeValue } from "../../core/cells/cell-value";
import { limits } from "../../core/limits";
import { fileCells } from "../../file/read/declared-cells";
import type { TableFile } from "../../file/format/table-file";
import { cliError } from "../context";

/** Puts the table of a file into a simulator, unless a table of its name is there already. Unsigned: the simulator asks for no credentials. */
export async function seedSimulator(url: string, instanceId: string, file: TableFile): Promise<void> {
  const { name, timeZone, lockLevel = "VALUE", description, tags, attributes } = file.table;
  const metadata = {
    Name: name,
    TimeZone: timeZone,
    ValueLockLevel: lockLevel,
    Status: "PUBLISHED",
    Description: description,
    Tags: tags,
  };
  const created = await send(url, "PUT", `/data-tables/${instanceId}`, metadata);
  if (created.status === 409) return;
  const { Id } = (await answer(created)) as { Id: string };
  const table = `/data-tables/${instanceId}/${Id}`;
  for (const [column, declared] of Object.entries(attributes)) {
    if (!declared) continue;
    const { type, primary = false, description: about, validation } = declared;
    const body = {
      Name: column,
      ValueType: type,
      Primary: primary,
      Description: about,
      Validation: validation && rules(validation),
    };
    await answer(await send(url, "PUT", `${table}/attributes`, body));
  }
  const items = [...fileCells(file).declared].map(({ attribute, primaryValues, value }) => ({
    PrimaryValues: Object.entries(primaryValues).map(([AttributeName, Value]) => ({ AttributeName, Value })),
    AttributeName: attribute,
    Value: encodeValue(value, attributes[attribute]?.type ?? "TEXT"),
  }));
  for (let start = 0; start < items.length; start += limits.batchSize) {
    const Values = items.slice(start, start + limits.batchSize);
    await answer(await send(url, "POST", `${table}/values/create`, { Values }));
  }
}

/** Rules as the service spells them: each with a capital. */
function rules(validation: object): unknown {
  return Object.fromEntries(
    Object.entries(validation).map(([name, rule]: [string, unknown]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      typeof rule === "object" && rule !== null && !Array.isArray(rule) ? rules(rule) : rule,
    ]),
  );
}

function send(url: string, method: string, path: string, body: unknown): Promise<Response> {
  return fetch(url + path, { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } });
}

async function answer(response: Response): Promise<unknown> {
  const body = (await response.json()) as { message?: string; Message?: string; Failed?: { Message?: string }[] };
  const [failed] = body.Failed ?? [];
  if (failed) throw cliError("SIMULATOR", `the simulator refused a value: ${failed.Message}`);
  if (response.ok) return body;
  throw cliError("SIMULATOR", `the simulator refused the table: ${body.message ?? body.Message ?? response.status}`);
}
