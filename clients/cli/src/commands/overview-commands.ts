import { answerOf } from "../../../sdk/src/client.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Register } from "../cli.ts";
import { runRow } from "../run-rows.ts";

export const overviewCommands: Register = (program, cli) => {
  program
    .command("catalog")
    .description("list the operations, and who may start them")
    .action(async () => {
      const { client } = await cli.connect();
      const catalog = await answerOf(client.GET("/api/catalog"));
      const items = catalog.items.map(({ type, label, risk, startedBy, capability, inputSchema }) => ({
        type,
        label,
        risk,
        startedBy,
        capability: capability ?? "",
        dryRun: hasDryRun(inputSchema) ? "yes" : "",
      }));
      cli.printer().list(catalog, items, "The catalog is empty.");
    });

  program
    .command("environments")
    .description("list the environments that you may see")
    .action(async () => {
      const { client, workspaceId } = await cli.connect();
      const params = { path: { ws: await workspaceId() } };
      const page = await answerOf(client.GET("/api/workspaces/{ws}/environments", { params }));
      const items = page.items.map(({ id, name }) => ({ environment: id, name }));
      cli.printer().list(page, items, "There is no environment that you may see.");
    });

  program
    .command("inbox")
    .description("list what needs a decision, the most urgent first")
    .action(async () => {
      const { client, workspaceId } = await cli.connect();
      const params = { path: { ws: await workspaceId() } };
      const inbox = await answerOf(client.GET("/api/workspaces/{ws}/inbox", { params }));
      if (inbox.unread !== null) cli.terminal.err(inbox.unread);
      cli.printer().list(inbox, inbox.groups.flatMap(rowsOf), inbox.calm ?? "");
    });
};

/** Whether an operation can be planned without being carried out. */
const hasDryRun = ({ properties }: Catalog["items"][number]["inputSchema"]): boolean =>
  typeof properties === "object" && properties !== null && "dryRun" in properties;

type Catalog = operations["showCatalog"]["responses"]["200"]["content"]["application/json"];
type Inbox = operations["showInbox"]["responses"]["200"]["content"]["application/json"];
type InboxGroup = Inbox["groups"][number];

/** A line for each problem, and one that says how many more there are. */
function rowsOf({ label, count, items }: InboxGroup) {
  const rest = count.value - items.length;
  const more =
    rest > 0 || count.capped ? [moreRow(label, `${Math.max(rest, 1)}${count.capped ? " or more" : ""} more`)] : [];
  return [...items.map((run) => ({ cause: label, ...runRow(run) })), ...more];
}

function moreRow(cause: string, text: string) {
  return {
    cause,
    run: "",
    created: "",
    operation: "",
    environment: "",
    state: "",
    why: `${text}: list them with runs`,
  };
}
