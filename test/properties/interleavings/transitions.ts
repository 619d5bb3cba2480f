import * as z from "zod";
import { toException } from "../../engines/sqs/client.ts";
import { QueueError } from "../../engines/sqs/engine.ts";
import { NOW } from "../../support/clock.ts";
import { InjectedError, type Reply, type Request, type Script } from "./automaton.ts";
import {
  type Configuration,
  noBudget,
  type Outcome,
  type SendFault,
  sendFaults,
  type Transition,
} from "./configuration.ts";
import { type Answered, acknowledgeViolations, faultsOfAnswer, writeViolations } from "./invariants.ts";
import { createItemVersions, keyOf, type Version } from "./item-versions.ts";
import { type ProductActors, timings, type WorkAnswer } from "./product-actors.ts";
import {
  type Actor,
  has,
  type Message,
  type Role,
  type SystemState,
  spend,
  withActor,
  without,
} from "./system-state.ts";

const message = z.object({ correlation: z.object({ operationRunId: z.string() }) });
const startAnswer = z.union([
  z.object({ result: z.string(), run: z.object({ id: z.string() }) }),
  z.object({ result: z.enum(["idempotency_key_reused", "line_busy"]), runId: z.string() }),
]);

const lost: Reply = { key: "lost", error: () => new InjectedError("the answer was lost") };
/** A refusal as the SDK reports it, with its number of attempts. */
const refusal = (attempts: number): Reply => ({
  key: `refused by the queue, asked ${attempts} times`,
  error: () => toException(Object.assign(new QueueError("AccessDenied", ""), { attempts }), 403),
});

/** Enough of a key to distinguish it within one configuration. */
const keyLengthMax = 20;

export function createTransitions(productActors: ProductActors, configuration: Configuration) {
  const { automaton } = productActors;
  const itemVersions = createItemVersions();
  const plans = new Map(configuration.starters.map((plan) => [plan.name, plan]));
  const secondsOf = (system: SystemState) => configuration.instants[system.at] ?? 0;
  const dateOf = (system: SystemState) => new Date(NOW.getTime() + secondsOf(system) * 1000);

  const first: SystemState = {
    at: 0,
    items: {},
    messages: [],
    sent: 0,
    sends: {},
    actors: [],
    waiting: configuration.starters.map(({ name }) => name),
    left: { ...noBudget, ...configuration.budget },
    answers: {},
  };

  /** Adds an actor, which runs to its first request. */
  async function enter(
    system: SystemState,
    actor: { name: string; role: Role; message?: Message; diesAt?: number },
    script: Script,
  ): Promise<SystemState> {
    const given = actor.message === undefined ? "" : ` ${actor.message.body}`;
    const standing = await automaton.begin(`${actor.name}${given}`, script, dateOf(system));
    const ended = Object.values(system.items).filter(({ run }) => run?.status === "completed");
    return withActor(system, {
      name: actor.name,
      role: actor.role,
      standing,
      ...(actor.message && { message: { id: actor.message.id, receives: actor.message.receives } }),
      ...(actor.diesAt !== undefined && { diesAt: actor.diesAt }),
      ...(actor.role === "starter" && ended.length > 0 && { endedBefore: ended.map(({ key }) => key).join(",") }),
    });
  }

  /** Replies to an actor, which runs to its next request or ends. */
  async function resume(
    system: SystemState,
    replied: Actor,
    reply: Reply,
    faults: readonly string[],
  ): Promise<Outcome> {
    const { asksAgain: _done, ...actor } = replied;
    const standing = await automaton.follower(actor.standing, reply, dateOf(system));
    const { moment } = standing;
    if (moment.kind === "waits") return { system: withActor(system, { ...actor, standing }), faults };
    if (moment.kind === "threw") {
      const isOurs = moment.error instanceof InjectedError;
      return {
        system: without(system, actor),
        faults: isOurs ? faults : [...faults, `${actor.role} failed: ${String(moment.error)}`],
      };
    }
    if (actor.role === "starter") return answered(system, actor, moment.result, faults);
    // Only an acknowledged message remains to be deleted; any other is redelivered.
    if (actor.message === undefined || moment.result !== true) return { system: without(system, actor), faults };
    const { owns: _, ...rest } = actor;
    return { system: withActor(system, { ...rest, standing }), faults };
  }

  function answered(system: SystemState, actor: Actor, result: unknown, faults: readonly string[]): Outcome {
    const answer = startAnswer.parse(result);
    const plan = plans.get(actor.name);
    const answered: Answered = {
      result: answer.result,
      runId: "run" in answer ? answer.run.id : answer.runId,
      key: plan?.key && `${plan.key.keyHash}/${plan.key.bodyHash}`,
      content: plan?.content,
    };
    const after = without(system, actor);
    const untrue = configuration.answersTooLate ? [] : faultsOfAnswer(answered, actor, system);
    const seen = { faults: [...faults, ...untrue], reached: [answered.result] };
    if (answered.key === undefined || !("run" in answer)) return { system: after, ...seen };
    return { system: { ...after, answers: { ...after.answers, [answered.key]: answered.runId } }, ...seen };
  }

  /** Applies a store call: the next system state, the reply, and the violations. */
  function applied(system: SystemState, actor: Actor, request: Extract<Request, { kind: "store" }>, lags: boolean) {
    const { call } = request;
    if (call.operation === "Query") {
      return { system, actor, reply: itemVersions.due(call, Object.values(system.items), lags), faults: [] };
    }
    const key = keyOf(call);
    const before = system.items[key];
    const { reply, after } = itemVersions.apply(actor.standing, call, before, actor.asksAgain ? 2 : 1);
    if (after === undefined || after === before) return { system, actor, reply, faults: [] };
    const next = { ...system, items: { ...system.items, [key]: after } };
    if (after.run === undefined) return { system: forgetting(next, key, before), actor, reply, faults: [] };
    const faults = [
      ...writeViolations(before?.run, after.run, actor, system, dateOf(system).toISOString()),
      ...(configuration.isCalm && after.run.outcome === "failed" ? ["a run failed though nothing went wrong"] : []),
    ];
    if (actor.role === "starter" && before === undefined) {
      return { system: next, actor: { ...actor, created: key }, reply, faults };
    }
    return { system: next, actor: ownerAfter(actor, before, after), reply, faults };
  }

  /** An overwritten key had expired, so its earlier answer no longer binds. */
  function forgetting(system: SystemState, key: string, before: Version | undefined): SystemState {
    const expired = before === undefined || !key.startsWith("KEY#") ? undefined : key.split("#").at(-1);
    if (expired === undefined) return system;
    const kept = Object.entries(system.answers).filter(([name]) => !name.startsWith(`${expired}/`));
    return { ...system, answers: Object.fromEntries(kept) };
  }

  /** A claim sets the owner; an end or a hand-over removes it. */
  function ownerAfter(actor: Actor, before: Version | undefined, after: Version): Actor {
    if (actor.role !== "worker" || after.run === undefined) return actor;
    const { owns: _, ...rest } = actor;
    if (after.run.attempt > (before?.run?.attempt ?? 0)) return { ...rest, owns: `${after.key}:${after.run.attempt}` };
    return after.run.status === "completed" || after.run.messageId === undefined ? rest : actor;
  }

  function enqueued(system: SystemState, body: string, delaySeconds: number): SystemState {
    const id = `m${system.sent + 1}`;
    const runKey = `RUN#${message.parse(JSON.parse(body)).correlation.operationRunId}`;
    const made: Message = { id, body, runKey, place: "work", visibleAt: secondsOf(system) + delaySeconds, receives: 0 };
    return { ...system, sent: system.sent + 1, messages: [...system.messages, made] };
  }
  const counted = (system: SystemState, runKey: string): SystemState => ({
    ...system,
    sends: { ...system.sends, [runKey]: (system.sends[runKey] ?? 0) + 1 },
  });

  function movesOfStore(system: SystemState, actor: Actor, request: Extract<Request, { kind: "store" }>): Transition[] {
    const { operation } = request.call;
    const isWrite = operation === "PutItem" || operation === "UpdateItem";
    const name = `${actor.name} ${operation === "Query" ? "due" : `${operation} ${keyOf(request.call).slice(0, keyLengthMax)}`}`;
    const go = (lags: boolean) => {
      const { system: next, actor: self, reply, faults } = applied(system, actor, request, lags);
      return resume(lags ? spend(next, "lags") : next, self, reply, faults);
    };
    const transitions: Transition[] = [{ label: name, take: () => go(false) }];
    if (operation === "Query" && has(system, "lags"))
      transitions.push({ label: `${name} (lagging)`, take: () => go(true) });
    if (isWrite && has(system, "repeats")) {
      const repeats = () => {
        const { system: next, actor: self, faults } = applied(spend(system, "repeats"), actor, request, false);
        return { system: withActor(next, { ...self, asksAgain: true }), faults };
      };
      transitions.push({ label: `${name} (applied, repeated)`, take: repeats });
    }
    if (isWrite && has(system, "lostAnswers")) {
      const spent = spend(system, "lostAnswers");
      const fails = () => {
        const { system: next, actor: self, faults } = applied(spent, actor, request, false);
        return resume(next, self, lost, faults);
      };
      transitions.push({ label: `${name} (applied, error)`, take: fails });
      transitions.push({ label: `${name} (not applied, error)`, take: () => resume(spent, actor, lost, []) });
    }
    return transitions;
  }

  function movesOfSend(
    system: SystemState,
    actor: Actor,
    { body, delaySeconds }: Extract<Request, { kind: "send" }>,
  ): Transition[] {
    const name = `${actor.name} sends`;
    const runKey = `RUN#${message.parse(JSON.parse(body)).correlation.operationRunId}`;
    const sent = (from: SystemState) => enqueued(counted(from, runKey), body, delaySeconds);
    const accepted = (from: SystemState): Promise<Outcome> => {
      const after = sent(from);
      return resume(after, actor, { key: `m${after.sent}`, value: `m${after.sent}` }, []);
    };
    const transitions: Transition[] = [{ label: name, take: () => accepted(system) }];
    if (!has(system, "sendFaults")) return transitions;
    const spent = spend(system, "sendFaults");
    const faulty: Record<SendFault, Transition["take"]> = {
      refused: () => resume(counted(spent, runKey), actor, refusal(actor.asksAgain ? 2 : 1), []),
      "enqueued, no answer": () => resume(sent(spent), actor, lost, []),
      "not enqueued, no answer": () => resume(counted(spent, runKey), actor, lost, []),
      "enqueued, repeated": () => ({
        system: withActor(enqueued(spent, body, delaySeconds), { ...actor, asksAgain: true }),
        faults: [],
      }),
    };
    for (const fault of configuration.sendFaults ?? sendFaults) {
      transitions.push({ label: `${name} (${fault})`, take: faulty[fault] });
    }
    return transitions;
  }

  function movesOfWork(system: SystemState, actor: Actor): Transition[] {
    const does = (answer: WorkAnswer, from: SystemState): Transition => ({
      label: `${actor.name} handler ${answer}`,
      take: () => resume(from, actor, { key: answer, value: answer }, []),
    });
    return [
      does("done", system),
      ...(has(system, "throws")
        ? [does("throws", spend(system, "throws")), does("gives up", spend(system, "throws"))]
        : []),
      ...(has(system, "handOvers") ? [does("hands over", spend(system, "handOvers"))] : []),
      ...(has(system, "waits") ? [does("waits", spend(system, "waits")), does("parks", spend(system, "waits"))] : []),
    ];
  }

  function movesOf(system: SystemState, actor: Actor): Transition[] {
    const { moment } = actor.standing;
    const crash: Transition[] = has(system, "crashes")
      ? [
          {
            label: `${actor.name} stops`,
            take: () => ({ system: without(spend(system, "crashes"), actor), faults: [] }),
          },
        ]
      : [];
    if (moment.kind !== "waits") return [acknowledge(system, actor), ...crash];
    const { request } = moment;
    switch (request.kind) {
      case "store":
        return [...movesOfStore(system, actor, request), ...crash];
      case "send":
        return [...movesOfSend(system, actor, request), ...crash];
      case "work":
        return [...movesOfWork(system, actor), ...crash];
      case "ask":
        return [
          ...(configuration.proofs ?? ["no_proof"]).map((proof) => ({
            label: `${actor.name} finds ${proof}`,
            take: () => resume(system, actor, { key: proof, value: proof }, []),
          })),
          ...crash,
        ];
      default:
        return request satisfies never;
    }
  }

  /** The queue deletes the message. With the receipt of an earlier receive this is uncertain, as configured. */
  function acknowledge(system: SystemState, actor: Actor): Transition {
    return {
      label: `${actor.name} acknowledges`,
      take: () => {
        const found = system.messages.find(({ id }) => id === actor.message?.id);
        const after = without(system, actor);
        const isOld = found?.receives !== actor.message?.receives;
        if (found === undefined || (isOld && !configuration.oldReceiptsDelete)) return { system: after, faults: [] };
        const messages = after.messages.filter(({ id }) => id !== found.id);
        return { system: { ...after, messages }, faults: acknowledgeViolations(found, system) };
      },
    };
  }

  return { first, secondsOf, enter, movesOf, timings, plans };
}
export type Transitions = ReturnType<typeof createTransitions>;
