import * as z from "zod";
import { isActive } from "../../../shared/run/status.ts";
import { triesMax } from "../../../shared/run/sweep-due.ts";
import { isLegalTransition } from "../../../shared/run/transitions.ts";
import type { RunFacts, Version } from "./item-versions.ts";
import { type Actor, type Message, runsOf, type SystemState } from "./system-state.ts";

/** The state that a starter's answer must match. */
const isDispatchFailed = (run: RunFacts) => run.endedBy?.reasonCode === "queue.dispatch_failed";
const attemptOf = (run: RunFacts) => `${run.pk}:${run.attempt}`;

/**
 * Other workers of a run whose Lambda ends before its lease. One that outlives its lease is protected by the lease
 * alone.
 */
const atWork = ({ actors }: SystemState, self: Actor, run: RunFacts) =>
  actors.filter(({ name, owns, diesAt }) => name !== self.name && owns === attemptOf(run) && diesAt !== undefined);

/** Violations of one write of a run (I3, I4, and forbidden overwrites). */
export function writeViolations(
  before: RunFacts | undefined,
  after: RunFacts,
  actor: Actor,
  system: SystemState,
  now: string,
): string[] {
  const faults: string[] = [];
  const isMove = before === undefined || before.status !== after.status || before.attempt !== after.attempt;
  if (isMove && !isLegalTransition(before, after)) {
    faults.push(`illegal transition ${before?.status ?? "none"} → ${after.status}`);
  }
  faults.push(...faultsOfIndexes(after));
  if (before === undefined) return [...faults, ...faultsOfCreation(after, system)];

  if (before.status === "completed") faults.push("a completed run was written again");
  const others = atWork(system, actor, before);
  const isClaim = after.attempt > before.attempt;
  const isEnd = before.status !== "completed" && after.status === "completed";
  const isDispatch = before.dispatch === undefined && after.dispatch !== undefined;
  const isHandOver = after.handovers > before.handovers;
  const isReserve = after.tries > before.tries || (after.triedAt !== before.triedAt && !isHandOver);

  if (isClaim && before.messageId !== undefined && (before.leaseUntil ?? "") >= now) {
    faults.push("an attempt was superseded although its lease lives");
  }
  faults.push(...faultsOfWait(before, { isClaim, isReserve }, after, now));
  if (isClaim && others.some((other) => other.message?.id !== actor.message?.id)) {
    faults.push("a live attempt was superseded by another message");
  }
  if (actor.role === "worker" && !isClaim && !isDispatch && !isReserve && actor.owns !== attemptOf(before)) {
    faults.push("a superseded attempt wrote its run");
  }
  if (isReserve && after.tries !== before.tries + 1) faults.push("a send was reserved without being counted");
  if (isReserve && before.status === "queued" && before.dispatch !== undefined) {
    faults.push("a delivered run was sent again");
  }
  if (isEnd) faults.push(...faultsOfEnd(before, after, actor, system, now));
  return faults;
}

/** Violations of a new run: its line (I13) and its input. */
function faultsOfCreation(run: RunFacts, system: SystemState): string[] {
  const faults: string[] = [];
  const { gen, epoch } = run;
  if (gen === undefined || epoch === undefined) return ["a run has no generation"];
  const counted = Object.values(system.items).map(({ item }) => lock.safeParse(item).data);
  const named = counted.find((one) => one !== undefined && `RUN#${one.runId.S}` === run.pk);
  if (named !== undefined && Number(named.gen.N) !== gen) faults.push("a run has another generation than its lock");
  for (const other of runsOf(system)) {
    if (other.epoch !== epoch) faults.push("one line counts in two epochs");
    if (other.gen === gen) faults.push("two runs of a line have one generation");
    if ((other.gen ?? 0) < gen && isActive(other.status))
      faults.push("a generation was given out before the last run ended");
    if ((other.gen ?? 0) > gen) faults.push("a run was created after one of a greater generation");
  }
  if (!run.inputElsewhere) return faults;
  const name = run.inputToken === undefined ? "X#input" : `X#input.${run.inputToken}`;
  const stored = ownInput.safeParse(system.items[`${run.pk} ${name}`]?.item).data;
  if (stored?.input.M.by.S !== run.context.by) faults.push("a run was given the input of another start");
  return faults;
}
const lock = z.looseObject({ runId: z.object({ S: z.string() }), gen: z.object({ N: z.string() }) });
/** A stored side item of an input. */
const ownInput = z.looseObject({ input: z.object({ M: z.looseObject({ by: z.object({ S: z.string() }) }) }) });

function faultsOfEnd(before: RunFacts, after: RunFacts, actor: Actor, system: SystemState, now: string): string[] {
  const faults: string[] = [];
  const isAtWork = atWork(system, actor, before).length > 0;
  const isProvenSuccess = after.outcome === "succeeded";
  if (actor.role !== "worker" && !isProvenSuccess) {
    if (isAtWork) faults.push("a run was ended although its attempt is alive");
    const isCancelled = after.endedBy?.source === "operator" && waitOf(before) !== undefined;
    if (before.leaseUntil !== undefined && before.leaseUntil >= now && !isCancelled) {
      faults.push("a run was ended although its lease lives");
    }
  }
  if (isDispatchFailed(after) && (before.status !== "queued" || before.dispatch !== undefined || before.attempt > 0)) {
    faults.push("dispatch_failed was written over a delivered or running run");
  }
  const isEnqueued = system.messages.some(({ runKey }) => runKey === before.pk);
  if (actor.role === "starter" && before.tries === 0 && isEnqueued) {
    faults.push("dispatch_failed was written although the queue holds a message");
  }
  if (
    actor.role === "bridge" &&
    !isProvenSuccess &&
    before.messageId !== undefined &&
    before.messageId !== actor.message?.id
  ) {
    faults.push("the bridge ended a run that another message carries");
  }
  return faults;
}

/** An active run is always due; a success is in neither index; a problem is listed among the problems. */
function faultsOfIndexes(run: RunFacts): string[] {
  if (isActive(run.status)) {
    const isListed = run.dueShard?.startsWith("DUE#") && run.dueAt !== undefined && run.openKey?.startsWith("A#");
    return isListed ? [] : ["an active run is not among the open and due ones"];
  }
  if (run.outcome === "succeeded") {
    const isListed = run.dueShard !== undefined || run.dueAt !== undefined || run.openKey !== undefined;
    return isListed ? ["a success is still among the open or due ones"] : [];
  }
  return run.dueShard?.startsWith("PROBLEM#") && run.openKey?.startsWith("P#")
    ? []
    : ["a problem is not listed as one"];
}

/** Violations of the whole table. */
export function tableViolations(system: SystemState): string[] {
  const active = runsOf(system).filter((run) => isActive(run.status));
  const tooMany = runsOf(system).some((run) => (system.sends[run.pk] ?? 0) > (1 + triesMax) * (1 + run.handovers));
  return [
    ...(active.length > 1 ? ["two active runs of one identity"] : []),
    ...(tooMany ? ["a run was sent more often than its tries allow"] : []),
  ];
}

/** Violations of a deleted message: its run must have ended or have another message. */
export function acknowledgeViolations(message: Message, system: SystemState): string[] {
  const run = system.items[message.runKey]?.run;
  if (run === undefined || !isActive(run.status)) return [];
  if (run.messageId === message.id) return ["the owner's message was deleted before its run had ended"];
  const isCarried = system.messages.some(({ id, runKey }) => id !== message.id && runKey === message.runKey);
  // A queued run is carried by the message of its dispatch facts.
  if (run.status === "queued") return isCarried ? [] : ["a message was deleted although no other carries its run"];
  // The sweep sends the next message of a waiting run.
  if (waitOf(run) !== undefined) return [];
  return run.messageId === undefined && !isCarried ? ["a handed-over run was left without a message"] : [];
}

/** The wait of a run that its last attempt released. */
const waitOf = ({ status, messageId, context }: RunFacts) =>
  status === "running" && messageId === undefined ? context.waiting : undefined;

/** A granted wait ends no earlier than it was granted for, and the attempt after it does not wait. */
function faultsOfWait(
  before: RunFacts,
  { isClaim, isReserve }: { readonly isClaim: boolean; readonly isReserve: boolean },
  after: RunFacts,
  now: string,
): string[] {
  const wait = waitOf(before);
  if (wait === undefined) return [];
  const isEarly = wait.until > now;
  return [
    ...(isClaim && isEarly ? ["a run was claimed before its wait ended"] : []),
    ...(isReserve && isEarly ? ["a waiting run was sent again before its wait ended"] : []),
    ...(isClaim && after.context.waiting !== undefined ? ["a claimed run still waits"] : []),
  ];
}

export interface Answered {
  readonly result: string;
  readonly runId: string;
  /** `<key hash>/<body hash>`, for a start with an idempotency key. */
  readonly key: string | undefined;
  /** The requested content. */
  readonly content: string | undefined;
}

/** Violations of a starter's answer, compared with the stored state. */
export function faultsOfAnswer(answer: Answered, actor: Actor, system: SystemState): string[] {
  const faults: string[] = [];
  const stored: Version | undefined = system.items[`RUN#${answer.runId}`];
  const [keyHash] = answer.key?.split("/") ?? [];
  if (answer.result === "idempotency_key_reused") {
    const known = Object.keys(system.answers).filter((key) => key.startsWith(`${keyHash}/`));
    return known.length === 1 && known[0] === answer.key ? ["a key was refused to its own body"] : [];
  }
  // The line has a starting run or one of other work, which may have ended since the read.
  if (answer.result === "line_busy") {
    return stored?.run !== undefined && stored.run.context.content === answer.content
      ? ["a line was busy with what was asked for"]
      : [];
  }
  if (stored?.run === undefined) return ["an answer names a run that is not stored"];
  if (stored.run.context.content !== answer.content) faults.push("an answer names the run of other work");
  if (answer.result === "queued" && isDispatchFailed(stored.run)) {
    faults.push("queued was answered for a run that could not be dispatched");
  }
  if (answer.result === "dispatch_failed" && !isDispatchFailed(stored.run)) {
    faults.push("dispatch_failed was answered for another run");
  }
  if (actor.created === stored.key && isActive(stored.run.status) && !isOnItsWay(stored.run, system)) {
    faults.push("a starter stored a run, answered, and it was never sent");
  }
  const hadEnded = actor.endedBefore?.split(",").includes(stored.run.pk) ?? false;
  if (hadEnded && answer.result !== "replayed") faults.push("an answer names a run that had ended before the request");
  if (answer.key === undefined) return faults;

  const others = Object.entries(system.answers).filter(([key]) => key.startsWith(`${keyHash}/`));
  if (others.some(([key]) => key !== answer.key)) faults.push("one key was answered for two bodies");
  if (others.some(([key, runId]) => key === answer.key && runId !== answer.runId)) faults.push("one key, two answers");
  return faults;
}

/** The run was sent, or its send is pending. */
function isOnItsWay(run: RunFacts, { sends, messages }: SystemState): boolean {
  return (sends[run.pk] ?? 0) > 0 || run.attempt > 0 || messages.some(({ runKey }) => runKey === run.pk);
}
