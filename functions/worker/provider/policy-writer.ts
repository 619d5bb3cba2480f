import * as z from "zod";
import type {
  CallBudget,
  PolicyCollection,
  ProviderAnswer,
  ProviderConnection,
} from "../../../shared/operations/provider-access.ts";
import { isReplacedWhole, type PolicyBody } from "../../../shared/operations/restore-content.ts";
import type { PolicyPlace } from "../../../shared/operations/restore-item-work.ts";
import { unverifiableIn } from "../../../shared/unverifiable.ts";
import { type AuthorizedCalls, again, failed, type Heard, settled, type UnauthorizedCall } from "./authorized-calls.ts";
import { allowedUrls, type ConnectionUrls } from "./origins.ts";
import type { Try } from "./retrying.ts";
import type { Timer } from "./timer.ts";

interface Parts {
  readonly calls: AuthorizedCalls;
  readonly allowedOrigins: readonly string[];
  readonly clock: { now(): Date };
  readonly timer: Timer;
}

const policy = z.record(z.string(), z.unknown());
const created = z.looseObject({ id: z.string().min(1).max(128) });
/** The provider understood the request and does not take this body, or not this way. */
const refusals: ReadonlySet<number> = new Set([400, 404, 405, 409, 412, 413, 415, 422]);

/** Reads and writes single policies in the wire format of Microsoft Graph device management. */
export function createPolicyWriter({ calls, allowedOrigins, clock, timer }: Parts) {
  async function ask<Value>(
    connection: ProviderConnection,
    callOf: (urls: ConnectionUrls) => UnauthorizedCall,
    settle: (heard: Heard) => Try<Value>,
    budget: CallBudget,
  ): Promise<ProviderAnswer<Value>> {
    const urls = allowedUrls(connection, allowedOrigins);
    if ("reasonCode" in urls) return { ok: false, failure: urls };
    return calls.ask(connection, urls, callOf(urls), settle, budget);
  }

  return {
    async readPolicy(
      connection: ProviderConnection,
      { collection, id }: PolicyPlace,
      budget: CallBudget,
    ): Promise<ProviderAnswer<PolicyBody | "absent">> {
      const name = `Reading one of ${collection}`;
      if (leavesItsFolder(id))
        return failed("provider_response_invalid", `${name}: its id cannot be part of an address.`);
      const callOf = ({ base }: ConnectionUrls) => {
        const url = policyUrl(base, collection, id);
        if (collection === "configurationPolicies") url.searchParams.set("$expand", "settings");
        return { name, url, method: "GET" } as const;
      };
      const settle = ({ status, json }: Heard): Try<PolicyBody | "absent"> => {
        if (status === 404) return { kind: "settled", answer: { ok: true, value: "absent" } };
        const read = policy.safeParse(json);
        if (status === 200 && read.success) return { kind: "settled", answer: { ok: true, value: read.data } };
        if (status === 200) return again("provider_response_invalid", `${name} was answered with no policy.`);
        return settled("provider_response_invalid", `${name} was answered with status ${status}.`);
      };
      return ask(connection, callOf, settle, budget);
    },

    /** PUT for what is written whole, PATCH for the rest; both may be repeated. */
    async writePolicy(
      connection: ProviderConnection,
      { collection, id }: PolicyPlace,
      body: PolicyBody,
      budget: CallBudget,
    ): Promise<ProviderAnswer<"written" | "refused">> {
      if (isNotToWrite(id, body)) return { ok: true, value: "refused" };
      const name = `Writing one of ${collection}`;
      const method = isReplacedWhole(collection) ? "PUT" : "PATCH";
      const callOf = ({ base }: ConnectionUrls) =>
        ({ name, url: policyUrl(base, collection, id), method, body: JSON.stringify(body) }) as const;
      const settle = ({ status }: Heard): Try<"written" | "refused"> => {
        if (status >= 200 && status < 300) return { kind: "settled", answer: { ok: true, value: "written" } };
        if (refusals.has(status)) return { kind: "settled", answer: { ok: true, value: "refused" } };
        return settled("provider_response_invalid", `${name} was answered with status ${status}.`);
      };
      return ask(connection, callOf, settle, budget);
    },

    /** Sent again only after the provider said that it did nothing: a lost answer may hide a policy that exists. */
    async createPolicy(
      connection: ProviderConnection,
      collection: PolicyCollection,
      body: PolicyBody,
      budget: CallBudget,
    ): Promise<ProviderAnswer<{ readonly id: string } | "refused">> {
      if (isNotToWrite("new", body)) return { ok: true, value: "refused" };
      const name = `Creating one of ${collection}`;
      const callOf = ({ base }: ConnectionUrls) =>
        ({ name, url: policyUrl(base, collection), method: "POST", body: JSON.stringify(body), isOnce: true }) as const;
      const settle = ({ status, json }: Heard): Try<{ readonly id: string } | "refused"> => {
        const read = created.safeParse(json);
        if (status === 201 && read.success) {
          return { kind: "settled", answer: { ok: true, value: { id: read.data.id } } };
        }
        if (refusals.has(status)) return { kind: "settled", answer: { ok: true, value: "refused" } };
        return settled("provider_response_invalid", `${name} was answered with status ${status} and no policy.`);
      };
      return ask(connection, callOf, settle, budget);
    },

    /** Waits until then, or as long as the budget allows; false when that was too short. */
    async pauseUntil(instant: Date, budget: CallBudget): Promise<boolean> {
      const wanted = instant.getTime() - clock.now().getTime();
      const allowed = Math.max(0, budget.timeLeftMillis());
      if (wanted > 0) await timer.wait(Math.min(wanted, allowed), budget.signal).catch(unlessAborted(budget));
      return wanted <= allowed && !budget.signal.aborted;
    },
  };
}

/** The sign in the place of a secret would overwrite the real one. Nobody should ask for this; nobody gets it either. */
const isNotToWrite = (id: string, body: PolicyBody) => leavesItsFolder(id) || unverifiableIn(body).length > 0;

const unlessAborted =
  ({ signal }: CallBudget) =>
  (error: unknown) => {
    if (!signal.aborted) throw error;
  };

/** A dot leaves its folder however it is encoded: an address takes `%2e` for one. */
const leavesItsFolder = (id: string) => /^\.{0,2}$/.test(id);

/** An id comes from a stored record; whatever it is, it stays one segment of the path. Throws for one that cannot. */
function policyUrl(base: URL, collection: PolicyCollection, id?: string): URL {
  const url = new URL(base);
  if (id !== undefined && leavesItsFolder(id)) throw new Error("a policy's id cannot be a segment of an address");
  const folder = `${base.pathname.replace(/\/+$/, "")}/deviceManagement/${collection}`;
  url.pathname = id === undefined ? folder : `${folder}/${encodeURIComponent(id)}`;
  return url;
}
