import type * as z from "zod";
import type { ProblemCode } from "./problem.ts";

/** Columns of a list as CSV: the name of each, and the path of its value in an item. */
export type Columns = Readonly<Record<string, string>>;

/** One API route: source of the gateway route, the function's handler and the OpenAPI entry. */
export interface Route {
  /** Stable and unique; the operation id in OpenAPI. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With `{parameters}`, described in `pathParameters`. */
  readonly path: string;
  readonly summary: string;
  /** `jwt`: the gateway rejects requests without a valid token. */
  readonly auth: "none" | "jwt";
  readonly function: "operations-api" | "read-api";
  /** The response only changes with a release: it is cacheable and has an ETag. */
  readonly isFixed?: boolean;
  /**
   * The capability required in that workspace (or on the platform plane). Null: membership suffices, or the request
   * body decides.
   */
  readonly capability: string | null;
  readonly query: z.ZodType;
  /** Null when the route takes no body. */
  readonly body: z.ZodType | null;
  readonly takesIdempotencyKey: boolean;
  readonly answers: Readonly<Record<number, z.ZodType>>;
  /** Set for a list with pages that `Accept` also gets as NDJSON and CSV; the order is that of the columns. */
  readonly columns?: Columns;
  /** Error codes specific to this route, besides those that every route may return. */
  readonly problems: readonly ProblemCode[];
}

/** Descriptions of path parameters. */
export const pathParameters: Readonly<Record<string, string>> = {
  ws: "Id of the workspace",
  env: "Id of the environment",
  run: "Id of the run",
  cause: "Key of the cause, as the list of causes names it",
  plan: "Id of the plan: that of the run that made it",
  wave: "Id of the wave, which is that of its run",
  bulk: "Id of the bulk action",
  view: "Id of the saved view",
  schedule: "Id of the schedule",
  alert: "Key of the alert",
  rule: "Id of the alert rule",
  channel: "Id of the channel",
  kind: "Kind of record",
  id: "Id of the record",
  item: "Id of an item of the record: the policy's id",
  user: "Id of the user: the subject of their tokens",
};
