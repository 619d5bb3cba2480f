import { InvalidArgumentError, Option } from "commander";
import { answerOf } from "../../../sdk/src/client.ts";
import { everyItem } from "../../../sdk/src/every-item.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Register } from "../cli.ts";
import { CliError } from "../cli-error.ts";

type AlertPage = operations["listAlerts"]["responses"]["200"]["content"]["application/json"];

interface ListOptions {
  readonly state: "open" | "closed";
  readonly reference?: string;
}
interface SnoozeOptions {
  readonly until: string;
  readonly reason: string;
  readonly ends: "time" | "change" | "next_failure";
}

const pageSize = 100;

/** What is reported to people until its cause is gone. */
export const alertCommands: Register = (program, cli) => {
  program
    .command("alerts")
    .description("list the alerts, the newest first")
    .addOption(new Option("--state <state>", "which alerts").choices(["open", "closed"]).default("open"))
    .option("--reference <text>", "only about runs that were started with this reference")
    .action(async ({ state, reference }: ListOptions) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const read = async (cursor?: string) => {
        const query = {
          ...{ state, limit: pageSize, ...(reference !== undefined && { externalReference: reference }) },
          ...(cursor !== undefined && { cursor }),
        };
        return answerOf(client.GET("/api/workspaces/{ws}/alerts", { params: { path: { ws }, query } }));
      };
      const first = await read();
      const items = [];
      for await (const alert of everyItem((cursor) => (cursor === undefined ? Promise.resolve(first) : read(cursor))))
        items.push(alert);
      const page = { ...first, items, nextCursor: null };
      if (page.unread !== null) cli.terminal.err(page.unread);
      if (page.watch.state !== "watching") cli.terminal.err(page.watch.text);
      const nothing =
        state === "open" && reference === undefined ? page.headline : "There is no such alert that you may see.";
      cli.printer().list(page, page.items.map(rowOf), nothing);
    });

  program
    .command("snooze-alert")
    .description("send nothing about an open alert until an instant; it stays open and counted")
    .argument("<alert>", "the key of an alert")
    .requiredOption(
      "--until <instant>",
      "when it ends, such as 2026-12-01T08:00:00Z; one that has passed ends it",
      instant,
    )
    .requiredOption("--reason <text>", "why, for the audit trail")
    .addOption(
      new Option("--ends <event>", "what ends it before").choices(["time", "change", "next_failure"]).default("time"),
    )
    .action(async (key: string, { until, reason, ends }: SnoozeOptions) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const params = { path: { ws, alert: key } };
      const read = client.GET("/api/workspaces/{ws}/alerts/{alert}", { params });
      if ((await read).response.status === 404)
        throw new CliError(`No alert has the key "${key}". List them: runtruth alerts`);
      const alert = await answerOf(read);
      const body = { seq: alert.seq, until, reason, ends };
      const changed = await answerOf(client.PUT("/api/workspaces/{ws}/alerts/{alert}/snooze", { params, body }));
      cli.printer().text(changed, [`${changed.title}: ${changed.state.label}`]);
    });
};

function instant(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError("must be an instant, such as 2026-12-01T08:00:00Z");
  return new Date(time).toISOString();
}

const rowOf = ({ key, environmentId, state, title, text, since, snooze }: AlertPage["items"][number]) => ({
  alert: key,
  environment: environmentId ?? "",
  state,
  title,
  text,
  since,
  snoozedUntil: snooze?.until ?? "",
});
