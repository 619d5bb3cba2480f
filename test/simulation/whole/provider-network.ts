import { type PolicyCollection, policyCollections } from "../../../shared/operations/provider/provider-access.ts";
import { createTenant, type ProviderParts, type Tenant } from "./provider.ts";

type Respond = (url: URL, method: string, body: string) => Promise<Answer>;
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: readonly Uint8Array[];
}

/** The tenants of all worlds in this thread, by origin. */
const networks = new Map<string, Respond>();
let worlds = 0;

const fetchForReal = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const respond = networks.get(url.origin);
  if (respond === undefined) return fetchForReal(input, init);
  const answer = await respond(url, init?.method ?? "GET", typeof init?.body === "string" ? init.body : "");
  // The client reads only status, headers and chunks; real response objects would dominate the simulation's run time.
  return answer as unknown as Response;
};

export interface Place {
  readonly origin: string;
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
  readonly tenant: Tenant;
}

/** Registers tenants in this thread's network, with latency and faults for requests and responses. */
export function connect(parts: ProviderParts, scopes: readonly Place["scope"][]) {
  worlds += 1;
  const places = scopes.map((scope, at): Place => {
    const tenant = createTenant(parts);
    const origin = `https://tenant-${at}.world-${worlds}.example`;
    networks.set(origin, (url, method, body) => cross(parts, () => answerOf(parts, tenant, url, method, body)));
    return { origin, scope, tenant };
  });
  return {
    places,
    disconnect(): void {
      for (const { origin } of places) networks.delete(origin);
    },
  };
}

async function cross({ scheduler, faults, random }: ProviderParts, act: () => Answer): Promise<Answer> {
  await scheduler.point(20 + random.below(faults.happens("provider_slow") ? 20_000 : 200));
  if (faults.happens("provider_throttled")) {
    return answer(429, {}, random.chance(0.5) ? { "retry-after": String(1 + random.below(30)) } : {});
  }
  if (faults.happens("provider_error_before")) return answer(503, {});
  const answered = act();
  const process = scheduler.current();
  if (process !== undefined && faults.happens("crash_after_effect")) scheduler.kill(process);
  await scheduler.point(20 + random.below(100));
  if (faults.happens("provider_lost_answer")) throw new TypeError("fetch failed");
  return answered;
}

function answerOf(parts: ProviderParts, tenant: Tenant, url: URL, method: string, body: string): Answer {
  if (url.pathname.endsWith("/token")) return answer(200, { access_token: "token", expires_in: 3600 });
  const [, , , name = "", id, part] = url.pathname.split("/");
  const collection = policyCollections.find((one) => one === name);
  if (collection === undefined) return answer(404, {});
  const runId = parts.scheduler.current()?.run?.id;
  if (method === "GET") {
    if (id === undefined) return pageOf(tenant, collection, url);
    const found = tenant.find(collection, decodeURIComponent(id));
    if (found === undefined) return answer(404, {});
    return part === "settings" ? answer(200, { value: found.settings ?? [] }) : answer(200, found);
  }
  const document: Record<string, unknown> = JSON.parse(body);
  if (id === undefined) return answer(201, tenant.create(collection, document, runId));
  const isKnown = tenant.update(collection, decodeURIComponent(id), document, runId);
  return isKnown ? answer(200, tenant.find(collection, id) ?? document) : answer(404, {});
}

function pageOf(tenant: Tenant, collection: PolicyCollection, url: URL): Answer {
  const all = tenant.shown(collection);
  // A page continues after the last document of the previous one, so concurrent deletions shift nothing.
  const after = url.searchParams.get("$skiptoken") ?? "";
  const rest = all.filter(({ id }) => id > after);
  const value = rest.slice(0, tenant.pageSize);
  const next = new URL(url);
  next.searchParams.set("$skiptoken", value.at(-1)?.id ?? "");
  return answer(200, {
    ...(url.searchParams.get("$count") === "true" && { "@odata.count": all.length }),
    value,
    ...(value.length < rest.length && { "@odata.nextLink": next.href }),
  });
}

function answer(status: number, json: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: new Headers(headers), body: [Buffer.from(JSON.stringify(json))] };
}
