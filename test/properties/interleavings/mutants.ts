// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text.

import type { TextMutant } from "../../support/mutate.ts";
import { conditionMutants } from "./condition-mutants.ts";

/** One clause or one step of the protocol, left out: the text of one file, changed in one place. */
export interface Mutant extends TextMutant {
  /** The configuration in which its hole shows first. */
  readonly configuration: string;
}

const runService = "shared/ledger/run-service.ts";
const tracker = "functions/worker/track-operation-run.ts";
const bridge = "functions/failed-job-bridge/app.ts";

export const mutants: readonly Mutant[] = [
  ...conditionMutants,
  {
    name: "a claim ends no earlier attempt (no fencing token)",
    file: runService,
    from: "one: 1,\n        messageId: delivery.messageId,",
    to: "one: 0,\n        messageId: delivery.messageId,",
    configuration: "starters",
  },
  {
    name: "a refusal of a send that is made again is taken for a refusal of both",
    file: "shared/dispatch/send.ts",
    from: "return attempts === 1 && status",
    to: "return attempts >= 1 && status",
    configuration: "repeated sends",
  },
  {
    name: "a send is repeated without being counted",
    file: runService,
    from: '"SET #tries = :next, #triedAt = :now", conditions.resendable',
    to: '"SET #triedAt = :now", conditions.resendable.replace(" OR (attribute_not_exists(#tries) AND :tries = :zero)", " OR (:next > :zero AND :tries = :zero)")',
    configuration: "tries",
  },
  {
    name: "an identity is replaced unconditionally",
    file: "shared/ledger/line-locks.ts",
    from: '"#runId = :from",',
    to: '"attribute_exists(pk)",',
    configuration: "three starters",
  },
  {
    name: "an identity is put unconditionally",
    file: "shared/ledger/line-locks.ts",
    from: '(await store.put(item, "attribute_not_exists(pk)")).item',
    to: '(await store.put(item, "attribute_not_exists(pk) OR attribute_exists(pk)")).item',
    configuration: "starters",
  },
  {
    name: "a run is put over a stored one",
    file: "shared/ledger/ensure.ts",
    from: 'await store.put(item, "attribute_not_exists(pk)")',
    to: 'await store.put(item, "attribute_not_exists(pk) OR attribute_exists(pk)")',
    configuration: "starters",
  },
  {
    name: "a lost put does not know its own token",
    file: "shared/ledger/ensure.ts",
    from: 'write.outcome === "written" || run.requestToken === requestToken',
    to: 'write.outcome === "written"',
    configuration: "calm",
  },
  {
    name: "a start takes a completed run for its own",
    file: "shared/ledger/ensure.ts",
    from: 'if (run !== undefined && isOfLine(request, run) && run.status !== "completed") {',
    to: "if (run !== undefined && isOfLine(request, run)) {",
    configuration: "starters",
  },
  {
    name: "the run of a creator that stopped is given a new id",
    file: "shared/ledger/ensure.ts",
    from: "const adopted = await putRun(request, holder);",
    to: "const adopted = await putRun(request, { ...holder, runId: candidate });",
    configuration: "starters",
  },
  {
    name: "a key is overwritten whatever its age",
    file: "shared/ledger/idempotency-keys.ts",
    from: "`attribute_not_exists(pk) OR #${ttlAttribute} < :now`",
    to: "`attribute_not_exists(pk) OR #${ttlAttribute} > :now`",
    configuration: "keys",
  },
  {
    name: "a key answers any body",
    file: "shared/ledger/idempotency-keys.ts",
    from: "if (stored.bodyHash !== key.bodyHash) return { runId: stored.runId, otherBody: true };",
    to: "",
    configuration: "keys of two bodies",
  },
  {
    name: "a key's candidate does not point to the run that was there",
    file: "shared/ledger/ensure.ts",
    from: "const inTheWay = await runIds.pointTo(at, held.run.id, clock.now());",
    to: "const inTheWay = undefined;",
    configuration: "keys",
  },
  {
    name: "the next run of a line has the generation of the last",
    file: "shared/ledger/line-locks.ts",
    from: "if_not_exists(#gen, :none) + :one",
    to: "if_not_exists(#gen, :one) + :none",
    configuration: "starters",
  },
  {
    name: "an adopted run takes the next generation",
    file: "shared/ledger/ensure.ts",
    from: "const adopted = await putRun(request, holder);",
    to: "const adopted = await putRun(request, { ...holder, gen: (holder.gen ?? 0) + 1 });",
    configuration: "lines",
  },
  {
    name: "a start adopts the id of other work",
    file: "shared/ledger/ensure.ts",
    from: "if (run === undefined && isSameWork) {",
    to: "if (run === undefined) {",
    configuration: "lines",
  },
  {
    name: "a lock is replaced before its missing run is barred",
    file: "shared/ledger/ensure.ts",
    from: "} else if (run === undefined && !(await runIds.bar(runId, clock.now()))) {",
    to: "} else if (run === undefined && runId === undefined) {",
    configuration: "lines and slow starters",
  },
  {
    name: "a lock is replaced although its run was stored before it could be barred",
    file: "shared/ledger/ensure.ts",
    from: "} else if (run === undefined && !(await runIds.bar(runId, clock.now()))) {",
    to: "} else if (run === undefined && (await runIds.bar(runId, clock.now())) === undefined) {",
    configuration: "lines and slow starters",
  },
  {
    name: "an active run is reused for other work",
    file: "shared/ledger/ensure.ts",
    from: 'return isSameWork ? { kind: "reused", run } : { kind: "line_busy", runId: run.id };',
    to: 'return { kind: "reused", run };',
    configuration: "lines",
  },
  {
    name: "a barred id that its key has left keeps the line",
    file: "shared/ledger/run-ids.ts",
    from: "return parseRun(write.item) === undefined;",
    to: "return aliasOf(write.item) === runId;",
    configuration: "keyed lines",
  },
  {
    name: "an adopted run gets the input of the start that stopped",
    file: "shared/ledger/run-inputs.ts",
    from: "return requestToken;",
    to: "return undefined;",
    configuration: "two inputs",
  },
  {
    name: "a writer does not know what it wrote itself when it asks again",
    file: "shared/ledger/own-write.ts",
    from: "(refusal.$metadata.attempts ?? 1) > 1",
    to: "(refusal.$metadata.attempts ?? 1) > 9",
    configuration: "calm",
  },
  {
    name: "a worker leaves the message that another one carries on",
    file: tracker,
    from: 'return stored.messageId === messageId ? "leave" : "acknowledge";',
    to: 'return "leave";',
    configuration: "calm sends",
  },
  {
    name: "a worker acknowledges its own message while an earlier receive is at it",
    file: tracker,
    from: 'return stored.messageId === messageId ? "leave" : "acknowledge";',
    to: 'return "acknowledge";',
    configuration: "duplicates",
  },
  {
    name: "a loser of the end deletes the owner's message",
    file: tracker,
    from: 'return run?.status === "completed" ? "acknowledge" : "leave";',
    to: 'return run !== undefined ? "acknowledge" : "leave";',
    configuration: "an attempt that outlives its lease",
  },
  {
    name: "a hand-over keeps its owner",
    file: runService,
    from: '"REMOVE #messageId, #receiveCount, #claimToken ADD #handovers :one"',
    to: '"REMOVE #receiveCount, #claimToken ADD #handovers :one"',
    configuration: "hand-over",
  },
  {
    name: "a hand-over sends before it lets go",
    file: tracker,
    from: "const write = await runService.handOver(run, checkpoint, window);",
    to: 'const early = await send(run, lane); if (early.kind !== "sent") return "leave";\n    const write = await runService.handOver(run, checkpoint, window); if (write.outcome === "written") return "acknowledge";',
    configuration: "hand-over",
  },
  {
    name: "the bridge is blind to who carries the run",
    file: bridge,
    from: "if (carrierOf(run) !== undefined && carrierOf(run) !== record.messageId) return true;",
    to: "",
    configuration: "two messages",
  },
  {
    name: "the bridge deletes its message whatever became of the run",
    file: bridge,
    from: 'return stored?.status === "completed";',
    to: "return stored !== undefined;",
    configuration: "closers",
  },
  {
    name: "an end leaves the run among the due ones",
    file: "shared/ledger/finish.ts",
    from: 'else remove.push("#openKey", "#dueShard", "#dueAt");',
    to: "",
    configuration: "starters",
  },
  {
    name: "a creator answers dispatch_failed whatever is stored",
    file: "shared/dispatch/start-run.ts",
    from: 'result: isDispatchFailed ? "dispatch_failed" : "queued"',
    to: 'result: isDispatchFailed ? "dispatch_failed" : "dispatch_failed"',
    configuration: "sends and an operator",
  },
  {
    name: "silence of the queue is taken for a refusal",
    file: "shared/dispatch/send.ts",
    from: 'kind: isRefusal(cause) ? "refused" : "unknown"',
    to: 'kind: isRefusal(cause) ? "refused" : "refused"',
    configuration: "sends and an operator",
  },
];
