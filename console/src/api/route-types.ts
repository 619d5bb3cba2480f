import type * as z from "zod";
import type { Route } from "../../../shared/contract/route.ts";

/** Path parameters of a contract path: `/api/workspaces/{ws}` requires `ws`. */
export type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & ParametersOf<Rest>
  : object;

/** The successful response of a route. */
export type AnswerOf<Asked extends Route> = z.output<Asked["answers"][keyof Asked["answers"]]>;

/** The request body of a route. */
export type BodyOf<Asked extends Route> = Asked["body"] extends z.ZodType ? z.input<Asked["body"]> : undefined;

export type Query = Readonly<Record<string, string | undefined>>;

/** The address of an answer, by which it is kept. Parameters without a value are omitted. */
export function addressOf<Path extends string>(path: Path, parameters: ParametersOf<Path>, query: Query = {}): string {
  const values = new Map<string, string>(Object.entries(parameters));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ""));
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  ).toString();
  return asked === "" ? filled : `${filled}?${asked}`;
}
