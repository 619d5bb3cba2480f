import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Lane } from "../../shared/run/lanes.ts";

/** The roles with access to the table; a separate test compares their permissions with the template. */
export type Role =
  | "ReadApi"
  | "OperationsApi"
  | "ShortLaneWorker"
  | "LongLaneWorker"
  | "FailedJobBridge"
  | "ReconcileSweep"
  | "ScheduleClock"
  | "RunEventsFollower";

export const workerRoleOf = { short: "ShortLaneWorker", long: "LongLaneWorker" } as const satisfies Record<Lane, Role>;

const table = readFileSync(path.resolve(import.meta.dirname, "../../docs/security.md"), "utf8");

/** The permissions of a role, by role and then by the table or index. */
const allowed = new Map<string, Map<string, ReadonlySet<string>>>();
for (const [, role = "", on = "", actions = ""] of table.matchAll(/^\| (\w+) \| (RunTable\S*) \| ([\w, ]+) \|$/gm)) {
  allowed.set(role, (allowed.get(role) ?? new Map()).set(on, new Set(actions.split(", "))));
}

const atWork = new AsyncLocalStorage<{ readonly role: Role; readonly missing: string[] }>();

/**
 * Runs a function with the permissions of its role. A table call that needs another permission fails as in AWS, and the
 * invocation fails even when the function handles that error.
 */
export function inRole<Taken extends unknown[], Answer>(role: Role, handle: (...taken: Taken) => Promise<Answer>) {
  return async (...taken: Taken): Promise<Answer> => {
    const work = { role, missing: [] };
    const answer = await atWork.run(work, () => handle(...taken));
    if (work.missing.length > 0) throw new Error(`no right to ${work.missing.join(", ")}`);
    return answer;
  };
}

/** Throws for a table operation that the current role does not allow, because the engine checks no permissions. */
export function expectRights(operation: string, input: unknown): void {
  const work = atWork.getStore();
  if (work === undefined) return;
  const missing = missingRights(work.role, operation, input);
  if (missing.length === 0) return;
  work.missing.push(...missing);
  throw new Error(`no right to ${missing.join(", ")}`);
}

/** Makes a client fail where the current role lacks a permission. */
export function holdToRights(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        expectRights(commandName.replace(/Command$/, ""), args.input);
        return next(args);
      },
    { step: "initialize", name: "expectRights" },
  );
  return client;
}

/** A transaction needs the permissions of its writes; every other operation needs the one of its name. */
const actionsOf = (operation: string) => (operation === "TransactWriteItems" ? ["PutItem", "UpdateItem"] : [operation]);

function missingRights(role: Role, operation: string, input: unknown): string[] {
  const index = typeof input === "object" && input !== null ? Reflect.get(input, "IndexName") : undefined;
  const on = index === undefined ? "RunTable" : `RunTable/index/${String(index)}`;
  return actionsOf(operation).flatMap((action) =>
    allowed.get(role)?.get(on)?.has(action) ? [] : [`${role} ${action} ${on}`],
  );
}
