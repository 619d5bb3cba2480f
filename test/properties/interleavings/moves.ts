import * as z from "zod";
import { toException } from "../../engines/sqs/client.ts";
import { QueueError } from "../../engines/sqs/engine.ts";
import { NOW } from "../../support/clock.ts";
import { type Cast, timings, type WorkAnswer } from "./cast.ts";
import { type Configuration, type Move, noBudget, type Outcome, type SendFault, sendFaults } from "./configuration.ts";
import { type Answered, faultsOfAcknowledge, faultsOfAnswer, faultsOfTable, faultsOfWrite } from "./rules.ts";
import { createShelf, keyOf, type Version } from "./shelf.ts";
import type { Actor, Budget, Message, Role, Situation } from "./situation.ts";
import { type Reply, type Request, type Script, Scripted } from "./stage.ts";

const message = z.object({ correlation: z.object({ operationRunId: z.string() }) });
const startAnswer = z.union([
  z.object({ result: z.string(), run: z.object({ id: z.string() }) }),
  z.object({ result: z.enum(["idempotency_key_reused", "line_busy"]), runId: z.string() }),
]);

const lost: Reply = { key: "lost", error: () => new Scripted("the answer was lost") };
/** A refusal as the SDK reports it, with its number of attempts. */
const refusal = (attempts: number): Reply => ({
  key: `refused by the queue, asked ${attempts} times`,
  error: () => toException(Object.assign(new QueueError("AccessDenied", ""), { attempts }), 403),
});

/** Enough of a key to distinguish it within one configuration. */
const keyLengthMax = 20;

export function createMoves(cast: Cast, configuration: Configuration) {
  const { stage } = cast;
  const shelf = createShelf();
  const plans = new Map(configuration.starters.map((plan) => [plan.name, plan]));
  const secondsOf = (situation: Situation) => configuration.instants[situation.at] ?? 0;
  const dateOf = (situation: Situation) => new Date(NOW.getTime() + secondsOf(situation) * 1000);

  const first: Situation = {
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

  const spend = (situation: Situation, name: keyof Budget): Situation => ({
    ...situation,
    left: { ...situation.left, [name]: situation.left[name] - 1 },
  });
  const has = (situation: Situation, name: keyof Budget) => situation.left[name] > 0;
  const without = (situation: Situation, actor: Actor): Situation => ({
    ...situation,
    actors: situation.actors.filter(({ name }) => name !== actor.name),
  });
  const withActor = (situation: Situation, actor: Actor): Situation => ({
    ...situation,
    actors: [...situation.actors.filter(({ name }) => name !== actor.name), actor].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
  });
  const withMessage = (situation: Situation, changed: Message): Situation => ({
    ...situation,
    messages: situation.messages.map((one) => (one.id === changed.id ? changed : one)),
  });

  /** Adds an actor, which runs to its first request. */
  async function enter(
    situation: Situation,
    actor: { name: string; role: Role; message?: Message; diesAt?: number },
    script: Script,
  ): Promise<Situation> {
    const given = actor.message === undefined ? "" : ` ${actor.message.body}`;
    const standing = await stage.begin(`${actor.name}${given}`, script, dateOf(situation));
    const ended = Object.values(situation.items).filter(({ run }) => run?.status === "completed");
    return withActor(situation, {
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
    situation: Situation,
    replied: Actor,
    reply: Reply,
    faults: readonly string[],
  ): Promise<Outcome> {
    const { asksAgain: _done, ...actor } = replied;
    const standing = await stage.follower(actor.standing, reply, dateOf(situation));
    const { moment } = standing;
    if (moment.kind === "waits") return { situation: withActor(situation, { ...actor, standing }), faults };
    if (moment.kind === "threw") {
      const isOurs = moment.error instanceof Scripted;
      return {
        situation: without(situation, actor),
        faults: isOurs ? faults : [...faults, `${actor.role} failed: ${String(moment.error)}`],
      };
    }
    if (actor.role === "starter") return answered(situation, actor, moment.result, faults);
    // Only an acknowledged message remains to be deleted; any other is redelivered.
    if (actor.message === undefined || moment.result !== true) return { situation: without(situation, actor), faults };
    const { owns: _, ...rest } = actor;
    return { situation: withActor(situation, { ...rest, standing }), faults };
  }

  function answered(situation: Situation, actor: Actor, result: unknown, faults: readonly string[]): Outcome {
    const answer = startAnswer.parse(result);
    const plan = plans.get(actor.name);
    const answered: Answered = {
      result: answer.result,
      runId: "run" in answer ? answer.run.id : answer.runId,
      key: plan?.key && `${plan.key.keyHash}/${plan.key.bodyHash}`,
      content: plan?.content,
    };
    const after = without(situation, actor);
    const untrue = configuration.answersTooLate ? [] : faultsOfAnswer(answered, actor, situation);
    const seen = { faults: [...faults, ...untrue], reached: [answered.result] };
    if (answered.key === undefined || !("run" in answer)) return { situation: after, ...seen };
    return { situation: { ...after, answers: { ...after.answers, [answered.key]: answered.runId } }, ...seen };
  }

  /** Applies a store call: the next situation, the reply, and the violations. */
  function applied(situation: Situation, actor: Actor, request: Extract<Request, { kind: "store" }>, lags: boolean) {
    const { call } = request;
    if (call.operation === "Query") {
      return { situation, actor, reply: shelf.due(call, Object.values(situation.items), lags), faults: [] };
    }
    const key = keyOf(call);
    const before = situation.items[key];
    const { reply, after } = shelf.apply(actor.standing, call, before, actor.asksAgain ? 2 : 1);
    if (after === undefined || after === before) return { situation, actor, reply, faults: [] };
    const next = { ...situation, items: { ...situation.items, [key]: after } };
    if (after.run === undefined) return { situation: forgetting(next, key, before), actor, reply, faults: [] };
    const faults = [
      ...faultsOfWrite(before?.run, after.run, actor, situation, dateOf(situation).toISOString()),
      ...(configuration.isCalm && after.run.outcome === "failed" ? ["a run failed though nothing went wrong"] : []),
    ];
    if (actor.role === "starter" && before === undefined) {
      return { situation: next, actor: { ...actor, created: key }, reply, faults };
    }
    return { situation: next, actor: ownerAfter(actor, before, after), reply, faults };
  }

  /** An overwritten key had expired, so its earlier answer no longer binds. */
  function forgetting(situation: Situation, key: string, before: Version | undefined): Situation {
    const expired = before === undefined || !key.startsWith("KEY#") ? undefined : key.split("#").at(-1);
    if (expired === undefined) return situation;
    const kept = Object.entries(situation.answers).filter(([name]) => !name.startsWith(`${expired}/`));
    return { ...situation, answers: Object.fromEntries(kept) };
  }

  /** A claim sets the owner; an end or a hand-over removes it. */
  function ownerAfter(actor: Actor, before: Version | undefined, after: Version): Actor {
    if (actor.role !== "worker" || after.run === undefined) return actor;
    const { owns: _, ...rest } = actor;
    if (after.run.attempt > (before?.run?.attempt ?? 0)) return { ...rest, owns: `${after.key}:${after.run.attempt}` };
    return after.run.status === "completed" || after.run.messageId === undefined ? rest : actor;
  }

  function enqueued(situation: Situation, body: string): Situation {
    const id = `m${situation.sent + 1}`;
    const runKey = `RUN#${message.parse(JSON.parse(body)).correlation.operationRunId}`;
    const made: Message = { id, body, runKey, place: "work", visibleAt: secondsOf(situation), receives: 0 };
    return { ...situation, sent: situation.sent + 1, messages: [...situation.messages, made] };
  }
  const counted = (situation: Situation, runKey: string): Situation => ({
    ...situation,
    sends: { ...situation.sends, [runKey]: (situation.sends[runKey] ?? 0) + 1 },
  });

  function movesOfStore(situation: Situation, actor: Actor, request: Extract<Request, { kind: "store" }>): Move[] {
    const { operation } = request.call;
    const isWrite = operation === "PutItem" || operation === "UpdateItem";
    const name = `${actor.name} ${operation === "Query" ? "due" : `${operation} ${keyOf(request.call).slice(0, keyLengthMax)}`}`;
    const go = (lags: boolean) => {
      const { situation: next, actor: self, reply, faults } = applied(situation, actor, request, lags);
      return resume(lags ? spend(next, "lags") : next, self, reply, faults);
    };
    const moves: Move[] = [{ label: name, take: () => go(false) }];
    if (operation === "Query" && has(situation, "lags"))
      moves.push({ label: `${name} (lagging)`, take: () => go(true) });
    if (isWrite && has(situation, "repeats")) {
      const repeats = () => {
        const { situation: next, actor: self, faults } = applied(spend(situation, "repeats"), actor, request, false);
        return { situation: withActor(next, { ...self, asksAgain: true }), faults };
      };
      moves.push({ label: `${name} (applied, repeated)`, take: repeats });
    }
    if (isWrite && has(situation, "lostAnswers")) {
      const spent = spend(situation, "lostAnswers");
      const fails = () => {
        const { situation: next, actor: self, faults } = applied(spent, actor, request, false);
        return resume(next, self, lost, faults);
      };
      moves.push({ label: `${name} (applied, error)`, take: fails });
      moves.push({ label: `${name} (not applied, error)`, take: () => resume(spent, actor, lost, []) });
    }
    return moves;
  }

  function movesOfSend(situation: Situation, actor: Actor, body: string): Move[] {
    const name = `${actor.name} sends`;
    const runKey = `RUN#${message.parse(JSON.parse(body)).correlation.operationRunId}`;
    const sent = (from: Situation) => enqueued(counted(from, runKey), body);
    const accepted = (from: Situation): Promise<Outcome> => {
      const after = sent(from);
      return resume(after, actor, { key: `m${after.sent}`, value: `m${after.sent}` }, []);
    };
    const moves: Move[] = [{ label: name, take: () => accepted(situation) }];
    if (!has(situation, "sendFaults")) return moves;
    const spent = spend(situation, "sendFaults");
    const faulty: Record<SendFault, Move["take"]> = {
      refused: () => resume(counted(spent, runKey), actor, refusal(actor.asksAgain ? 2 : 1), []),
      "enqueued, no answer": () => resume(sent(spent), actor, lost, []),
      "not enqueued, no answer": () => resume(counted(spent, runKey), actor, lost, []),
      "enqueued, repeated": () => ({
        situation: withActor(enqueued(spent, body), { ...actor, asksAgain: true }),
        faults: [],
      }),
    };
    for (const fault of configuration.sendFaults ?? sendFaults) {
      moves.push({ label: `${name} (${fault})`, take: faulty[fault] });
    }
    return moves;
  }

  function movesOfWork(situation: Situation, actor: Actor): Move[] {
    const does = (answer: WorkAnswer, from: Situation): Move => ({
      label: `${actor.name} handler ${answer}`,
      take: () => resume(from, actor, { key: answer, value: answer }, []),
    });
    return [
      does("done", situation),
      ...(has(situation, "throws")
        ? [does("throws", spend(situation, "throws")), does("gives up", spend(situation, "throws"))]
        : []),
      ...(has(situation, "handOvers") ? [does("hands over", spend(situation, "handOvers"))] : []),
    ];
  }

  function movesOf(situation: Situation, actor: Actor): Move[] {
    const { moment } = actor.standing;
    const crash: Move[] = has(situation, "crashes")
      ? [
          {
            label: `${actor.name} stops`,
            take: () => ({ situation: without(spend(situation, "crashes"), actor), faults: [] }),
          },
        ]
      : [];
    if (moment.kind !== "waits") return [acknowledge(situation, actor), ...crash];
    const { request } = moment;
    switch (request.kind) {
      case "store":
        return [...movesOfStore(situation, actor, request), ...crash];
      case "send":
        return [...movesOfSend(situation, actor, request.body), ...crash];
      case "work":
        return [...movesOfWork(situation, actor), ...crash];
      case "ask":
        return [
          ...(configuration.proofs ?? ["no_proof"]).map((proof) => ({
            label: `${actor.name} finds ${proof}`,
            take: () => resume(situation, actor, { key: proof, value: proof }, []),
          })),
          ...crash,
        ];
      default:
        return request satisfies never;
    }
  }

  /** The queue deletes the message. With the receipt of an earlier receive this is uncertain, as configured. */
  function acknowledge(situation: Situation, actor: Actor): Move {
    return {
      label: `${actor.name} acknowledges`,
      take: () => {
        const found = situation.messages.find(({ id }) => id === actor.message?.id);
        const after = without(situation, actor);
        const isOld = found?.receives !== actor.message?.receives;
        if (found === undefined || (isOld && !configuration.oldReceiptsDelete)) return { situation: after, faults: [] };
        const messages = after.messages.filter(({ id }) => id !== found.id);
        return { situation: { ...after, messages }, faults: faultsOfAcknowledge(found, situation) };
      },
    };
  }

  return { first, secondsOf, enter, spend, has, withMessage, movesOf, timings, plans };
}
export type Moves = ReturnType<typeof createMoves>;

/** Adds violations of the whole table. */
export function judged(outcome: Outcome): Outcome {
  return { ...outcome, faults: [...outcome.faults, ...faultsOfTable(outcome.situation)] };
}
