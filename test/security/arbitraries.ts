import fc from "fast-check";
import * as z from "zod";
import type { Route } from "../../shared/contract/route.ts";
import { operations } from "../../shared/operations/registry.ts";
import type { Call } from "../functions/events.ts";
import { testClock } from "../support/clock.ts";
import { anyCodePoint } from "../support/code-points.ts";
import { type KnownPlace, kindIn } from "./attack-places.ts";
import { callers, type KnownIds } from "./attack-world.ts";
import { injections } from "./injection-payloads.ts";
import { schemaOf } from "./json-schema.ts";
import { spoilt, valueFor } from "./schema-values.ts";
import { storedDigest } from "./stored-plans.ts";

/** The resources of the attacked world. */
export interface Known {
  readonly ids: KnownIds;
  readonly places: readonly KnownPlace[];
}

/** Valid secret names and addresses of a connection in the most used environment. */
const channelSecret = "runtruth/test/acme/_channels/tickets";
/** The first opening of a stored alert has the seconds of the world's time. */
const openedSeq = Math.floor(testClock().now().getTime() / 1000);
const ownSecret = "runtruth/test/acme/acme-prod/provider";

const withinYear = new Date(testClock().now().getTime() + 30 * 86_400_000).toISOString();

const startable = operations.filter(({ start }) => start !== "not_startable");

/** The body of a route; a start's input matches its type. */
export function bodyOf(route: Route, ids: KnownIds): fc.Arbitrary<unknown> {
  const known = Object.values(ids).flat();
  if (route.body === null) return fc.constantFrom<unknown>(undefined, {});
  if (route.name === "writeProviderConnection") {
    // A random string is never a valid secret name, and any other is rejected early.
    return valueFor(schemaOf(route.body), known).map((body) => Object.assign({}, body, { secretName: ownSecret }));
  }
  if (route.name === "decideFinding") {
    // A random instant is almost never within the year that an acceptance may last.
    return valueFor(schemaOf(route.body), known).map((body) => ({
      ...Object(body),
      reason: "Agreed.",
      ...("until" in Object(body) && { until: withinYear }),
    }));
  }
  if (route.name === "createSchedule" || route.name === "editSchedule") {
    // A random text is never a rule, and a random type never one that may be scheduled.
    const fields = { rule: { cron: "0 2 * * *", timezone: "UTC" }, input: {} };
    return valueFor(schemaOf(route.body), known).map((body) => ({
      ...Object(body),
      ...fields,
      // A random selection names nothing that exists, and the stored schedule is one of a single environment.
      wave: undefined,
      ...(route.name === "createSchedule" && { type: "tenant.sync", environmentId: "acme-prod" }),
      ...("rev" in Object(body) && { rev: 1 }),
    }));
  }
  if (route.name === "createPromise" || route.name === "writePromise" || route.name === "writePromiseException") {
    // A random subject is never a member, and a random revision never the stored one.
    return valueFor(schemaOf(route.body), known).map((body) => ({
      ...Object(body),
      ownerId: undefined,
      ...("environments" in Object(body) && { environments: "all" }),
      ...("rev" in Object(body) && { rev: 1 }),
      ...("until" in Object(body) && { until: withinYear }),
    }));
  }
  if (route.name === "writeMember") {
    // A random subject is never a member who may own an account.
    return valueFor(schemaOf(route.body), known).map((body) => ({
      ...Object(body),
      ...("kind" in Object(body) && { kind: "person" }),
      ...("ownerId" in Object(body) && { ownerId: null }),
    }));
  }
  if (route.name === "decidePlan") {
    // A random digest is never that of the stored plan.
    return valueFor(schemaOf(route.body), known).map((body) => ({
      ...Object(body),
      digest: storedDigest,
      note: "Agreed.",
    }));
  }
  if (/^(?:create|write)Alert(?:Rule|Channel)$|^snoozeAlert$/.test(route.name)) return alertBodyOf(route, known);
  if (route.name === "actOnRun") {
    // Active runs offer to be cancelled; of random actions most are not offered.
    const cancel = fc.constant({ action: "cancel" });
    return fc.oneof({ weight: 1, arbitrary: valueFor(schemaOf(route.body), known) }, { weight: 1, arbitrary: cancel });
  }
  if (route.name === "repeatWave") {
    // Few random states are that of a stored target, and a wave without targets is refused.
    const fitting = fc.constant({ states: ["not_started"] });
    return fc.oneof({ weight: 1, arbitrary: valueFor(schemaOf(route.body), known) }, { weight: 1, arbitrary: fitting });
  }
  if (route.name === "startWave") {
    // A random type is never one that a wave may start.
    const targets = fc.constantFrom({ all: true }, { environmentIds: [...ids.env].slice(0, 1) });
    return fc
      .tuple(valueFor(schemaOf(route.body), known), targets)
      .map(([body, chosen]) => ({ ...Object(body), type: "tenant.sync", input: {}, targets: chosen }));
  }
  if (route.name === "startBulkAction") {
    // Random runs are almost never all visible, and the action is refused as a whole when one is not.
    const runIds = fc.array(fc.constantFrom(...ids.run), { minLength: 1, maxLength: 3 });
    return fc
      .tuple(valueFor(schemaOf(route.body), known), runIds)
      .map(([body, runs]) => ({ ...Object(body), runIds: runs }));
  }
  if (route.name !== "startOperation") return valueFor(schemaOf(route.body), known);
  const any = fc.constantFrom(...startable).chain(({ type, input }) => startOf(type, valueFor(schemaOf(input), known)));
  // Of the types that start without any choice, so that not every start is refused.
  const simple = fc.constantFrom("policy.sync", "inventory.sync").chain((type) => startOf(type, fc.constant({})));
  return fc.oneof({ weight: 3, arbitrary: any }, { weight: 1, arbitrary: simple });

  function startOf(type: string, input: fc.Arbitrary<unknown>) {
    return fc.record({ type: fc.constant(type), environmentId: fc.constantFrom(...ids.env), input });
  }
}

/** A body that the route does not reject for its content. */
export function acceptedBodyOf(route: Route, ids: KnownIds, seed: number): unknown {
  const isAccepted = (body: unknown) =>
    route.body?.safeParse(body).success !== false && !/[\p{Cc}\p{Cf}]|\\[nrtbfu]/u.test(JSON.stringify(body) ?? "");
  return fc.sample(bodyOf(route, ids), { numRuns: 100, seed }).find(isAccepted);
}

const unreadable = fc.oneof(
  fc.string({ unit: anyCodePoint }),
  fc.json({ maxDepth: 20 }),
  fc.constantFrom(
    "",
    "[",
    '{"__proto__":1}',
    `"${"x".repeat(40_000)}"`,
    "{".repeat(500),
    "[".repeat(17) + "]".repeat(17),
  ),
);

function queryOf(route: Route, known: readonly string[]): fc.Arbitrary<string> {
  const valid = fc.tuple(valueFor(schemaOf(route.query), known), fc.nat(3)).map(([query, luck]) => {
    const { cursor, ...rest } = z.record(z.string(), z.string()).parse(query);
    // A random cursor is always rejected early.
    return new URLSearchParams({ ...rest, ...(luck === 0 && cursor !== undefined && { cursor }) }).toString();
  });
  const odd = fc.oneof(fc.string({ unit: anyCodePoint }), fc.webQueryParameters(), fc.constant("limit=1e9&limit=2"));
  // A random text is never a rule.
  const rules = fc.constantFrom("everySeconds=3600", "cron=0+2+*+*+*&timezone=UTC");
  const asked = route.name === "previewSchedule" ? fc.oneof(valid, rules) : valid;
  return fc.oneof({ weight: 5, arbitrary: asked }, { weight: 1, arbitrary: odd });
}

/** A path to an existing resource, or a path of random and hostile parts. */
function pathOf(route: Route, { ids, places }: Known): fc.Arbitrary<string> {
  const byName: Readonly<Record<string, readonly string[]>> = ids;
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const fill = (parts: Readonly<Record<string, string>>) =>
    route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (parts[name] ?? "").replaceAll("/", "-") || "-");
  const hostile = fc.oneof(
    fc.constantFrom(...injections),
    fc.string({ unit: anyCodePoint, minLength: 1, maxLength: 300 }),
  );
  const thrown = fc
    .record(
      Object.fromEntries(
        names.map((name) => [
          name,
          fc.oneof(
            { weight: 3, arbitrary: fc.constantFrom(...(byName[name] ?? []), "absent") },
            { weight: 1, arbitrary: hostile },
          ),
        ]),
      ),
    )
    .map(fill);
  const leading = places.filter((place) => {
    const fixedKind = kindIn(route);
    const isOfKind = fixedKind === undefined || place.kind === fixedKind;
    const isRecordHere = fixedKind !== undefined || place.kind === undefined || route.path.includes("/records/");
    return names.every((name) => name in place) && isOfKind && isRecordHere;
  });
  if (leading.length === 0) return thrown;
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...leading).map(fill) }, { weight: 1, arbitrary: thrown });
}

const headers = fc.record(
  {
    "idempotency-key": fc.oneof(fc.constantFrom("one", "two"), fc.string({ maxLength: 300 })),
    "accept-language": fc.oneof(fc.constantFrom("de", "en;q=0.5, *"), fc.string()),
    "content-type": fc.constantFrom("application/json", "application/json; charset=utf-8", "text/plain", ""),
    "if-none-match": fc.oneof(fc.constant("*"), fc.string()),
  },
  { requiredKeys: [] },
);

/** Any request to one route: mostly almost valid, by any caller, with any kind of fault. */
export function requestTo(route: Route, known: Known): fc.Arbitrary<Call> {
  const { ids } = known;
  const body = bodyOf(route, ids);
  return fc.record({
    method: fc.constant(route.method),
    path: pathOf(route, known),
    query: route.method === "GET" ? queryOf(route, Object.values(ids).flat()) : fc.constantFrom("", "", "", "x=1"),
    as: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("owner", "manager", "platform", "platform-chief") },
      { weight: 2, arbitrary: fc.constantFrom(...callers) },
    ),
    body: fc.oneof(
      { weight: 5, arbitrary: body },
      { weight: 3, arbitrary: spoilt(body) },
      { weight: 1, arbitrary: unreadable },
    ),
    headers: fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
  });
}

/** Random ids, addresses and names of secrets are refused early, and a random revision or opening is never the stored one. */
function alertBodyOf(route: Route, known: readonly string[]): fc.Arbitrary<unknown> {
  const webhook = {
    kind: "webhook",
    url: "https://hooks.example.org/x",
    secretName: channelSecret,
    to: undefined,
    fallbackId: undefined,
  };
  return valueFor(schemaOf(route.body ?? z.never()), known).map((body) => ({
    ...Object(body),
    ...("environments" in Object(body) && { environments: "all", channelIds: [] }),
    ...(route.name.endsWith("AlertChannel") && webhook),
    ...("rev" in Object(body) && { rev: 1 }),
    ...("seq" in Object(body) && { seq: openedSeq, until: withinYear }),
  }));
}
