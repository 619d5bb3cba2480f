import { readFileSync } from "node:fs";
import path from "node:path";

/** The role each API function has; the table of rights is held to the template by a test of its own. */
const roles = { "read-api": "ReadApi", "operations-api": "OperationsApi" } as const;

const table = readFileSync(path.resolve(import.meta.dirname, "../../docs/security.md"), "utf8");

/** What a role may do with the table and its indexes, as `<action> <resource>`. */
const allowed = new Set(
  [...table.matchAll(/^\| (\w+) \| (RunTable\S*) \| ([\w, ]+) \|$/gm)].flatMap(([, role, on, actions = ""]) =>
    actions.split(", ").map((action) => `${role} ${action} ${on}`),
  ),
);

/** A transaction takes the rights of what it writes; every other command is named as its right. */
const actionsOf = (command: string) =>
  command === "TransactWriteItemsCommand" ? ["PutItem", "UpdateItem"] : [command.replace(/Command$/, "")];

/** Which rights a call of the table takes that its function would not have in an account. */
export function missingRights(api: keyof typeof roles, command: string, input: unknown): string[] {
  const index = typeof input === "object" && input !== null ? Reflect.get(input, "IndexName") : undefined;
  const on = index === undefined ? "RunTable" : `RunTable/index/${String(index)}`;
  return actionsOf(command)
    .map((action) => `${roles[api]} ${action} ${on}`)
    .filter((right) => !allowed.has(right));
}
