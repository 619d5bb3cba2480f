import { Option } from "commander";
import { answerOf } from "../../../sdk/src/client.ts";
import { everyItem } from "../../../sdk/src/every-item.ts";
import type { operations } from "../../../sdk/src/schema.ts";
import type { Register } from "../cli.ts";
import { settle, type WaitOptions, withWaiting } from "./work-commands.ts";

type MatrixQuery = NonNullable<operations["showPromiseMatrix"]["parameters"]["query"]>;
type Matrix = operations["showPromiseMatrix"]["responses"]["200"]["content"]["application/json"];

interface PromiseOptions {
  readonly state?: NonNullable<MatrixQuery["state"]>;
  readonly environment?: string;
}
interface NoteOptions {
  readonly note: string;
}

const cellStates = ["broken", "due_soon", "unknown", "kept"] as const;
const pageSize = 100;

/** What starts by itself, and what must be true of every environment. */
export const scheduleCommands: Register = (program, cli) => {
  program
    .command("promises")
    .description("list what is promised of each environment, the worst first")
    .addOption(new Option("--state <state>", "only environments with such a promise").choices(cellStates))
    .option("-e, --environment <id>", "only of this environment")
    .action(async ({ state, environment }: PromiseOptions) => {
      const { client, workspaceId } = await cli.connect();
      const query = { ...(state && { state }), ...(environment !== undefined && { environmentId: environment }) };
      const params = { path: { ws: await workspaceId() }, query };
      const matrix = await answerOf(client.GET("/api/workspaces/{ws}/promises/matrix", { params }));
      if (matrix.unread !== null) cli.terminal.err(matrix.unread);
      cli.printer().list(matrix, cellRows(matrix), matrix.headline);
    });

  program
    .command("schedules")
    .description("list the schedules, those that need a person first")
    .option("-e, --environment <id>", "only of this environment")
    .action(async ({ environment }: Pick<PromiseOptions, "environment">) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const pages = everyItem((cursor) => {
        const filters = environment === undefined ? {} : { environmentId: environment };
        const query = { ...filters, limit: pageSize, ...(cursor !== undefined && { cursor }) };
        return answerOf(client.GET("/api/workspaces/{ws}/schedules", { params: { path: { ws }, query } }));
      });
      const items = [];
      for await (const schedule of pages) items.push(schedule);
      const rows = items.map(({ id, name, environmentId, wave, type, state, next }) => ({
        schedule: id,
        name,
        environment: environmentId ?? wave?.text ?? "",
        operation: type,
        state,
        why: state.text,
        next: next?.at ?? "",
      }));
      cli.printer().list(items, rows, "There is no schedule that you may see.");
    });

  withWaiting(program.command("run-schedule"))
    .description("start the work of a schedule now; the start fills no slot")
    .argument("<schedule>", "the id of a schedule")
    .option("--key <text>", "the idempotency key; the same key never starts twice")
    .action(async (schedule: string, { key, ...waiting }: WaitOptions & { readonly key?: string }) => {
      const { client, workspaceId } = await cli.connect();
      const ws = await workspaceId();
      const params = { path: { ws, schedule }, ...(key !== undefined && { header: { "Idempotency-Key": key } }) };
      const started = await answerOf(client.POST("/api/workspaces/{ws}/schedules/{schedule}/run", { params }));
      await settle(cli, client, ws, started, waiting);
    });

  for (const action of ["pause", "resume"] as const) {
    program
      .command(`${action}-schedule`)
      .description(`${action} a schedule`)
      .argument("<schedule>", "the id of a schedule")
      .requiredOption("--note <text>", "why, for the audit trail")
      .action(async (schedule: string, { note }: NoteOptions) => {
        const { client, workspaceId } = await cli.connect();
        const params = { path: { ws: await workspaceId(), schedule } };
        const changed = await answerOf(
          client.POST(`/api/workspaces/{ws}/schedules/{schedule}/${action}`, { params, body: { note } }),
        );
        cli.printer().text(changed, [`${changed.name}: ${changed.state.text}`]);
      });
  }
};

/** A row for each promise, in the order of the environments. */
function cellRows({ promises, rows }: Matrix) {
  const names = new Map(promises.map(({ id, name }) => [id, name]));
  return rows.flatMap(({ environment, cells }) =>
    cells.map(({ promiseId, state, text, why }) => ({
      environment: environment.name,
      promise: names.get(promiseId) ?? promiseId,
      state,
      text,
      why: why[0]?.text ?? "",
    })),
  );
}
