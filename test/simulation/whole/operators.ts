import type { StartRequest } from "../../../shared/operations/define-operation.ts";
import { connectionsIn } from "../../records/complete-records.ts";
import type { Actors } from "../actors.ts";
import type { World } from "../assemble-world.ts";
import { isSimulated } from "../operations.ts";
import { directClientOf } from "./direct-client.ts";
import { operatorSubject } from "./people.ts";

/** The scope of a world's real operations, each with one tenant. */
export type RealScope = StartRequest<unknown>["scope"] & { readonly at: number };

const startsWithinMillis = 1_200_000;
const kinds = [
  ...Array.from({ length: 5 }, () => "policy.sync"),
  ...Array.from({ length: 4 }, () => "backup_set.update"),
  ...Array.from({ length: 6 }, () => "restore.execute"),
  ...Array.from({ length: 3 }, () => "tenant.evidence.snapshot.generate"),
  ...Array.from({ length: 2 }, () => "environment.review.compose"),
  "provider.connection.check",
];

export const connectionId = "connection-1";

/** Operators of each tenant, who start and stop operations and change provider data meanwhile. */
export function createOperators(world: World, actors: Actors) {
  const { scheduler, random, tenants, product, client, tableName } = world;
  const now = () => scheduler.trueClock.now().getTime();
  const clock = scheduler.clock;
  const scopes = tenants.map(({ scope }, at): RealScope => ({ ...scope, at }));
  const prepareNeeds = product.createPrepareDependencies({ client, tableName, clock });
  const needs = {
    ...prepareNeeds,
    backupSets: { ...prepareNeeds.backupSets, newId: () => world.ids.next(clock.now()) },
  };
  const connections = connectionsIn({ client: directClientOf(world), tableName, clock: scheduler.trueClock });
  const sets: Record<number, string[]> = {};
  const previews: Record<number, { restoreRunId: string; backupSetId: string }[]> = {};
  let open = 0;
  let accepted = 0;

  async function setUp(): Promise<void> {
    for (const { at, ...scope } of scopes) await connect(scope, at, true);
  }

  async function connect(scope: Omit<RealScope, "at">, at: number, isEnabled: boolean): Promise<void> {
    const origin = tenants[at]?.origin ?? "";
    await connections.put(scope, connectionId, {
      provider: "microsoft_graph",
      displayName: "Device management",
      baseUrl: `${origin}/beta`,
      tokenUrl: `${origin}/token`,
      clientId: "client",
      secretName: `runtruth/test/${scope.workspaceId}/${scope.environmentId}/provider`,
      isDefault: true,
      isEnabled,
    });
  }

  function inputOf(type: string, at: number): Record<string, unknown> | undefined {
    const known = sets[at] ?? [];
    switch (type) {
      case "backup_set.update":
        return known.length > 0 && random.chance(0.4) ? { backupSetId: random.pick(known) } : {};
      case "restore.execute": {
        const preview = random.chance(0.5) ? (previews[at] ?? []).at(-1) : undefined;
        if (preview !== undefined) return { ...preview };
        if (known.length === 0) return undefined;
        return { backupSetId: random.pick(known), ...(random.chance(0.4) && { dryRun: true }) };
      }
      default:
        return {};
    }
  }

  /** What a person read in a preview and typed. */
  async function previewOf(scope: Omit<RealScope, "at">, id: string) {
    const record = await prepareNeeds.restoreRuns.find(scope, id);
    return { planDigest: record?.digest, confirmation: await prepareNeeds.environments.nameOf(scope) };
  }

  async function start(type: string, { at, ...scope }: RealScope): Promise<void> {
    const operation = world.findOperation(type);
    const asked = inputOf(type, at);
    if (operation === undefined || operation.start === "not_startable" || asked === undefined) return;
    const { prepare } = await operation.start.prepare();
    for (let tries = 0; tries < 3; tries++) {
      const ask = async () => {
        const preview = typeof asked.restoreRunId === "string" ? await previewOf(scope, asked.restoreRunId) : {};
        const input = operation.input.parse({ ...asked, ...preview });
        const prepared = await prepare({ input, scope }, needs);
        if (prepared.kind !== "start") return undefined;
        const initiator = { id: operatorSubject, name: "Operator" };
        const answer = await world.start({ operation, lifecycle: operation.lifecycle, scope, initiator, prepared });
        return { answer, context: prepared.context };
      };
      const ended = await actors.invoke("start", 29, ask, { type });
      if (ended.kind !== "returned") {
        await scheduler.sleep(1000 + random.below(20_000));
        continue;
      }
      if (ended.value === undefined || !("run" in ended.value.answer)) return;
      const { run } = ended.value.answer;
      accepted += 1;
      if (type === "backup_set.update") sets[at] = [...(sets[at] ?? []), String(run.context.backupSetId)];
      if (type === "restore.execute" && asked.dryRun === true) {
        previews[at] = [...(previews[at] ?? []), { restoreRunId: run.id, backupSetId: String(asked.backupSetId) }];
      }
      return;
    }
  }

  async function stopOne(): Promise<void> {
    const active = world.activeRuns().filter((run) => !isSimulated(run));
    if (active.length === 0) return;
    const { id } = random.pick(active);
    await actors.invoke("operator", 29, async () => {
      const run = await world.queries.getRun(id);
      const request = { by: operatorSubject, at: clock.now().toISOString() };
      if (run !== undefined) await world.cancelRun(run, request);
    });
  }

  function plan(at: number, act: () => Promise<void>): void {
    open += 1;
    scheduler.at(now() + at, () => void act().then(() => (open -= 1)));
  }

  return {
    setUp,
    plan(count: number): void {
      for (const scope of scopes) {
        plan(random.below(20_000), () => start("policy.sync", scope));
        for (let edit = 0; edit < 5; edit++) {
          plan(random.below(startsWithinMillis), async () => tenants[scope.at]?.tenant.disturb());
        }
        if (random.chance(0.3)) {
          const off = random.below(startsWithinMillis);
          plan(off, () => connect(scope, scope.at, false));
          plan(off + random.below(600_000), () => connect(scope, scope.at, true));
        }
      }
      for (let one = 0; one < count; one++) {
        const at = 60_000 + random.below(startsWithinMillis);
        const scope = random.pick(scopes);
        const type = random.pick(kinds);
        plan(at, () => start(type, scope));
        // Two starts within a minute depend on the clock skew of two programs.
        if (!random.chance(0.3)) continue;
        plan(at + random.below(30_000), async () => tenants[scope.at]?.tenant.disturb());
        plan(at + 10_000 + random.below(50_000), () => start(type, scope));
      }
      for (let one = 0; one < count / 8; one++) plan(60_000 + random.below(startsWithinMillis), stopOne);
    },
    isDone: () => open === 0,
    accepted: () => accepted,
  };
}
