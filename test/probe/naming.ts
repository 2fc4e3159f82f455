/** Texts that name an account, an instance or a person, in every place of an answer. */
import type { Exchange } from "../../src/probe/lab/session";
import type { JsonObject } from "../../src/probe/service/ports";

/** Texts that must never be published. */
export const naming = [
  "123456789012",
  "arn:aws:connect:eu-central-1:123456789012:instance/aaaabbbb-cccc-4ddd-8eee-ffff00001111",
  "arn:aws:sts::123456789012:assumed-role/Quasimodo/jane.fonebone@example.org",
  "aaaabbbb-cccc-4ddd-8eee-ffff00001111",
  "jane.fonebone@example.org",
  "Jane Fonebone",
  "fonebone",
  "User: Quasimodo",
  "AKIAIOSFODNN7QWERTZU",
  "192.168.17.42",
  "https://quasimodo-contact.my.connect.aws/admin",
  "+4930123456789",
] as const;

const places = [
  "Value",
  "Message",
  "AttributeName",
  "RecordId",
  "NextToken",
  "Description",
  "LastModifiedRegion",
  "Id",
  "Owner",
  "EvaluatedValue",
];

/** Answers and refusals with such a text in one place each. */
export function everywhere(): Exchange[] {
  const input = {
    InstanceId: naming[3],
    DataTableId: naming[3],
    NextToken: naming[1],
    Values: [{ AttributeName: "Text" }],
  };
  const answer = (body: JsonObject): Exchange => ({
    operation: "BatchDescribeDataTableValue",
    input,
    reply: { kind: "answer", body, requestId: naming[3] },
  });
  const answers = naming.flatMap((text) => [
    ...places.map((place) =>
      answer({ Successful: [{ [place]: text, LockVersion: { Value: text, DataTable: text } }], [place]: text }),
    ),
    answer({ [text]: text, Tags: { [text]: text }, PrimaryValues: [{ AttributeName: text, Value: text }] }),
  ]);
  const refusals = naming.flatMap((text) =>
    ["AccessDeniedException", "InvalidRequestException", text].map((type): Exchange => ({
      operation: "DescribeDataTable",
      input,
      reply: {
        kind: "refusal",
        type,
        status: 400,
        message: `${text} is not authorized to perform: ${text} on ${text}`,
        requestId: text,
      },
    })),
  );
  return [...answers, ...refusals];
}
