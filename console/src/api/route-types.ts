import type * as z from "zod";
import type { Route } from "../../../shared/contract/route.ts";

/** Path parameters of a contract path: `/api/workspaces/{ws}` requires `ws`. */
export type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & ParametersOf<Rest>
  : unknown;

/** The successful response of a route. */
export type AnswerOf<Asked extends Route> = z.output<Asked["answers"][keyof Asked["answers"]]>;

/** The request body of a route. */
export type BodyOf<Asked extends Route> = Asked["body"] extends z.ZodType ? z.input<Asked["body"]> : undefined;

export type Query = Readonly<Record<string, string | undefined>>;

/** The address of a request. Parameters without a value are omitted. */
export function addressOf(path: string, parameters: Readonly<Record<string, string>>, query: Query = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  ).toString();
  return asked === "" ? filled : `${filled}?${asked}`;
}
