import { describe, expect, it } from "vitest";
import { dataLosses } from "../../tools/data-losses.ts";

const table = {
  Type: "AWS::DynamoDB::GlobalTable",
  DeletionPolicy: "Retain",
  UpdateReplacePolicy: "Retain",
  Properties: { BillingMode: "PAY_PER_REQUEST", KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] },
};
const before = { Resources: { Table: table } };
const tableWith = (changed: object) => ({ Resources: { Table: { ...table, ...changed } } });

describe("a deployment", () => {
  it.each([
    { what: "deletes a table", next: { Resources: {} }, loss: "Table (AWS::DynamoDB::GlobalTable) would be deleted." },
    {
      what: "changes the keys of a table",
      next: tableWith({ Properties: { ...table.Properties, KeySchema: [{ AttributeName: "id", KeyType: "HASH" }] } }),
      loss: "Table (AWS::DynamoDB::GlobalTable) would be replaced: KeySchema changes.",
    },
    {
      what: "names a table that had a generated name",
      next: tableWith({ Properties: { ...table.Properties, TableName: "runs" } }),
      loss: "Table (AWS::DynamoDB::GlobalTable) would be replaced: TableName changes.",
    },
    {
      what: "gives the id to another type",
      next: { Resources: { Table: { Type: "AWS::SQS::Queue" } } },
      loss: "Table (AWS::DynamoDB::GlobalTable) would be replaced by a AWS::SQS::Queue.",
    },
    {
      what: "no longer retains a table",
      next: tableWith({ DeletionPolicy: "Delete" }),
      loss: "Table (AWS::DynamoDB::GlobalTable) would no longer be retained when its stack is deleted.",
    },
    {
      what: "no longer retains a replaced table",
      next: tableWith({ UpdateReplacePolicy: "Snapshot" }),
      loss: "Table (AWS::DynamoDB::GlobalTable) would no longer be retained when it is replaced.",
    },
  ])("is rejected when it $what", ({ next, loss }) => {
    expect(dataLosses(before, next)).toEqual([loss]);
  });

  it.each([
    {
      what: "changes a table in place",
      next: tableWith({ Properties: { ...table.Properties, BillingMode: "PROVISIONED" } }),
    },
    {
      what: "releases a table only when its creation fails",
      next: tableWith({ DeletionPolicy: "RetainExceptOnCreate" }),
    },
    { what: "adds a table", next: { Resources: { Table: table, Other: table } } },
  ])("passes when it $what", ({ next }) => {
    expect(dataLosses(before, next)).toEqual([]);
  });

  it.each([
    { type: "AWS::SQS::Queue", Properties: {}, isHeld: true },
    { type: "AWS::Cognito::UserPoolClient", Properties: { GenerateSecret: true }, isHeld: true },
    { type: "AWS::Cognito::UserPoolClient", Properties: { GenerateSecret: false }, isHeld: false },
    { type: "AWS::Logs::LogGroup", Properties: {}, isHeld: false },
    { type: "AWS::Lambda::Function", Properties: {}, isHeld: false },
  ])("may delete a $type with $Properties: not $isHeld", ({ type, Properties, isHeld }) => {
    const losses = dataLosses({ Resources: { One: { Type: type, Properties } } }, { Resources: {} });

    expect(losses).toHaveLength(isHeld ? 1 : 0);
  });
});
