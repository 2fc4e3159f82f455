import { strict as assert } from "node:assert";
import type { ValuesInputs } from "../../src/provider/values/state/inputs";
import type { ValuesBench } from "../helpers/values-bench";
import { captureLog, loudProvider } from "./values-log";
import { ProgramStack } from "./values-run";
import { withBench } from "./values-bench";

const edit = (bench: ValuesBench, Store: string, column: string, value: string | null) =>
  bench.simulator.edit({ table: "Hours", keys: { Store }, column, value });

const provider = loudProvider();

describe("secrets in what is said", function () {
  this.timeout(30_000);
  const secret = "hush-hush-xylophone";
  const columns = {
    Store: { type: "TEXT", primary: true },
    ApiKey: { type: "TEXT" },
    Opens: { type: "TEXT" },
    Keys: { type: "TEXT_LIST" },
  } as const;

  /** Plays a story with the secret in a sensitive column and as a Pulumi secret; nothing that leaves the provider may hold it in clear. */
  async function nowhere(story: (run: Story) => Promise<void>): Promise<void> {
    for (const marks of [{ sensitive: ["ApiKey", "Keys"] }, { __secretCells: ["ApiKey\nBerlin", "Keys\nBerlin"] }]) {
      await withBench(
        async (bench) => {
          const stack = new ProgramStack(provider);
          const said: string[] = [];
          const log = await captureLog(() =>
            story({
              bench,
              stack,
              up: async (rows, more = {}, options = {}) => {
                const { failures } = await stack.up(
                  { hours: { ...bench.inputs, ...marks, guard: false, rows, ...more } },
                  options,
                );
                said.push(...Object.values(failures));
                return failures.hours;
              },
            }),
          );
          const answers = stack.answers.map((answer) =>
            answer.replaceAll(/"value":("[^"]*"|\[[^\]]*\])/g, '"value":"…"'),
          );
          for (const text of [log, ...said, ...answers]) assert.doesNotMatch(text, /hush|xylophone|sesame/);
          assert.ok(said.length + log.length > 0, "the story must say something");
        },
        { columns },
      );
    }
  }

  interface Story {
    readonly bench: ValuesBench;
    readonly stack: ProgramStack;
    readonly up: (
      rows: ValuesInputs["rows"],
      more?: Partial<ValuesInputs>,
      options?: object,
    ) => Promise<string | undefined>;
  }
  const row = (ApiKey: unknown, more: object = {}) =>
    ({ Berlin: { ApiKey, Opens: "09:00", ...more } }) as NonNullable<ValuesInputs["rows"]>;

  it("in conflicts of every kind, drift and overwriting", () =>
    nowhere(async ({ bench, stack, up }) => {
      edit(bench, "Berlin", "ApiKey", "open-sesame");
      assert.match((await up(row(secret))) ?? "", /already exists/);
      assert.equal(await up(row(secret, { Keys: [secret] }), { onConflict: "overwrite" }), undefined);
      edit(bench, "Berlin", "ApiKey", "open-sesame");
      assert.match((await up(row(`${secret}2`))) ?? "", /was edited/);
      assert.match((await up({ Paris: { Opens: "10:00" } })) ?? "", /would delete it/);
      assert.equal(await up(row(secret, { Opens: "10:00", Keys: [secret] })), undefined);
      assert.match((await up(row(`${secret}2`), {}, { refresh: true, skipPreview: true })) ?? "", /1 cell differs/);
      await stack.refresh();
      assert.equal(await up(row(`${secret}3`)), undefined);
    }));

  it("in problems of values", () =>
    nowhere(async ({ up }) => {
      const failure = await up(row(`=${secret}`, { Keys: [`${secret}${"x".repeat(1001)}`] }));
      assert.match(
        failure ?? "",
        /row "Berlin", column "ApiKey": A plain string begins with '='.*\[LITERAL_EXPRESSION\]/,
      );
      assert.match((await up(row(true))) ?? "", /WRONG_TYPE/);
      assert.match((await up(row({ secret }))) ?? "", /INVALID_VALUE/);
    }));

  for (const [name, message] of Object.entries({
    whole: `the value ${secret} is not welcome`,
    quoted: `bad: ${JSON.stringify({ value: secret })}`,
    "in capitals": `BAD VALUE ${secret.toUpperCase()}`.replace("HUSH", "hush"),
    "cut short": `bad value ${secret.slice(0, 6)}…`,
  })) {
    it(`in words of the service that quote the value ${name}, for the cell, the request and the table`, () =>
      nowhere(async ({ bench, up }) => {
        for (const type of [
          "InvalidParameterException",
          "ConflictException",
          "ServiceQuotaExceededException",
          "AccessDeniedException",
          "WeirdException",
        ]) {
          const error = { type, message, status: 418 };
          bench.simulator.setFaults({
            kind: "error-before",
            operation: "BatchCreateDataTableValue",
            times: null,
            error,
          });
          const failure = await up(row(secret, { Keys: ["a", secret] }), {}, { skipPreview: true });
          assert.ok(failure);
          assert.match(failure, /request id|withheld/);
        }
        bench.simulator.setFaults({
          kind: "error-before",
          operation: "ListDataTableValues",
          times: null,
          error: { type: "InvalidRequestException", message, status: 400 },
        });
        assert.ok(await up(row(secret)));
      }));
  }

  it("state holds them wrapped, in outputs and in the inputs of a refresh, after success, partial failure and conflict", () =>
    nowhere(async ({ bench, stack, up }) => {
      bench.simulator.setDenied({ attributes: ["Opens"] });
      assert.ok(await up(row(secret)));
      bench.simulator.setDenied({});
      assert.equal(await up(row(secret)), undefined);
      await stack.refresh();
      const signature = '"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270"';
      const wrapped = `"ApiKey":{${signature},"value":"${secret}"}`;
      assert.ok(stack.answers.length >= 3);
      for (const answer of stack.answers) assert.ok(answer.includes(wrapped), answer.slice(0, 400));
      const last = JSON.parse(stack.answers.at(-1) ?? "{}") as { inputs: { rows: object }; props: { rows: object } };
      assert.deepEqual(last.inputs.rows, last.props.rows);
      edit(bench, "Berlin", "ApiKey", "open-sesame");
      assert.ok(await up(row(`${secret}2`)));
    }));
});
