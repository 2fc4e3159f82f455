/** Texts that name an account, an instance or a person, in every place of an answer. */
import type { Exchange } from "../../src/probe/lab/session";
import type { JsonObject } from "../../src/probe/service/ports";

/** Texts that must never be published: nor may any part of them that a reader could know again. */
export const naming = [
  "123456789012",
  "account:123456789012",
  "1234-5678-9012",
  "1234 5678 9012",
  "1234.5678.9012",
  "1234,5678,9012",
  "1234_5678_9012",
  "(1234) 5678 (9012)",
  "arn:aws:connect:eu-central-1:123456789012:instance/aaaabbbb-cccc-4ddd-8eee-ffff00001111",
  "arn:aws-cn:connect:cn-north-1:123456789012:instance/aaaabbbb-cccc-4ddd-8eee-ffff00001111/data-table/quasimodo",
  "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/quasimodo",
  "arn:aws-iso:iam::123456789012:user/fonebone",
  "arn%3Aaws%3Aconnect%3Aeu-central-1%3A123456789012%3Ainstance%2Fquasimodo",
  "arn:aws:connect:jane-fonebone:000000000000:instance/probe/quasimodo",
  "arn:aws:sts::123456789012:assumed-role/Quasimodo/jane.fonebone@example.org",
  "aaaabbbb-cccc-4ddd-8eee-ffff00001111",
  "AAAABBBBCCCC4DDD8EEEFFFF00001111",
  "jane.fonebone@example.org",
  "Jane.Fonebone+aws@Example.ORG",
  "mailto:jane@fonebone.example",
  "Jane Fonebone",
  "fonebone",
  "FONEBONE",
  "JaneFonebone",
  "Jane_Fonebone's table",
  "User: Quasimodo",
  "QuasimodoException",
  "FoneboneError",
  "AKIAIOSFODNN7QWERTZU",
  "192.168.17.42",
  "fe80::17:4242",
  "https://quasimodo-contact.my.connect.aws/admin",
  "+4930123456789",
  "+49 30 123456",
  "(030) 123-456",
] as const;

/** What of such a text must not be seen: all of it, and its parts that are no word of the service or of everybody. */
export function tracesOf(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2 && !harmless.has(part.toLowerCase()));
  return [text, ...parts];
}

const harmless = new Set(
  `account admin arn assumed aws central connect contact data error eu example exception gov https iam instance iso mailto north org probe role
  sts table user west 000000000000`.split(/\s+/),
);

/** Members of an answer: those of the model, and some that nobody knows. */
const places =
  `Arn Attribute AttributeId AttributeName CreatedTime DataTableArn DataTableId Description EvaluatedValue Id LastModifiedRegion LastModifiedTime
  Message Name NextToken RecordId Status TimeZone Value ValueLockLevel ValueType Version VersionDescription Owner message requestId AccountId`.split(
    /\s+/,
  );

/** A text as one member: beside the items, in an item, in its keys, its lock version, its tags and its rules; as a name, in a list and as numbers. */
function bodiesWith(text: string): JsonObject[] {
  const digits = (text.match(/\d+/g) ?? []).map(Number);
  const column = {
    Name: "Text",
    Validation: { Enum: { Values: [text], Strict: text }, MultipleOf: text },
  };
  return [
    ...places.flatMap((place) => [
      { [place]: text },
      { Successful: [{ [place]: text }] },
      { Failed: [{ AttributeName: "Text", [place]: text }] },
      { DataTable: { [place]: text, Tags: { [place]: text } } },
      { DataTableSummaryList: [{ [place]: text }], Attributes: [{ ...column, [place]: text }] },
      { Values: [{ PrimaryValues: [{ AttributeName: place, [place]: text }], [place]: digits }] },
      {
        Successful: [
          { LockVersion: { DataTable: text, Attribute: text, PrimaryValues: text, Value: text, [place]: text } },
        ],
      },
    ]),
    { [text]: text, Tags: { [text]: text }, PrimaryValues: [{ AttributeName: text, Value: text }] },
    { Successful: [[text, [text]], { Deep: { Deeper: { Deepest: text } } }], Owner: digits },
  ];
}

/** Answers and refusals with such a text in one place each. */
export function everywhere(): Exchange[] {
  const [, , , , , , , , instance] = naming;
  const input = {
    InstanceId: instance,
    DataTableId: instance,
    NextToken: instance,
    Values: [{ AttributeName: "Text" }],
  };
  const answers = naming.flatMap((text) =>
    bodiesWith(text).map((body): Exchange => ({
      operation: "BatchDescribeDataTableValue",
      input: { ...input, InstanceId: text, DataTableId: text, NextToken: text },
      reply: { kind: "answer", body, requestId: text },
    })),
  );
  const refusals = naming.flatMap((text) =>
    ["AccessDeniedException", "InvalidRequestException", text, `${text}Exception`].flatMap((type) =>
      [
        `${text} is not authorized to perform: ${text} on ${text}`,
        `Table "${text}" (${text}), [${text}]: no such value`,
      ].map((message): Exchange => ({
        operation: "DescribeDataTable",
        input,
        reply: { kind: "refusal", type, status: 400, message, requestId: text },
      })),
    ),
  );
  return [...answers, ...refusals];
}
