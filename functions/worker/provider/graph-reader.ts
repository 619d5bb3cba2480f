import * as z from "zod";
import {
  callUrl,
  findCall,
  type GraphCall,
  type GraphCallName,
} from "../../../shared/operations/provider/graph-calls.ts";
import type {
  GraphPage,
  GraphReader,
  GraphRequest,
  TokenReader,
} from "../../../shared/operations/provider/graph-reading.ts";
import type { CallBudget, ProviderConnection } from "../../../shared/operations/provider/provider-access.ts";
import { type AuthorizedCalls, again, failed, type ProviderReply, settled } from "./authorized-calls.ts";
import { allowedUrls, type ConnectionUrls, sameOrigin } from "./origins.ts";
import type { Try } from "./retrying.ts";

interface Dependencies {
  readonly calls: AuthorizedCalls;
  readonly allowedOrigins: readonly string[];
}

const listBody = z.looseObject({ value: z.array(z.unknown()), "@odata.nextLink": z.string().nullish() });
const oneBody = z.looseObject({});
/** Some Intune answers about a single object wrap it. */
const wrappedBody = z.looseObject({ value: z.looseObject({}) });
const countBody = z.number().int().nonnegative();
const errorBody = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string().optional() }) });
const roleClaim = z.looseObject({ roles: z.array(z.string()).default([]) });

/** Error codes, and the words of a message, that mean a missing licence (reported with 400 or 403). */
const licenceCodes = new Set(["AadPremiumLicenseRequired", "PimLicenseRequired"]);
const licenceWords = /AadPremiumLicenseRequired|needs to have Microsoft Entra ID (?:P\d|Governance)/;
const expiredPosition = /skip ?token|ExpiredPageToken/i;
/** Bodies of lookups are small; a larger list is a mistake of the caller. */
const lookupMax = 1000;

/** Reads from Microsoft Graph: every address, header and permission comes from the table of calls. */
export function createGraphReader({
  calls,
  allowedOrigins,
}: Dependencies): Omit<GraphReader, "pauseUntil"> & TokenReader {
  return {
    async readGraph(connection, request, nextLink, budget) {
      const urls = allowedUrls(connection, allowedOrigins);
      if ("reasonCode" in urls) return { ok: false, failure: urls };
      const call = findCall(request.call);
      const name = `Reading ${request.call}`;
      const url = nextLink === undefined ? firstUrl(urls, call, request) : sameOrigin(nextLink, urls.base);
      if (url === undefined) return failed("provider_page_foreign", `${name}: the next page is elsewhere.`);
      const { lookup = [] } = request;
      if (lookup.length > lookupMax) throw new Error(`${name}: at most ${lookupMax} ids can be looked up at once`);
      const posted = { method: "POST", body: JSON.stringify({ ids: lookup, types: ["group"] }), isRead: true } as const;
      const answer = await calls.ask(
        connection,
        urls,
        {
          name,
          url,
          settlesRefusal: true,
          ...(call.kind === "lookup" ? posted : { method: "GET" }),
          ...(call.kind === "count" && { extraHeaders: { ConsistencyLevel: "eventual" } }),
        },
        (reply) => settlePage(name, call, reply),
        budget,
      );
      return answer.ok ? answer : { ok: false, failure: withPermission(answer.failure, request.call, call) };
    },

    async readTokenRoles(connection: ProviderConnection, budget: CallBudget) {
      const urls = allowedUrls(connection, allowedOrigins);
      if ("reasonCode" in urls) return { ok: false, failure: urls };
      calls.forget(connection, urls);
      const token = await calls.token(connection, urls, budget);
      return token.ok ? { ok: true, value: rolesIn(token.value) } : token;
    },
  };
}

function firstUrl({ base }: ConnectionUrls, call: GraphCall, { ids, isProbe = false }: GraphRequest): URL {
  const url = callUrl(base, call, ids);
  if (isProbe && call.kind === "pages") url.searchParams.set("$top", "1");
  return url;
}

/** A refused call names the permission with the least privileges that would allow it. */
function withPermission<Failure extends { readonly reasonCode: string }>(
  failure: Failure,
  name: GraphCallName,
  { permissions: [permission] }: GraphCall,
): Failure {
  if (failure.reasonCode !== "provider_permission_denied") return failure;
  return { ...failure, permission, message: `Reading ${name} was refused: the permission ${permission} is missing.` };
}

function settlePage(name: string, { kind }: GraphCall, { status, json }: ProviderReply): Try<GraphPage> {
  const { error } = errorBody.safeParse(json).data ?? {};
  if (error !== undefined && (licenceCodes.has(error.code) || licenceWords.test(error.message ?? ""))) {
    return settled("provider_not_licensed", `${name}: the tenant has no licence for it.`, status);
  }
  if (status === 403) return settled("provider_permission_denied", `${name} was refused.`, status);
  if (status === 404) return settled("provider_not_found", `${name}: the provider does not know it.`, status);
  if (error !== undefined && status === 400 && expiredPosition.test(`${error.code} ${error.message}`)) {
    return settled("provider_position_expired", `${name}: the position in the list has expired.`, status);
  }
  if (status !== 200) {
    return settled("provider_response_invalid", `${name} was answered with status ${status}.`, status);
  }
  const page = pageIn(kind, json);
  if (page !== undefined) return { kind: "settled", answer: { ok: true, value: page } };
  return again("provider_response_invalid", `${name} was answered with something else than declared.`);
}

function pageIn(kind: GraphCall["kind"], json: unknown): GraphPage | undefined {
  if (kind === "count") {
    const count = countBody.safeParse(json);
    return count.success ? { items: [{ id: "count", value: count.data }] } : undefined;
  }
  if (kind === "one") {
    const wrapped = wrappedBody.safeParse(json);
    const one = wrapped.success ? { success: true, data: wrapped.data.value } : oneBody.safeParse(json);
    return one.success ? { items: [one.data] } : undefined;
  }
  const list = listBody.safeParse(json);
  if (!list.success) return undefined;
  const nextLink = list.data["@odata.nextLink"] ?? undefined;
  return { items: list.data.value, ...(nextLink !== undefined && { nextLink }) };
}

/** The claim `roles` of a JSON web token. Only shown: Graph itself decides what the token permits. */
function rolesIn(token: string): readonly string[] | undefined {
  const [, claims = ""] = token.split(".");
  try {
    return roleClaim.safeParse(JSON.parse(Buffer.from(claims, "base64url").toString())).data?.roles;
  } catch {
    return undefined;
  }
}
