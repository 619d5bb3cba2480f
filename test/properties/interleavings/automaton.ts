import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Call } from "../../../local/engines/table/engine.ts";
import type { Answer } from "../../../local/engines/table/writes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { Ids } from "../../../shared/foundation/ids.ts";
import { createDirectClient } from "../../engines/dynamodb/client.ts";

/** What an actor waits for: a point where the scheduler chooses the next actor and its reply. */
export type Request =
  | { readonly kind: "store"; readonly call: Call }
  | { readonly kind: "send"; readonly body: string; readonly delaySeconds: number }
  /** The handler does its work, or one part of it. */
  | { readonly kind: "work"; readonly about?: string }
  /** An adapter looks up proof. */
  | { readonly kind: "ask" };

/** A reply to an actor. Equal keys are equal replies. */
export type Reply =
  | { readonly key: string; readonly value: unknown }
  | { readonly key: string; readonly error: () => Error };

export type Moment =
  | { readonly kind: "waits"; readonly request: Request }
  | { readonly kind: "ended"; readonly result: unknown }
  | { readonly kind: "threw"; readonly error: unknown };

/** An error injected by the schedule; any other error is a defect. */
export class InjectedError extends Error {
  override readonly name = "InjectedError";
}

interface Execution {
  readonly name: string;
  now: Date;
  ids: number;
  tokens: number;
  report: (moment: Moment) => void;
  answer: { resolve(value: unknown): void; reject(error: Error): void } | undefined;
}

/** The state of an actor: all replies so far and its pending request. */
export interface ActorState {
  readonly id: number;
  readonly moment: Moment;
  readonly root: { readonly name: string; readonly script: Script };
  readonly replies: readonly { readonly reply: Reply; readonly now: Date }[];
  readonly began: Date;
  readonly followers: Map<string, ActorState>;
  /** The suspended execution; the first continuation takes it, others replay. */
  halted: Execution | undefined;
}
export type Script = () => Promise<unknown>;
export type Automaton = ReturnType<typeof createAutomaton>;

const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;

/**
 * Runs asynchronous code as an automaton. The code sees time, ids, store and queue only through this automaton, so its
 * state is a function of its replies. Reached states are cached; a state that must continue a second way is rebuilt
 * by replaying its replies.
 */
export function createAutomaton() {
  let acting: Execution | undefined;
  let standings = 0;
  let played = 0;
  const roots = new Map<string, ActorState>();

  function actor(): Execution {
    if (acting === undefined) throw new Error("automaton: code runs outside of any actor");
    return acting;
  }

  function ask(request: Request): Promise<unknown> {
    const execution = actor();
    return new Promise((resolve, reject) => {
      execution.answer = { resolve, reject };
      execution.report({ kind: "waits", request });
    });
  }

  /** Runs one actor until it waits again or ends, with all others suspended. */
  function proceed(execution: Execution, now: Date, go: () => void): Promise<Moment> {
    execution.now = now;
    acting = execution;
    played++;
    return new Promise((resolve) => {
      execution.report = resolve;
      go();
    });
  }

  const enter = (execution: Execution, now: Date, script: Script) =>
    proceed(execution, now, () => {
      script().then(
        (result) => execution.report({ kind: "ended", result }),
        (error: unknown) => execution.report({ kind: "threw", error }),
      );
    });

  const resume = (execution: Execution, now: Date, reply: Reply) =>
    proceed(execution, now, () => {
      const { answer } = execution;
      execution.answer = undefined;
      if ("error" in reply) answer?.reject(reply.error());
      else answer?.resolve(reply.value);
    });

  const fresh = (name: string): Execution => ({
    name,
    now: new Date(0),
    ids: 0,
    tokens: 0,
    report: () => {},
    answer: undefined,
  });

  async function replay(from: ActorState): Promise<Execution> {
    const execution = fresh(from.root.name);
    await enter(execution, from.began, from.root.script);
    for (const { reply, now } of from.replies) await resume(execution, now, reply);
    return execution;
  }

  const clock: Clock = { now: () => new Date(actor().now) };
  const ids: Ids = {
    // All runs share one shard of the due index: the last character selects it.
    next: () => `${actor().name}-${++actor().ids}-0`,
    token: () => `${actor().name}.t${++actor().tokens}`,
  };

  return {
    clock,
    ids,
    client: createDirectClient(async (call): Promise<Answer> => {
      if (isEmptyShard(call)) return { Items: [] };
      return asAnswer(await ask({ kind: "store", call }));
    }),
    sqs: queueClient(ask),
    work: (about?: string) => ask({ kind: "work", ...(about !== undefined && { about }) }),
    /** A client all of whose requests are scheduling points, queries as well. */
    wholeClient: createDirectClient(async (call): Promise<Answer> => asAnswer(await ask({ kind: "store", call }))),
    askForProof: () => ask({ kind: "ask" }),
    played: () => played,

    /** The state of an actor after its start. `name` must identify the script and its arguments. */
    async begin(name: string, script: Script, now: Date): Promise<ActorState> {
      const key = `${name}@${now.getTime()}`;
      const known = roots.get(key);
      if (known !== undefined) return known;
      const execution = fresh(name.split(" ")[0] ?? name);
      const moment = await enter(execution, now, script);
      const root = { name: execution.name, script };
      const made = { id: ++standings, moment, root, replies: [], began: now, followers: new Map(), halted: execution };
      roots.set(key, made);
      return made;
    },

    /** The state of an actor after a reply. */
    follower(from: ActorState, reply: Reply, now: Date): ActorState | Promise<ActorState> {
      return from.followers.get(`${now.getTime()} ${reply.key}`) ?? goOn(from, reply, now);
    },
  };

  async function goOn(from: ActorState, reply: Reply, now: Date): Promise<ActorState> {
    const execution = from.halted ?? (await replay(from));
    from.halted = undefined;
    const moment = await resume(execution, now, reply);
    const made: ActorState = {
      id: ++standings,
      moment,
      root: from.root,
      replies: [...from.replies, { reply, now }],
      began: from.began,
      followers: new Map(),
      halted: moment.kind === "waits" ? execution : undefined,
    };
    from.followers.set(`${now.getTime()} ${reply.key}`, made);
    return made;
  }
}

/** Sweep reads of shards without runs: no scheduling point, as the answer is constant. */
function isEmptyShard({ operation, request }: Call): boolean {
  return operation === "Query" && !JSON.stringify(request.ExpressionAttributeValues).includes('"DUE#00"');
}

function asAnswer(value: unknown): Answer {
  return typeof value === "object" && value !== null ? value : {};
}

/** A queue client whose sends are scheduling points. */
function queueClient(ask: (request: Request) => Promise<unknown>): SQSClient {
  // The client's checksum validation would reject a response without wire data.
  const client = new SQSClient({ ...account, md5: false });
  client.middlewareStack.add(
    () => async (args) => {
      const { input } = new SendMessageCommand({ QueueUrl: "", MessageBody: "", ...args.input });
      const messageId = await ask({
        kind: "send",
        body: input.MessageBody ?? "",
        delaySeconds: input.DelaySeconds ?? 0,
      });
      return { response: {}, output: { $metadata: {}, MessageId: String(messageId) } };
    },
    { step: "initialize", priority: "low", name: "scheduledQueue" },
  );
  return client;
}
