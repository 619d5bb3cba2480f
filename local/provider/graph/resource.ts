import * as z from "zod";
import { type Answer, graphError } from "../answers.ts";
import type { BudgetName } from "./budgets.ts";

/** An object of the directory or of Intune. */
export type Entity = Readonly<Record<string, unknown>> & { readonly id: string };

export interface GraphRequest {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
  readonly headers: { readonly consistencylevel?: string | string[] | undefined };
  /** The variable parts of the path. */
  readonly ids: readonly string[];
}

/** What is served at a path, who may ask, and at which cost. */
export interface Resource {
  readonly method?: "POST";
  /** Matches the path after the version. */
  readonly path: RegExp;
  /** Application permissions; one of them suffices. */
  readonly permissions: readonly string[];
  readonly budget: BudgetName;
  answer(request: GraphRequest): Answer;
}

interface PageSize {
  readonly usual: number;
  readonly max: number;
}
export const directoryPages: PageSize = { usual: 100, max: 999 };
export const devicePages: PageSize = { usual: 1000, max: 1000 };
export const intunePages: PageSize = { usual: 50, max: 1000 };

const wholeNumber = z.coerce.number().int().min(1);

/** A page of a list, after the last object of the previous page, with the selected properties only. */
export function pageOf(all: readonly Entity[], { url, headers }: GraphRequest, { usual, max }: PageSize): Answer {
  const top = wholeNumber.max(max).safeParse(url.searchParams.get("$top") ?? usual);
  if (!top.success) {
    const message = `Invalid page size specified: '${url.searchParams.get("$top")}'. Must be between 1 and ${max} inclusive.`;
    return graphError(400, "Request_BadRequest", message);
  }
  const token = url.searchParams.get("$skiptoken");
  const after = token === null ? undefined : Buffer.from(token, "base64url").toString();
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) {
    return graphError(400, "Directory_ExpiredPageToken", "The specified page token value has expired.");
  }
  const value = all.slice(from, from + top.data);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", Buffer.from(value.at(-1)?.id ?? "").toString("base64url"));
  const isCounted = url.searchParams.get("$count") === "true" && headers.consistencylevel === "eventual";
  return {
    status: 200,
    body: {
      "@odata.context": `${url.origin}/v1.0/$metadata#${url.pathname.split("/").slice(2).join("/")}`,
      ...(isCounted && { "@odata.count": all.length }),
      ...(from + value.length < all.length && { "@odata.nextLink": next.href }),
      value: value.map((each) => selected(each, url)),
    },
  };
}

/** The number of objects as text, as Graph returns it; only for eventually consistent requests. */
export function countOf(number: number, { headers }: GraphRequest): Answer {
  if (headers.consistencylevel !== "eventual") {
    return graphError(400, "Request_UnsupportedQuery", "$count is not currently supported.");
  }
  return { status: 200, body: number, headers: { "content-type": "text/plain" } };
}

export const one = (entity: Entity | undefined, { url }: GraphRequest): Answer =>
  entity === undefined
    ? graphError(404, "Request_ResourceNotFound", "The resource does not exist.")
    : { status: 200, body: selected(entity, url) };

/** The properties that `$select` names, or all; a navigation property only when `$expand` names it. */
function selected(entity: Entity, url: URL): object {
  const select = url.searchParams.get("$select")?.split(",");
  const expand = url.searchParams.get("$expand")?.split(",") ?? [];
  const navigation = new Set(["principal", "roleScopeTags", "rolesMembers"]);
  return Object.fromEntries(
    Object.entries(entity).filter(([name]) =>
      navigation.has(name) ? expand.includes(name) : select === undefined || select.includes(name),
    ),
  );
}
