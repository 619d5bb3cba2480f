import { FencedError } from "../../../shared/foundation/fenced-error.ts";
import { approvalWindows } from "../../../shared/operations/plans/plan-approval.ts";
import { NOW } from "../../support/clock.ts";
import type { Product } from "../../support/product.ts";
import { createAutomaton, type Reply } from "../interleavings/automaton.ts";
import { faultsOfEnd, faultsOfWrite } from "./approval-invariants.ts";
import type { Actor, ApprovalState, Event } from "./approval-state.ts";
import {
  createTables,
  digest,
  type Person,
  persons,
  planId,
  planned,
  requester,
  scope,
  subject,
  tableName,
  type,
} from "./approval-tables.ts";

export interface ApprovalConfiguration {
  readonly name: string;
  readonly isRequested?: false;
  /** Persons with their decision, runs with the plan, and a late request. */
  readonly actors: readonly (`${Person} approves` | `${Person} refuses` | "run-1" | "run-2" | "request")[];
  readonly events: readonly Event[];
}

interface Step {
  readonly label: string;
  take(): Promise<{ readonly state: ApprovalState; readonly faults: readonly string[]; readonly reached?: string }>;
}

const lateHours = 25;
const early = NOW;
const late = new Date(NOW.getTime() + lateHours * 3_600_000);

/** Visits every state that any order of the steps reaches, with the product's own code. */
export async function exploreApprovals(product: Product, configuration: ApprovalConfiguration, statesMax = 400_000) {
  const automaton = createAutomaton();
  const tables = createTables();
  const target = { client: automaton.wholeClient, tableName, clock: automaton.clock };
  const approvals = product.createPlanApprovals(target, approvalWindows);
  const plans = product.createPlans(target);
  const planAdmission = product.createPlanAdmission({ access: product.createAccess(target), approvals });
  const nowOf = ({ isLate }: ApprovalState) => (isLate ? late : early);

  const scriptOf = (name: string) => async (): Promise<unknown> => {
    const [who = "", what] = name.split(" ");
    const beside = () => ({ item: { pk: "AUDIT", sk: name } });
    if (name === "request") {
      const wanted = { id: planId, operationType: type, digest, requester, note: "Please." };
      const mark = product.planMarker(scope, { kind: "plans", id: planId, digest });
      return approvals.request(scope, wanted, mark, beside);
    }
    const person = Object.values(persons).find(({ id }) => id === who);
    if (person !== undefined) {
      const decision = what === "approves" ? "approve" : "refuse";
      return approvals.decide(scope, planId, { decision, digest, by: person, note: "Noted." }, beside);
    }
    return work(who, Number(what));
  };

  /** An attempt at the execution; the world is read and changed at scheduling points. */
  function work(runId: string, attempt: number) {
    const run = { id: runId, attempt, handovers: 0, initiator: { id: requester.id, name: requester.name } };
    const input = { planId, planDigest: digest, confirmation: "Set" };
    const none = async () => {};
    const asWork = { run, scope, input, confirm: none, report: none, timeLeftMillis: () => 600_000 };
    return product.workOnPlan(
      { ...asWork, signal: new AbortController().signal } as unknown as Parameters<Product["workOnPlan"]>[0],
      {
        type,
        subject,
        async derive() {
          const world = String(await automaton.work("read")).split(",");
          const items = planned.flatMap((item, at) =>
            world[at] === "gone" ? [] : [{ ...item, state: world[at] ?? "" }],
          );
          return { name: "Set", items };
        },
        async execute({ id }) {
          const status = String(await automaton.work(id));
          return status === "done" ? { status: "done" } : { status: "left", reason: "plan.changed_since" };
        },
      },
      { plans, planAdmission },
    );
  }

  async function enter(state: ApprovalState, name: string): Promise<ApprovalState> {
    const [runId = "", attempt] = name.split(" ");
    const standing = await automaton.begin(name, scriptOf(name), nowOf(state));
    const isRun = attempt !== undefined && runId.startsWith("run-");
    const hadMoved = state.world.includes("other") && (state.writes[runId] ?? 0) === 0;
    const asRun = isRun ? { runId, attempt: Number(attempt), lost: state.lost, hadMoved } : {};
    const attempts = isRun ? { ...state.attempts, [runId]: Number(attempt) } : state.attempts;
    return { ...state, attempts, actors: [...state.actors, { name, standing, ...asRun }].toSorted(byName) };
  }

  async function resume(state: ApprovalState, actor: Actor, reply: Reply, faults: readonly string[]) {
    const standing = await automaton.follower(actor.standing, reply, nowOf(state));
    const others = state.actors.filter(({ name }) => name !== actor.name);
    const { moment } = standing;
    if (moment.kind === "waits") {
      return { state: { ...state, actors: [...others, { ...actor, standing }].toSorted(byName) }, faults };
    }
    const after = { ...state, actors: others };
    if (moment.kind === "threw") {
      const isExpected = moment.error instanceof Error && moment.error.name === "FencedError";
      const isRedelivered = String(moment.error).includes("deliver again");
      const unexpected = isExpected || isRedelivered ? [] : [`${actor.name} failed: ${String(moment.error)}`];
      return { state: after, faults: [...faults, ...unexpected] };
    }
    const end = faultsOfEnd(after, actor, moment.result);
    return { state: after, faults: [...faults, ...end.faults], reached: end.reached };
  }

  function movesOf(state: ApprovalState, actor: Actor): Step[] {
    const { moment } = actor.standing;
    if (moment.kind !== "waits") return [];
    const { request } = moment;
    if (request.kind === "store") {
      const label = `${actor.name} ${request.call.operation}`;
      return [
        {
          label,
          async take() {
            const { table, reply } = tables.apply(state.table, request.call);
            return resume({ ...state, table }, actor, reply, []);
          },
        },
      ];
    }
    const about = request.kind === "work" ? (request.about ?? "") : "";
    return [{ label: `${actor.name} ${about}`, take: () => atWorld(state, actor, about) }];
  }

  /** The provider: an attempt whose lease has passed makes no call any more. */
  function atWorld(state: ApprovalState, actor: Actor, about: string) {
    const { runId = "", attempt } = actor;
    if (state.attempts[runId] !== attempt) {
      return resume(state, actor, { key: "fenced", error: () => new FencedError(runId) }, []);
    }
    if (about === "read") {
      const value = state.world.join(",");
      return resume(state, actor, { key: value, value }, []);
    }
    const at = planned.findIndex(({ id }) => id === about);
    if (state.world[at] === "other") return resume(state, actor, { key: "left", value: "left" }, []);
    if (state.world[at] === "gone") return resume(state, actor, { key: "done", value: "done" }, []);
    const faults = faultsOfWrite(state, actor);
    const world = state.world.with(at, "gone");
    const writes = { ...state.writes, [runId]: (state.writes[runId] ?? 0) + 1 };
    return resume({ ...state, world, writes }, actor, { key: "done", value: "done" }, faults);
  }

  function eventsOf(state: ApprovalState): Step[] {
    const happens = (
      event: Event,
      label: string,
      change: (now: ApprovalState) => ApprovalState | Promise<ApprovalState>,
    ) => ({
      label,
      take: async () => ({
        state: await change({ ...state, events: state.events.filter((one) => one !== event) }),
        faults: [],
      }),
    });
    const lose = (member: string) => (now: ApprovalState) => ({
      ...now,
      table: tables.without(now.table, member),
      lost: [...now.lost, member],
    });
    return state.events.flatMap((event): Step[] => {
      if (event === "expire") return [happens(event, event, (now) => ({ ...now, isLate: true }))];
      if (event === "remove requester") return [happens(event, event, lose(requester.id))];
      if (event === "remove bob") return [happens(event, event, lose("bob"))];
      if (event === "move") {
        return state.world[1] === "current"
          ? [happens(event, event, (now) => ({ ...now, world: now.world.with(1, "other") }))]
          : [];
      }
      const first = state.actors.find(({ runId }) => runId === "run-1");
      const next = `run-1 ${(state.attempts["run-1"] ?? 0) + 1}`;
      if (event === "take over") return first === undefined ? [] : [happens(event, event, (now) => enter(now, next))];
      if (first === undefined) return [];
      // The crashed attempt's message is delivered again.
      const crashed = (now: ApprovalState) => ({ ...now, actors: now.actors.filter((one) => one !== first) });
      return [happens(event, `${first.name} crashes`, (now) => enter(crashed(now), next))];
    });
  }

  let state: ApprovalState = {
    ...{ table: await tables.first(product, configuration.isRequested ?? true), isLate: false },
    ...{ world: planned.map(() => "current" as const), actors: [], events: configuration.events, lost: [] },
    ...{ attempts: {}, writes: {} },
  };
  for (const name of configuration.actors) state = await enter(state, name.startsWith("run-") ? `${name} 1` : name);

  const seen = new Set([markOf(state)]);
  const reached = new Set<string>();
  let level: { readonly state: ApprovalState; readonly schedule: readonly string[] }[] = [{ state, schedule: [] }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { state: from, schedule } of level) {
      for (const { label, take } of [...from.actors.flatMap((actor) => movesOf(from, actor)), ...eventsOf(from)]) {
        const taken = await take();
        if (taken.reached !== undefined) reached.add(taken.reached);
        const path = [...schedule, label];
        if (taken.faults.length > 0) return { states: seen.size, reached, violation: { faults: taken.faults, path } };
        const mark = markOf(taken.state);
        if (seen.has(mark)) continue;
        seen.add(mark);
        if (seen.size > statesMax) throw new Error(`${configuration.name}: more than ${statesMax} states`);
        next.push({ state: taken.state, schedule: path });
      }
    }
    level = next;
  }
  return { states: seen.size, reached, violation: undefined };
}

const byName = (a: Actor, b: Actor) => (a.name < b.name ? -1 : 1);
const markOf = ({ table, actors, ...rest }: ApprovalState) =>
  JSON.stringify([table.id, actors.map((actor) => [actor.standing.id, actor.lost, actor.hadMoved]), rest]);
