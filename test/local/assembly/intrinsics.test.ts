import { expect, it } from "vitest";
import { resolve } from "../../../local/assembly/intrinsics.ts";
import { createReferences } from "../../../local/assembly/references.ts";
import { addresses, anAssembly, aResource } from "./assembly.ts";

const assembly = {
  ...anAssembly({
    Queue: aResource("AWS::SQS::Queue", {}, "Lane/Queue"),
    Table: aResource("AWS::DynamoDB::GlobalTable", { TableName: "ledger" }),
    Alarm: aResource("AWS::CloudWatch::Alarm"),
  }),
  outputOf: (stack: string, output: string) => (`${stack}.${output}` === "Data.Name" ? { Ref: "Table" } : undefined),
};
const references = createReferences(assembly, addresses);

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is how a template writes a placeholder.
it.each([
  { what: { Ref: "Queue" }, value: "http://127.0.0.1:4001/000000000000/App-Lane-Queue" },
  { what: { Ref: "Table" }, value: "ledger" },
  { what: { Ref: "Size" }, value: "7" },
  { what: { Ref: "AWS::Region" }, value: "us-east-1" },
  { what: { "Fn::GetAtt": ["Queue", "Arn"] }, value: "arn:aws:sqs:us-east-1:000000000000:App-Lane-Queue" },
  { what: { "Fn::GetAtt": "Queue.QueueName" }, value: "App-Lane-Queue" },
  { what: { "Fn::Join": ["/", ["a", { Ref: "Table" }, 3]] }, value: "a/ledger/3" },
  { what: { "Fn::Split": [":", "a:b"] }, value: ["a", "b"] },
  { what: { "Fn::Select": ["1", { "Fn::Split": [":", "a:b"] }] }, value: "b" },
  { what: { "Fn::Sub": "x-${Table}-${!Kept}-${Queue.QueueName}" }, value: "x-ledger-${Kept}-App-Lane-Queue" },
  { what: { "Fn::Sub": ["${Name}!", { Name: { Ref: "Table" } }] }, value: "ledger!" },
  { what: { "Fn::Base64": "a" }, value: "YQ==" },
  { what: { "Fn::GetStackOutput": { StackName: "Data", OutputName: "Name", Region: "x" } }, value: "ledger" },
  { what: { keep: [{ Ref: "Table" }, 1, null, true] }, value: { keep: ["ledger", 1, null, true] } },
])("intrinsic function resolves: $what", ({ what, value }) => {
  expect(resolve(what, references)).toEqual(value);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.

it("AWS::NoValue is removed as in CloudFormation", () => {
  const value = { gone: { Ref: "AWS::NoValue" }, list: [{ Ref: "AWS::NoValue" }, 1] };

  expect(resolve(value, references)).toEqual({ list: [1] });
});

it.each([
  { what: { "Fn::ImportValue": "x" }, named: "Fn::ImportValue" },
  { what: { "Fn::If": ["c", 1, 2] }, named: "Fn::If" },
  { what: { "Fn::GetStackOutput": { StackName: "Data", OutputName: "Gone" } }, named: "Gone" },
  { what: { Ref: "Missing" }, named: "Missing" },
  { what: { Ref: "Alarm" }, named: "Alarm" },
  { what: { "Fn::GetAtt": ["Queue", "Colour"] }, named: "Colour" },
])("template with $what is rejected by name", ({ what, named }) => {
  expect(() => resolve(what, references)).toThrow(named);
});
