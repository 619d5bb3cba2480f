import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import * as z from "zod";
import { type Clock, systemClock } from "../../shared/foundation/clock.ts";
import { isFromWebPage } from "../engines/web-pages.ts";
import { type Answer, graphError, parseExact, readText } from "./answers.ts";
import { createControls, type Fault } from "./controls.ts";
import { createGrants } from "./graph/grants.ts";
import { type AskedRequest, createGraphRoutes } from "./graph/graph-routes.ts";
import { openPolicies, type Policies } from "./policies.ts";
import { collections, policySchema } from "./policy-document.ts";
import { answerPolicies } from "./policy-routes.ts";
import { createReadLag } from "./read-lag.ts";
import { createTokens } from "./tokens.ts";

export interface RunningProvider {
  /** Scheme, host and port; `sampleProviderUrls` derives a connection's URLs from it. */
  readonly origin: string;
  stop(): Promise<void>;
}

interface ProviderOptions {
  /** 0 chooses a free port. */
  readonly port: number;
  /** A read-only folder of exported policies; by default the built-in sample. */
  readonly dataDir?: string;
  /** The directory for persisted writes; without it they are lost at exit. */
  readonly overlayDir?: string;
  readonly tokenLifetimeSeconds?: number;
  readonly clock?: Clock;
}

const worldSchema = z.partialRecord(z.enum(collections), z.array(policySchema));
const sampleDir = path.join(import.meta.dirname, "sample");

/** One request to the provider, without its transport. */
export type ProviderRequest = Pick<AskedRequest, "method" | "url" | "text" | "headers">;

/**
 * A provider with the wire format of Microsoft Graph and endpoints for tests: `/_faults` (injected responses), `/_consent`
 * (withdrawal), `/_grants` (application permissions), `/_lag` (stale reads), `/_world` (read or replace all policies) and
 * `/_directory` (groups and licences). It answers nothing where a fault cuts the connection. Throws when a data file
 * contains no policy.
 */
export async function openSampleProvider(options: Omit<ProviderOptions, "port">) {
  const clock = options.clock ?? systemClock;
  const policies = await openPolicies(options.dataDir ?? sampleDir, options.overlayDir);
  const tokens = createTokens(clock, options.tokenLifetimeSeconds ?? 3599);
  const controls = createControls();
  const grants = createGrants();
  const graph = createGraphRoutes(grants, clock);
  const lag = createReadLag(policies, controls.readsBehind);

  return async function answer({ method, url, text, headers }: ProviderRequest): Promise<Answer | undefined> {
    const control =
      controls.answer(method, url.pathname, text) ??
      grants.answer(method, url.pathname, text) ??
      graph.control(method, url.pathname, text) ??
      answerWorld(policies, method, url.pathname, text);
    if (control) return control;

    const fault = controls.takeFault(`${method} ${url.pathname}${url.search}`);
    if (fault?.status === 0) return undefined;
    if (fault) return faultAnswer(fault);
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
      (await answerPolicies(policies, lag, clock, { method, url, text })) ??
      graphError(404, "ResourceNotFound", `there is nothing at ${url.pathname}`)
    );
  };
}

/** Starts a sample provider on 127.0.0.1. Throws when a data file contains no policy or the port is occupied. */
export async function startSampleProvider(options: ProviderOptions): Promise<RunningProvider> {
  const answer = await openSampleProvider(options);

  async function read(request: IncomingMessage, at: string): Promise<Answer | undefined> {
    const text = await readText(request);
    if (isFromWebPage(request)) return graphError(403, "Forbidden", "web pages may not call this provider");
    const { method = "GET", url = "/", headers } = request;
    return answer({ method, url: new URL(url, at), text, headers });
  }

  let origin = "";
  const server = createServer((request, response) => {
    read(request, origin).then(
      (given) => (given ? write(response, given) : response.destroy()),
      () => write(response, graphError(400, "BadRequest", "the request could not be read")),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : options.port}`;

  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `GET /_world` returns all policies; `PUT` replaces the given collections, in memory only. */
function answerWorld(policies: Policies, method: string, pathname: string, text: string): Answer | undefined {
  if (pathname !== "/_world") return undefined;
  if (method === "PUT") {
    const wanted = parseExact(worldSchema, text);
    if (!wanted) return { status: 400, body: { error: "the body must be JSON: { <collection>: [policies] }" } };
    for (const collection of collections) policies.replace(collection, wanted[collection] ?? policies.list(collection));
  }
  return { status: 200, body: Object.fromEntries(collections.map((name) => [name, policies.list(name)])) };
}

function faultAnswer({ status, body, retryAfterSeconds }: Fault): Answer {
  const error =
    body !== undefined
      ? { status, body }
      : graphError(status, "InjectedFault", "this answer was asked for at /_faults");
  return retryAfterSeconds === undefined ? error : { ...error, headers: { "retry-after": String(retryAfterSeconds) } };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, { ...(text === undefined ? {} : { "content-type": "application/json" }), ...headers });
  response.end(text);
}
