import type * as z from "zod";
import type { Route } from "../../../shared/contract/route.ts";

/** What a path of the contract wants to know: `/api/workspaces/{ws}` wants `ws`. */
export type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & ParametersOf<Rest>
  : unknown;

/** What a route answers when it answers what it was asked. */
export type AnswerOf<Asked extends Route> = z.output<Asked["answers"][keyof Asked["answers"]]>;

/** What a route takes. */
export type BodyOf<Asked extends Route> = Asked["body"] extends z.ZodType ? z.input<Asked["body"]> : undefined;

export type Query = Readonly<Record<string, string | undefined>>;

/** The address of a request. Parameters without a value are left out. */
export function addressOf(path: string, parameters: Readonly<Record<string, string>>, query: Query = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ""));
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  ).toString();
  return asked === "" ? filled : `${filled}?${asked}`;
}
