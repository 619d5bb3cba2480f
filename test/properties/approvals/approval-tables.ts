import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type Call, createDynamoDb } from "../../../local/engines/table/engine.ts";
import type { Item } from "../../../local/engines/table/value-types.ts";
import { environmentItem, membershipItem, workspaceItem } from "../../../shared/access/items.ts";
import { approvalWindows } from "../../../shared/operations/plans/plan-approval.ts";
import { digestOf } from "../../../shared/operations/plans/plan-guard.ts";
import { type PlanApproval, planApproval } from "../../../shared/records/plan-approvals.ts";
import { createDirectClient } from "../../engines/dynamodb/client.ts";
import { NOW } from "../../support/clock.ts";
import type { Product } from "../../support/product.ts";
import { tableDefinition } from "../../support/table.ts";
import type { Reply } from "../interleavings/automaton.ts";

export const tableName = "approvals";
export const scope = { workspaceId: "acme", environmentId: "acme-prod" };
export const planId = "PLAN";
export const type = "backup_set.delete";
export const subject = { backupSetId: "set" };
/** What the plan deletes, in the state in which it was planned. */
export const planned = ["one", "two"].map((id) => ({ id, displayName: id, action: "delete", state: "current" }));
export const digest = digestOf(type, subject, planned);

/** The requesting client, its owner, that person's second account, and two other persons. */
export const requester = { id: "client", ownerId: "alice", name: "client" };
export const persons = {
  alice: { id: "alice", ownerId: "alice", name: "alice" },
  "alice-admin": { id: "alice-admin", ownerId: "alice", name: "alice-admin" },
  bob: { id: "bob", ownerId: "bob", name: "bob" },
  carol: { id: "carol", ownerId: "carol", name: "carol" },
} as const;
export type Person = keyof typeof persons;

/** The contents of the table at one moment; equal ones are identical. */
export interface Table {
  readonly id: number;
  readonly items: readonly Item[];
  readonly approval: PlanApproval | undefined;
}

/** Stores each content of the table once and applies requests to it with the engine. */
export function createTables() {
  const byText = new Map<string, Table>();
  const applied = new Map<string, { readonly table: Table; readonly reply: Reply }>();

  function engineOf(items: readonly Item[]) {
    const engine = createDynamoDb({ clock: { now: () => NOW } });
    engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
    for (const Item of items) engine.execute({ operation: "PutItem", request: { TableName: tableName, Item } });
    return engine;
  }

  function tableOf(items: readonly Item[]): Table {
    const text = JSON.stringify(items.map((item) => Object.entries(item).toSorted()));
    const known = byText.get(text);
    if (known !== undefined) return known;
    const stored = items.map((item) => unmarshall(item)).find(({ pk }) => String(pk).endsWith("#plan-approvals"));
    const made = { id: byText.size + 1, items, approval: planApproval.optional().parse(stored?.record) };
    byText.set(text, made);
    return made;
  }

  return {
    /** A requested plan, or one without a request, and members who may delete and approve. */
    async first({ createPlans, createPlanApprovals, planMarker }: Product, isRequested: boolean): Promise<Table> {
      const engine = engineOf([]);
      const client = createDirectClient(async (call) => engine.execute(call));
      const target = { client, tableName, clock: { now: () => NOW } };
      const put = async (item: object) => {
        const { PutCommand } = await import("@aws-sdk/lib-dynamodb");
        await client.send(new PutCommand({ TableName: tableName, Item: { ...item } }));
      };
      await put(workspaceItem("acme", { name: "Acme" }));
      await put(environmentItem("acme", "acme-prod", { name: "Production" }));
      const owner = { role: "owner", environments: "all" } as const;
      for (const { id, ownerId } of [requester, ...Object.values(persons)]) {
        const kind = id === requester.id ? "client" : "person";
        await put(membershipItem("acme", id, { ...owner, kind, ...(ownerId !== id && { ownerId }) }));
      }
      const plans = createPlans(target);
      const by = { runId: planId, attempt: 1 };
      await plans.open(scope, { id: planId, operationType: type, subject, by, plannedByUserId: requester.id });
      await plans.putItems(scope, planId, planned);
      const counts = { total: planned.length, kept: 0 };
      await plans.complete(scope, planId, by, { name: "Set", content: planId, digest, counts });
      if (isRequested) {
        const wanted = { id: planId, operationType: type, digest, requester, note: "Please." };
        const mark = planMarker(scope, { kind: "plans", id: planId, digest });
        const beside = () => ({ item: { pk: "AUDIT", sk: "request" } });
        await createPlanApprovals(target, approvalWindows).request(scope, wanted, mark, beside);
      }
      return tableOf(engine.table(tableName).items());
    },

    /** The table after a request, and its reply. */
    apply(table: Table, call: Call): { readonly table: Table; readonly reply: Reply } {
      const key = `${table.id} ${JSON.stringify(call)}`;
      const known = applied.get(key);
      if (known !== undefined) return known;
      const engine = engineOf(table.items);
      const made = { reply: replyOf(() => engine.execute(call)), table: tableOf(engine.table(tableName).items()) };
      applied.set(key, made);
      return made;
    },

    /** The table after a member was removed. */
    without(table: Table, member: string): Table {
      const isMember = (item: Item) => JSON.stringify(item.sk) === JSON.stringify({ S: `MEMBER#${member}` });
      const removedAt = { S: NOW.toISOString() };
      return tableOf(table.items.map((item) => (isMember(item) ? { ...item, removedAt } : item)));
    },
  };
}
export type Tables = ReturnType<typeof createTables>;

function replyOf(execute: () => object): Reply {
  try {
    const value = execute();
    return { key: JSON.stringify(value), value };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { key: `refused ${error.message}`, error: () => error };
  }
}
