import { hasCapability } from "../../../shared/access/capabilities.ts";
import { roles } from "../../../shared/access/roles.ts";
import type { Route } from "../../../shared/contract/route.ts";
import type { Call } from "../events.ts";

/** Resources of the test world that a request can refer to. */
export interface Named {
  /** Runs of acme: in production, in the lab and without environment; and one of globex. */
  readonly prodRun: string;
  readonly labRun: string;
  readonly ownRun: string;
  readonly globexRun: string;
  /** A review of acme's production environment. */
  readonly review: string;
  /** A schedule of that environment. */
  readonly schedule: string;
  /** A plan of that environment. */
  readonly plan: string;
  /** A wave of acme. */
  readonly wave: string;
  /** Notifications of the operator, and of the lab operator about an environment no longer visible to them. */
  readonly operatorsNotification: string;
  readonly hiddenNotification: string;
  /** A cursor of the manager for the hub of acme. */
  readonly managersCursor: string;
}

export interface RefusalCase {
  readonly name: string;
  readonly request: Call;
  readonly status: 400 | 403 | 404;
}

const alertRule = { name: "A name", causes: ["failed"], environments: "all", channelIds: [] };
const alertChannel = {
  ...{ name: "A name", kind: "webhook", url: "https://hooks.example.org/x" },
  secretName: "runtruth/test/acme/_channels/tickets",
};
const promise = { name: "A name", proof: "backup", withinSeconds: 86_400, environments: "all" };
/** A valid body for each route that takes one, so that requests are refused only for their scope. */
const bodies: Readonly<Record<string, unknown>> = {
  startOperation: { type: "policy.sync", environmentId: "acme-prod", input: {} },
  startWave: { type: "policy.sync", targets: { all: true } },
  repeatWave: { states: ["failed"] },
  writeProviderConnection: {
    provider: "microsoft-graph",
    displayName: "Sample",
    baseUrl: "https://provider.example/v1.0",
    tokenUrl: "https://provider.example/token",
    clientId: "client",
    secretName: "runtruth/test/acme/acme-prod/provider",
    isDefault: false,
    isEnabled: true,
  },
  actOnRun: { action: "acknowledge", note: "Seen and dealt with." },
  startBulkAction: { action: "acknowledge", note: "Seen and dealt with.", runIds: ["01JZZZZZZZZZZZZZZZZZZZZZZZ"] },
  triageRun: { action: "mark_investigated", note: "Seen and dealt with." },
  writeWorkspace: { name: "Initech", owner: "initech-owner" },
  writeBackupSchedule: { name: "A name", isEnabled: true, keepLast: 3 },
  holdBackupSet: { isHeld: true, reason: "Needed for an audit." },
  writeBaselineProfile: { name: "A name" },
  downloadEvidence: {},
  decideFinding: { decision: "revoke", reason: "No longer agreed." },
  writeEnvironment: { name: "A name" },
  createSchedule: {
    ...{ name: "A name", type: "policy.sync", environmentId: "acme-prod" },
    rule: { cron: "0 2 * * *", timezone: "UTC" },
  },
  editSchedule: { rev: 1, name: "A name", rule: { cron: "0 2 * * *", timezone: "UTC" } },
  pauseSchedule: { note: "The tenant is moved." },
  resumeSchedule: { note: "The tenant was moved." },
  writeView: { name: "A name", filters: { tab: "failed" } },
  createAlertRule: alertRule,
  writeAlertRule: { ...alertRule, rev: 1 },
  createAlertChannel: alertChannel,
  writeAlertChannel: { ...alertChannel, rev: 1 },
  snoozeAlert: { seq: 1, until: "2026-03-03T09:00:00.000Z", reason: "Known until tomorrow." },
  createPromise: promise,
  writePromise: { ...promise, rev: 1 },
  writePromiseException: { until: "2026-03-03T09:00:00.000Z", reason: "Moves to another tenant." },
  requestApproval: { note: "Agreed in change 4711." },
  decidePlan: { decision: "refuse", digest: "digest", note: "Not agreed." },
  writeSettings: { locale: "de", theme: null, density: null },
  writeMember: { role: "readonly", environments: "all" },
};

const absentRun = "01JZZZZZZZZZZZZZZZZZZZZZZZ";

/** Every way in which scope, caller or cursor of a route can be wrong, derived from the route. */
export function refusalCasesOf(route: Route, named: Named): RefusalCase[] {
  if (route.auth === "none") return [];
  const body = route.body === null ? undefined : bodies[route.name];
  if (route.body !== null && !route.body.safeParse(body).success) throw new Error(`${route.name} needs a sample body`);
  const at = requestAt(route, named, body);
  return route.path.startsWith("/api/system/")
    ? platformCases(route, at)
    : [...workspaceCases(route, at, named), ...capabilityCases(route, at), ...cursorCases(route, at, named)];
}

type At = (change: { params?: Record<string, string>; as?: string; query?: string; body?: unknown }) => Call;

function requestAt({ path, method }: Route, named: Named, body: unknown): At {
  const valid = {
    ws: "acme",
    env: "acme-prod",
    run: named.prodRun,
    schedule: named.schedule,
    plan: named.plan,
    wave: named.wave,
    kind: "provider-connections",
    id: path.includes("environment-reviews") ? named.review : "default",
    user: "readonly",
  };
  return ({ params = {}, as = "owner", query = "", body: other = body }) => ({
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ({ ...valid, ...params })[name] ?? name),
    query,
    as,
    ...(other !== undefined && { body: other }),
  });
}

function workspaceCases(route: Route, at: At, named: Named): RefusalCase[] {
  const has = (name: string) => route.path.includes(`{${name}}`);
  const takes = (name: string) => name in parametersOf(route);
  const creates = route.method === "PUT";
  const refused = (name: string, request: Call): RefusalCase => ({ name, request, status: 404 });
  return [
    ...(has("ws")
      ? [
          refused("a workspace, as an outsider", at({ as: "outsider" })),
          refused("a workspace, as a former member", at({ as: "former" })),
          refused("a workspace of which the caller is no member", at({ params: { ws: "globex" } })),
          refused("an absent workspace", at({ params: { ws: "absent" } })),
          refused("a malformed workspace id", at({ params: { ws: "A#B%20" } })),
        ]
      : []),
    ...(has("env")
      ? [
          refused("a hidden environment", at({ as: "lab-operator" })),
          refused("an environment of another workspace", at({ params: { env: "globex-prod" }, as: "lab-operator" })),
          ...(route.path.endsWith("{env}") && creates
            ? []
            : [refused("an absent environment", at({ params: { env: "absent" } }))]),
        ]
      : []),
    ...(has("run")
      ? [
          refused("a run of a hidden environment", at({ as: "lab-operator" })),
          refused("a run without environment", at({ params: { run: named.ownRun }, as: "lab-operator" })),
          refused("a run of another workspace", at({ params: { run: named.globexRun } })),
          refused("an absent run", at({ params: { run: absentRun } })),
          refused("a malformed run id", at({ params: { run: "x" } })),
        ]
      : []),
    ...(has("kind") ? [refused("an absent kind", at({ params: { kind: "secrets" } }))] : []),
    ...(route.name === "readNotification"
      ? [
          refused("another user's notification", at({ params: { id: named.operatorsNotification } })),
          refused(
            "a notification of a hidden environment",
            at({ params: { id: named.hiddenNotification }, as: "lab-operator" }),
          ),
        ]
      : []),
    ...(has("id") && !creates ? [refused("an absent record", at({ params: { id: "absent" } }))] : []),
    ...(has("schedule")
      ? [
          refused("a schedule of a hidden environment", at({ as: "lab-operator" })),
          refused("a schedule of another workspace", at({ params: { ws: "globex" }, as: "outsider" })),
          refused("an absent schedule", at({ params: { schedule: absentRun } })),
          refused("a malformed schedule id", at({ params: { schedule: "x" } })),
        ]
      : []),
    ...(has("plan")
      ? [
          refused("a plan of a hidden environment", at({ as: "lab-operator" })),
          refused("a plan of another workspace", at({ params: { ws: "globex" }, as: "outsider" })),
          refused("an absent plan", at({ params: { plan: absentRun } })),
          refused("a run that made no plan", at({ params: { plan: named.prodRun } })),
          refused("a malformed plan id", at({ params: { plan: "x" } })),
        ]
      : []),
    ...(has("wave")
      ? [
          refused("a wave, as a member of one environment", at({ as: "lab-operator" })),
          refused("a run that is no wave", at({ params: { wave: named.prodRun } })),
          refused("a run of another workspace", at({ params: { wave: named.globexRun } })),
          refused("an absent wave", at({ params: { wave: absentRun } })),
          refused("a malformed wave id", at({ params: { wave: "x" } })),
        ]
      : []),
    ...(has("view") && !creates ? [refused("an absent view", at({ params: { view: "absent" } }))] : []),
    ...(has("user") && !creates ? [refused("an absent person", at({ params: { user: "absent" } }))] : []),
    ...(takes("environmentId")
      ? [
          refused("a hidden environment in the query", at({ as: "lab-operator", query: "environmentId=acme-prod" })),
          refused("an environment of another workspace in the query", at({ query: "environmentId=globex-prod" })),
          refused("an absent environment in the query", at({ query: "environmentId=absent" })),
        ]
      : []),
  ];
}

/** A member without the route's capability; undefined when every role has it. */
function capabilityCases(route: Route, at: At): RefusalCase[] {
  const { capability } = route;
  const who = roles.filter((role) => capability !== null && !hasCapability(role, capability));
  return who.map((role) => ({ name: `missing capability, as ${role}`, request: at({ as: role }), status: 403 }));
}

function platformCases(route: Route, at: At): RefusalCase[] {
  const outside = ["owner", "operator", "outsider", "former", "stranger"].map((as): RefusalCase => {
    return { name: `the platform plane, as ${as}`, request: at({ as }), status: 404 };
  });
  const inside = [{ name: "missing platform capability", request: at({ as: "platform-guest" }), status: 403 } as const];
  const absent = ["absent", absentRun].map((run): RefusalCase => {
    return { name: `an absent run ${run}`, request: at({ as: "platform-chief", params: { run } }), status: 404 };
  });
  const cursor = {
    name: "a foreign cursor",
    request: at({ as: "platform-chief", query: "cursor=abc" }),
    status: 400,
  } as const;
  return [
    ...outside,
    ...inside,
    ...(route.path.includes("{run}") ? absent : []),
    ...("cursor" in parametersOf(route) ? [cursor] : []),
  ];
}

function cursorCases(route: Route, at: At, { managersCursor }: Named): RefusalCase[] {
  if (!("cursor" in parametersOf(route))) return [];
  const refused = (name: string, request: Call): RefusalCase => ({ name, request, status: 400 });
  return [
    refused("another user's cursor", at({ query: `cursor=${managersCursor}` })),
    refused(
      "a cursor of another workspace",
      at({ as: "outsider", params: { ws: "globex" }, query: `cursor=${managersCursor}` }),
    ),
    refused("a malformed cursor", at({ query: "cursor=AAAA" })),
  ];
}

/** The query parameters of a route. */
function parametersOf({ query }: Route): Readonly<Record<string, unknown>> {
  return "shape" in query && typeof query.shape === "object" && query.shape !== null ? { ...query.shape } : {};
}
