import assert from "node:assert/strict";
import { describeStep } from "../../../../src/core/schema/describe-step";
import type { ColumnSettings } from "../../../../src/core/schema/declaration";

const column = (name: string, others: Partial<ColumnSettings> = {}): ColumnSettings => ({
  name,
  valueType: "TEXT",
  primary: false,
  ...others,
});

describe("describeStep", () => {
  it("says each step as a person would", () => {
    const metadata = { name: "T", timeZone: "UTC", lockLevel: "NONE" } as const;
    assert.equal(describeStep({ kind: "createTable", metadata, tags: {} }), 'create the table "T"');
    assert.equal(
      describeStep({ kind: "updateMetadata", before: metadata, after: metadata }),
      "change the settings of the table",
    );
    assert.equal(describeStep({ kind: "tag", tags: { a: "1", b: "2" } }), 'write the tags "a" and "b"');
    assert.equal(describeStep({ kind: "untag", keys: ["a"] }), 'remove the tags "a"');
    assert.equal(describeStep({ kind: "createAttribute", column: "A", after: column("A") }), 'create the column "A"');
    assert.equal(
      describeStep({ kind: "deleteAttribute", column: "A", before: column("A") }),
      'remove the column "A" and its values',
    );
  });

  it("names a rename and what changes with it", () => {
    const update = (after: ColumnSettings) =>
      describeStep({ kind: "updateAttribute", column: after.name, before: column("A"), after });
    assert.equal(update(column("B")), 'rename the column "A" to "B"');
    assert.equal(
      update(column("B", { valueType: "NUMBER", description: "d" })),
      'rename the column "A" to "B" and change its type and description',
    );
    assert.equal(update(column("A", { validation: { maxLength: 1 } })), 'change validation of the column "A"');
  });
});
