import type * as z from "zod";
import type { ProblemCode } from "./problem.ts";

/** One route of the API: infrastructure makes a gateway route of it, a function its handler, OpenAPI its entry. */
export interface Route {
  /** Stable and unique; the operation id in OpenAPI. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With `{parameters}`; what they stand for is in `pathParameters`. */
  readonly path: string;
  readonly summary: string;
  /** `jwt`: the gateway lets nothing through without a valid token. */
  readonly auth: "none" | "jwt";
  readonly function: "operations-api" | "read-api";
  /** A release fixes its answer: caches may keep it, and it comes with a tag. */
  readonly isFixed?: boolean;
  /** What the caller needs in that workspace (or on the platform plane), or null: membership is enough, or the request itself decides. */
  readonly capability: string | null;
  readonly query: z.ZodType;
  /** Null when the route takes no body. */
  readonly body: z.ZodType | null;
  readonly takesIdempotencyKey: boolean;
  readonly answers: Readonly<Record<number, z.ZodType>>;
  /** The refusals particular to this route, beside those every route may give. */
  readonly problems: readonly ProblemCode[];
}

/** What the parameters in paths stand for. */
export const pathParameters: Readonly<Record<string, string>> = {
  ws: "Id of the workspace",
  env: "Id of the environment",
  run: "Id of the run",
  kind: "Kind of record",
  id: "Id of the record",
  user: "Id of the person, as in their tokens",
};
