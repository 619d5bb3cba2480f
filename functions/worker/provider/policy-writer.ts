import * as z from "zod";
import { isCutOff } from "../../../shared/operations/policies/document-completeness.ts";
import type { PolicyPlace } from "../../../shared/operations/policies/policy-writer.ts";
import { leavesItsFolder } from "../../../shared/operations/provider/graph-calls.ts";
import type {
  CallBudget,
  PolicyCollection,
  ProviderAnswer,
  ProviderConnection,
} from "../../../shared/operations/provider/provider-access.ts";
import {
  bodyOf,
  isExact,
  isReplacedWhole,
  type PolicyBody,
} from "../../../shared/operations/restores/restore-content.ts";
import { unverifiableIn } from "../../../shared/redaction/unverifiable.ts";
import {
  type AuthorizedCalls,
  again,
  failed,
  type ProviderReply,
  settled,
  type UnauthorizedCall,
} from "./authorized-calls.ts";
import { allowedUrls, type ConnectionUrls } from "./origins.ts";
import { completePolicy, type ReadAll } from "./policy-settings.ts";
import { expand, policyPermissions, policyUrl } from "./policy-url.ts";
import type { Try } from "./retrying.ts";
import type { Timer } from "./timer.ts";

interface Dependencies {
  readonly calls: AuthorizedCalls;
  readonly allowedOrigins: readonly string[];
  readonly clock: { now(): Date };
  readonly timer: Timer;
  readonly readAll: ReadAll;
}

const created = z.looseObject({ id: z.string().min(1).max(128) });
/** The provider understood the request and rejects this body or method. */
const refusals: ReadonlySet<number> = new Set([400, 404, 405, 409, 412, 413, 415, 422]);

const none: ReadonlySet<number> = new Set();
/** Of a deletion: an earlier request may have deleted it. */
const goneAlready: ReadonlySet<number> = new Set([404]);

/** Reads and writes single policies in the wire format of Microsoft Graph device management. */
export function createPolicyWriter({ calls, allowedOrigins, clock, timer, readAll }: Dependencies) {
  async function ask<Value>(
    connection: ProviderConnection,
    callOf: (urls: ConnectionUrls) => UnauthorizedCall,
    settle: (reply: ProviderReply) => Try<Value>,
    budget: CallBudget,
  ): Promise<ProviderAnswer<Value>> {
    const urls = allowedUrls(connection, allowedOrigins);
    if ("reasonCode" in urls) return { ok: false, failure: urls };
    const call = callOf(urls);
    const permission = call.method === "GET" ? policyPermissions.read : policyPermissions.write;
    return calls.ask(connection, urls, { ...call, permission }, settle, budget);
  }

  async function readWith(
    expanded: { readonly isAssigned: boolean },
    connection: ProviderConnection,
    { collection, id }: PolicyPlace,
    budget: CallBudget,
  ): Promise<ProviderAnswer<PolicyBody | "absent">> {
    const name = `Reading ${id} in ${collection}`;
    if (leavesItsFolder(id)) {
      return failed("provider_response_invalid", `${name}: the id cannot be part of an address.`);
    }
    const callOf = ({ base }: ConnectionUrls) => {
      const url = expand(policyUrl(base, collection, id), collection, expanded);
      return { name, url, method: "GET" } as const;
    };
    const settle = ({ status, json }: ProviderReply): Try<PolicyBody | "absent"> => {
      if (status === 404) return { kind: "settled", answer: { ok: true, value: "absent" } };
      const read = bodyOf(json);
      if (status === 200 && read !== undefined) return { kind: "settled", answer: { ok: true, value: read } };
      if (status === 200) return again("provider_response_invalid", `${name} was answered with no policy.`);
      return settled("provider_response_invalid", `${name} was answered with status ${status}.`, status);
    };
    const answer = await ask(connection, callOf, settle, budget);
    if (!answer.ok || answer.value === "absent") return answer;
    return wholeOf(await completePolicy(connection, collection, answer.value, readAll, budget));

    function wholeOf(read: ProviderAnswer<unknown>): ProviderAnswer<PolicyBody> {
      if (!read.ok) return read;
      const body = bodyOf(read.value);
      if (body !== undefined && !isCutOff(collection, body) && isExact(body)) return { ok: true, value: body };
      return failed("provider_document_incomplete", `${name}: the provider did not send the whole policy.`);
    }
  }

  /** A request that may be sent again: its effect is the same. */
  function write(
    connection: ProviderConnection,
    call: { readonly name: string; readonly method: "POST" | "PATCH" | "PUT" | "DELETE"; readonly body?: string },
    urlOf: (urls: ConnectionUrls) => URL,
    doneStatuses: ReadonlySet<number>,
    budget: CallBudget,
  ): Promise<ProviderAnswer<"written" | "refused">> {
    const settle = ({ status }: ProviderReply): Try<"written" | "refused"> => {
      if ((status >= 200 && status < 300) || doneStatuses.has(status)) {
        return { kind: "settled", answer: { ok: true, value: "written" } };
      }
      if (refusals.has(status)) return { kind: "settled", answer: { ok: true, value: "refused" } };
      return settled("provider_response_invalid", `${call.name} was answered with status ${status}.`, status);
    };
    return ask(connection, (urls) => ({ ...call, url: urlOf(urls) }), settle, budget);
  }

  return {
    readPolicy: (connection: ProviderConnection, place: PolicyPlace, budget: CallBudget) =>
      readWith({ isAssigned: false }, connection, place, budget),

    readAssigned: (connection: ProviderConnection, place: PolicyPlace, budget: CallBudget) =>
      readWith({ isAssigned: true }, connection, place, budget),

    async assignPolicy(
      connection: ProviderConnection,
      { collection, id }: PolicyPlace,
      body: object,
      budget: CallBudget,
    ): Promise<ProviderAnswer<"written" | "refused">> {
      if (leavesItsFolder(id)) return { ok: true, value: "refused" };
      const call = { name: `Assigning ${id} in ${collection}`, method: "POST", body: JSON.stringify(body) } as const;
      return write(connection, call, ({ base }) => policyUrl(base, collection, id, "assign"), none, budget);
    },

    async scheduleActions(
      connection: ProviderConnection,
      { collection, id }: PolicyPlace,
      rules: readonly object[],
      budget: CallBudget,
    ): Promise<ProviderAnswer<"written" | "refused">> {
      if (leavesItsFolder(id)) return { ok: true, value: "refused" };
      const body = JSON.stringify({ deviceComplianceScheduledActionForRules: rules });
      const call = { name: `Scheduling actions of ${id} in ${collection}`, method: "POST", body } as const;
      const urlOf = ({ base }: ConnectionUrls) => policyUrl(base, collection, id, "scheduleActionsForRules");
      return write(connection, call, urlOf, none, budget);
    },

    async deletePolicy(
      connection: ProviderConnection,
      { collection, id }: PolicyPlace,
      budget: CallBudget,
    ): Promise<ProviderAnswer<"written" | "refused">> {
      if (leavesItsFolder(id)) return { ok: true, value: "refused" };
      const call = { name: `Deleting ${id} in ${collection}`, method: "DELETE" } as const;
      return write(connection, call, ({ base }) => policyUrl(base, collection, id), goneAlready, budget);
    },

    /** PUT for policies that are replaced whole, PATCH for the others; both are safe to repeat. */
    async writePolicy(
      connection: ProviderConnection,
      { collection, id }: PolicyPlace,
      body: PolicyBody,
      budget: CallBudget,
    ): Promise<ProviderAnswer<"written" | "refused">> {
      if (isNotToWrite(id, body)) return { ok: true, value: "refused" };
      const method = isReplacedWhole(collection) ? "PUT" : "PATCH";
      const call = { name: `Writing ${id} in ${collection}`, method, body: JSON.stringify(body) } as const;
      return write(connection, call, ({ base }) => policyUrl(base, collection, id), none, budget);
    },

    /** Retried only when the provider states that it did nothing: a policy may exist although its response was lost. */
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
      const settle = ({ status, json }: ProviderReply): Try<{ readonly id: string } | "refused"> => {
        const read = created.safeParse(json);
        if (status === 201 && read.success) {
          return { kind: "settled", answer: { ok: true, value: { id: read.data.id } } };
        }
        if (refusals.has(status)) return { kind: "settled", answer: { ok: true, value: "refused" } };
        return settled(
          "provider_response_invalid",
          `${name} was answered with status ${status} and no policy.`,
          status,
        );
      };
      return ask(connection, callOf, settle, budget);
    },

    /** Waits until the given time, limited by the budget; false when the budget was too short. */
    async pauseUntil(instant: Date, budget: CallBudget): Promise<boolean> {
      const wanted = instant.getTime() - clock.now().getTime();
      const allowed = Math.max(0, budget.timeLeftMillis());
      if (wanted > 0) await timer.wait(Math.min(wanted, allowed), budget.signal).catch(unlessAborted(budget));
      return wanted <= allowed && !budget.signal.aborted;
    },
  };
}

/** A masked secret would overwrite the real one, so a body that contains a mask is refused. */
const isNotToWrite = (id: string, body: PolicyBody) => leavesItsFolder(id) || unverifiableIn(body).length > 0;

const unlessAborted =
  ({ signal }: CallBudget) =>
  (error: unknown) => {
    if (!signal.aborted) throw error;
  };
