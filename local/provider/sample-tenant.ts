import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Clock, systemClock } from "../../shared/foundation/clock.ts";
import { type Answer, graphError } from "./answers.ts";
import { createCalls } from "./calls.ts";
import { createControls } from "./controls.ts";
import { createFaults } from "./faults.ts";
import { createGrants } from "./graph/grants.ts";
import { type AskedRequest, createGraphRoutes } from "./graph/graph-routes.ts";
import type { TenantName } from "./graph/seeded.ts";
import { openPolicies } from "./policies.ts";
import { answerPolicies } from "./policy-routes.ts";
import { createReadLag } from "./read-lag.ts";
import { createTokens } from "./tokens.ts";
import { createWorld } from "./world.ts";

export interface SampleProviderOptions {
  /** A read-only folder of exported policies; by default the built-in sample. */
  readonly dataDir?: string;
  /** The directory for persisted writes; without it they are lost at exit. */
  readonly overlayDir?: string;
  readonly tokenLifetimeSeconds?: number;
  readonly clock?: Clock;
  /** Ends the delays of injected faults. */
  readonly signal?: AbortSignal;
}

const sampleDir = path.join(import.meta.dirname, "sample");

/** One request to the provider, without its transport. */
export type ProviderRequest = Pick<AskedRequest, "method" | "url" | "text" | "headers">;

/**
 * A tenant with the wire format of Microsoft Graph and endpoints for tests: `/_faults` (injected responses), `/_consent`
 * (withdrawal), `/_grants` (application permissions), `/_lag` (stale reads), `/_world` (read, replace or change what the
 * tenant holds), `/_directory` (groups and licences), `/_budgets` (limits) and `/_calls` (what was asked). It answers
 * nothing where a fault cuts the connection. Throws when a data file contains no policy.
 */
export async function openSampleTenant(options: SampleProviderOptions, tenant: TenantName) {
  const clock = options.clock ?? systemClock;
  const { overlayDir: root } = options;
  const overlayDir = root === undefined || tenant === undefined ? root : path.join(root, "tenants", tenant);
  const policies = await openPolicies(options.dataDir ?? sampleDir, overlayDir);
  const tokens = createTokens(clock, options.tokenLifetimeSeconds ?? 3599, tenant);
  const controls = createControls();
  const faults = createFaults((millis) => wait(millis, undefined, { signal: options.signal }));
  const calls = createCalls();
  const grants = createGrants();
  const graph = createGraphRoutes(grants, clock, tenant);
  const world = createWorld({ policies, directory: graph.directory });
  const lag = createReadLag(policies, clock, { ...controls, ...world });

  async function own({ method, url, text, headers }: ProviderRequest): Promise<Answer> {
    if (method === "POST" && url.pathname === "/oauth2/v2.0/token") {
      return tokens.issue(text, controls.isConsentGranted(), grants.roles());
    }
    const roles = tokens.rolesOf(headers.authorization);
    // Withdrawn consent invalidates all tokens; a client learns the cause when it requests a new one.
    if (!controls.isConsentGranted() || roles === undefined) {
      return graphError(401, "InvalidAuthenticationToken", "the access token is missing, unknown or has expired");
    }
    const asked = { method, url, text, headers, roles };
    return (
      graph.refusePolicies(asked) ??
      graph.answer(asked) ??
      (await answerPolicies({ policies, lag, clock, pageSize: world.pageSize(), tenant }, { method, url, text })) ??
      graphError(404, "ResourceNotFound", `there is nothing at ${url.pathname}`)
    );
  }

  return async function answer(request: ProviderRequest): Promise<Answer | undefined> {
    const { method, url, text } = request;
    const control =
      faults.control(method, url.pathname, text) ??
      calls.control(method, url.pathname) ??
      controls.answer(method, url.pathname, text) ??
      grants.answer(method, url.pathname, text) ??
      graph.control(method, url.pathname, text) ??
      (await world.control(method, url.pathname, text));
    if (control) return control;
    const given = await faults.answer(method, url, () => own(request));
    calls.note(method, url, given?.status ?? 0);
    return given;
  };
}
