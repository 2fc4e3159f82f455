import assert from "node:assert/strict";
import { parseTableText, renderedProblems } from "./parse-table-text";

const file = `name: "aws:hours"
descripton: Opening hours
timeZone: Europe/Berln
lockLevel: CELL
columns:
  Store: { type: TEXT, primary: true, validation: { ignoreCase: true } }
  Opens: { type: TEXT, validation: { minLength: 6, maxLength: 5 } }
  Seats: { type: NUMBER, validation: { minimum: 0, maximum: 50 } }
  Open: BOOLEAN
  Channels: { type: TEXT_LIST, validation: { maxValues: 2 } }
  Kind: { type: TEXT, validation: { enum: { strict: true, values: [shop, outlet] } } }
  Phone: TEKST
  Note: { type: TEXT, validation: { minimum: 1 } }
defaults: { Store: Berlin, Kind: shop }
rows:
  - { Store: Berlin, Seats: 12, Open: true }
  - { Store: BERLIN, Seats: 8 }
  - { Store: Rome, Seats: 99, Seets: 3 }
  - { Store: Oslo, Open: yes, Channels: [VOICE, CHAT] }
  - { Store: Kiel, Kind: kiosk, Note: =NOW() }
  - { Seats: 4 }
  - { Store: Ulm }
  - { Store: Bonn, Seats: 09:30, Kind: shop, Kind: outlet }
  - { <<: { Seats: 1 }, Store: Wien, Note: no }
`;

const report = `table.yaml:1:7: name is "aws:hours". [INVALID_NAME]
  Use letters, numbers, inner spaces and - _ . : = @ ' |; a name must not begin with aws: or connect:, or be __proto__.
  name: "aws:hours"
        ^
table.yaml:2:1: there is no setting "descripton" here. [UNKNOWN_SETTING]
  Did you mean "description"?
  descripton: Opening hours
  ^
table.yaml:3:11: the time zone is "Europe/Berln". [INVALID_SETTING]
  Use an IANA name, such as "Europe/Berlin" or "UTC".
  timeZone: Europe/Berln
            ^
table.yaml:4:12: lockLevel is "CELL". [INVALID_SETTING]
  Use NONE, VALUE, ATTRIBUTE, PRIMARY_VALUE or DATA_TABLE.
  lockLevel: CELL
             ^
table.yaml:7:49: column "Opens": minLength and maxLength contradict each other: 6 is above 5, so no value fits. [CONTRADICTING_RULES]
  Change one of them.
    Opens: { type: TEXT, validation: { minLength: 6, maxLength: 5 } }
                                                  ^
table.yaml:12:10: column "Phone": Phone is "TEKST". [INVALID_SETTING]
  Use TEXT, NUMBER, BOOLEAN, TEXT_LIST or NUMBER_LIST.
    Phone: TEKST
           ^
table.yaml:13:46: column "Note": the rule minimum does not apply to a column of type TEXT. [RULE_NOT_APPLICABLE]
  It applies to NUMBER and NUMBER_LIST; remove it or change the type.
    Note: { type: TEXT, validation: { minimum: 1 } }
                                               ^
table.yaml:14:13: column "Store": a key column has no default. [KEY_IN_DEFAULTS]
  Remove it: the default record has no key.
  defaults: { Store: Berlin, Kind: shop }
              ^
table.yaml:17:5: row "BERLIN": a row with this key is already in line 16. [DUPLICATE_ROW]
  Keep one of the two.
    - { Store: BERLIN, Seats: 8 }
      ^
table.yaml:18:27: row "Rome", column "Seats": 99 violates a rule of the column: it must be at most 50. [OUT_OF_RANGE]
  Change the value, or the rule of the column.
    - { Store: Rome, Seats: 99, Seets: 3 }
                            ^
table.yaml:18:31: row "Rome", column "Seets": the table has no such column. [UNKNOWN_COLUMN]
  Did you mean "Seats"?
    - { Store: Rome, Seats: 99, Seets: 3 }
                                ^
table.yaml:19:26: row "Oslo", column "Open": the string "yes" does not fit a column of type BOOLEAN. [WRONG_TYPE]
  Use true or false.
    - { Store: Oslo, Open: yes, Channels: [VOICE, CHAT] }
                           ^
table.yaml:20:26: row "Kiel", column "Kind": "kiosk" is not among the values that the column allows. [NOT_IN_ENUM]
  Allowed: "shop", "outlet".
    - { Store: Kiel, Kind: kiosk, Note: =NOW() }
                           ^
table.yaml:20:39: row "Kiel", column "Note": the string "=NOW()" begins with "=", and the service would evaluate it as an expression. [LITERAL_EXPRESSION]
  If that is intended, write { expression: "=…" }; otherwise begin the string with another character.
    - { Store: Kiel, Kind: kiosk, Note: =NOW() }
                                        ^
table.yaml:21:5: row "#6", column "Store": the row lacks the key column "Store". [MISSING_KEY]
  Give it a value.
    - { Seats: 4 }
      ^
table.yaml:22:5: row "Ulm": the row has key columns only; the service cannot create such a row. [ROW_WITHOUT_VALUES]
  Give it a value, or remove it; \`keyOnlyRows: warning\` skips such rows.
    - { Store: Ulm }
      ^
table.yaml:23:27: row "Bonn", column "Seats": the string "09:30" is not a decimal number, but the column is of type NUMBER. [NOT_A_NUMBER]
  Use a number.
    - { Store: Bonn, Seats: 09:30, Kind: shop, Kind: outlet }
                            ^
table.yaml:23:46: "Kind" appears here twice. [DUPLICATE_ENTRY]
  Keep one of the two.
    - { Store: Bonn, Seats: 09:30, Kind: shop, Kind: outlet }
                                               ^
table.yaml:24:7: merge keys (<<) are not supported in a table file. [YAML_UNSUPPORTED]
  Write the values out; values that all rows share belong in the default record (\`defaults\`).
    - { <<: { Seats: 1 }, Store: Wien, Note: no }
        ^
table.yaml:24:44: column "Note": unquoted no is a boolean to many YAML tools; here it is read exactly as written. [YAML_AMBIGUOUS]
  Put it in quotes: "no".
    - { <<: { Seats: 1 }, Store: Wien, Note: no }
                                             ^`;

describe("a file with twenty mistakes", () => {
  it("shows twenty problems in one run, each with its place and the line", () => {
    const parsed = parseTableText(file);
    assert.equal(renderedProblems(parsed), report);
    assert.equal(parsed.problems.length, 20);
    assert.equal(parsed.table, undefined);
  });
});
