import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../shared/clock.ts";
import { type Answer, graphError, parseJson } from "./answers.ts";
import { type Collection, collections, type Policies } from "./policies.ts";

const pageSizeDefault = 20;
const pageSizeMax = 999;

const topSchema = z.coerce.number().int().min(1).max(pageSizeMax);
const bodySchema = z.looseObject({});

export interface PolicyRequest {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
}

/**
 * Answers `/{version}/deviceManagement/{collection}[/{id}]`; undefined for any other path.
 *
 * Paging goes on after the last id of a page, so that a write between two pages neither repeats nor
 * skips a policy that was there all along.
 */
export async function answerPolicies(
  policies: Policies,
  clock: Clock,
  request: PolicyRequest,
): Promise<Answer | undefined> {
  const path = /^(?:\/(?:beta|v1\.0))?\/deviceManagement\/(\w+)(?:\/([^/]+))?$/.exec(request.url.pathname);
  const collection = collections.find((name) => name === path?.[1]);
  if (!collection) return undefined;
  const id = path?.[2];
  if (id === undefined) {
    if (request.method === "GET") return page(policies, collection, request.url);
    if (request.method === "POST") return create(policies, clock, collection, request.text);
    return notAllowed();
  }
  return answerOne(policies, clock, collection, decodeURIComponent(id), request);
}

function page(policies: Policies, collection: Collection, url: URL): Answer {
  const top = topSchema.safeParse(url.searchParams.get("$top") ?? pageSizeDefault);
  if (!top.success) return graphError(400, "BadRequest", `$top must be a whole number from 1 to ${pageSizeMax}`);
  const after = url.searchParams.get("$skiptoken");
  const all = policies.list(collection);
  const rest = all.filter(({ id }) => after === null || id > after);
  const value = rest.slice(0, top.data);
  const last = value.at(-1);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", last?.id ?? "");

  return {
    status: 200,
    body: {
      "@odata.context": `${url.origin}/$metadata#deviceManagement/${collection}`,
      ...(url.searchParams.get("$count") === "true" ? { "@odata.count": all.length } : {}),
      ...(rest.length > value.length ? { "@odata.nextLink": next.href } : {}),
      value,
    },
  };
}

async function create(policies: Policies, clock: Clock, collection: Collection, text: string): Promise<Answer> {
  const body = parseJson(bodySchema, text);
  if (!body) return badBody();
  const now = clock.now().toISOString();
  const policy = { ...body, id: randomUUID(), createdDateTime: now, lastModifiedDateTime: now };
  await policies.put(collection, policy);
  return { status: 201, body: policy };
}

async function answerOne(
  policies: Policies,
  clock: Clock,
  collection: Collection,
  id: string,
  { method, text }: PolicyRequest,
): Promise<Answer> {
  const present = policies.find(collection, id);
  if (!present) return graphError(404, "ResourceNotFound", `there is no ${collection} with the id ${id}`);
  if (method === "GET") return { status: 200, body: present };
  if (method === "DELETE") {
    await policies.remove(collection, id);
    return { status: 204 };
  }
  if (method !== "PATCH" && method !== "PUT") return notAllowed();

  const body = parseJson(bodySchema, text);
  if (!body) return badBody();
  const base = method === "PATCH" ? present : { createdDateTime: present.createdDateTime };
  const policy = { ...base, ...body, id, lastModifiedDateTime: clock.now().toISOString() };
  await policies.put(collection, policy);
  return { status: 200, body: policy };
}

function badBody(): Answer {
  return graphError(400, "BadRequest", "the body must be a JSON object");
}

function notAllowed(): Answer {
  return graphError(405, "MethodNotAllowed", "this method is not supported here");
}
