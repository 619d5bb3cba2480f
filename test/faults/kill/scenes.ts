import { lookBackSeconds } from "../../../shared/reconcile/retire-superseded.ts";
import type { Platform } from "./platform.ts";
import type { StartRequest } from "./start-request.ts";

/** Brings runs into the state that the function handles, up to the invocation that is killed. */
export interface Scene {
  readonly functionKey: string;
  readonly pointsMax: number;
  /** Prepares the scene and returns its runs. */
  prepare(platform: Platform, identity: string): Promise<readonly string[]>;
  /** Invokes the function. */
  play(platform: Platform): Promise<unknown>;
}

const connection = { providerConnectionId: "sample-provider" };
const check = (identity: string): StartRequest => ({
  type: "provider.connection.check",
  identity,
  input: connection,
  context: connection,
});
const sync = (identity: string): StartRequest => ({
  type: "policy.sync",
  identity,
  input: connection,
  context: { ...connection, selectionHash: "0123456789abcdefghijkl" },
});
/** Starts a review for which no matching review exists, so the adapter finds no proof. */
const compose = (identity: string): StartRequest => ({
  type: "environment.review.compose",
  identity,
  input: {},
  context: { fingerprint: Buffer.from(identity).toString("hex").padEnd(64, "0").slice(0, 64) },
});

/** Every fifth minute a sweep also counts open runs. All these sweeps do, so each makes the same calls as the first. */
function secondsToACount(): number {
  const everySeconds = 300;
  return everySeconds - ((Date.now() / 1000) % everySeconds);
}

export const scenes: readonly Scene[] = [
  {
    functionKey: "worker-short",
    pointsMax: 10,
    prepare: async (platform, identity) => [await platform.startSent(check(identity))],
    play: (platform) => platform.deliver(),
  },
  {
    functionKey: "worker-long",
    pointsMax: 12,
    prepare: async (platform, identity) => [await platform.startSent(sync(identity))],
    play: (platform) => platform.deliver(),
  },
  {
    functionKey: "failed-job-bridge",
    pointsMax: 6,
    async prepare(platform, identity) {
      const runId = await platform.startSent(compose(identity));
      await platform.giveUpMessage();
      return [runId];
    },
    play: (platform) => platform.deliver(),
  },
  {
    functionKey: "reconcile-sweep",
    pointsMax: 12,
    async prepare(platform, identity) {
      // A sweep's repairs depend on its minute; this long after the last problem there is nothing to repair.
      platform.advance(lookBackSeconds + 600);
      const lost = await platform.startSent(compose(`${identity}, lost`));
      await platform.loseMessage();
      platform.advance(1700);
      const unsent = await platform.startUnsent(check(`${identity}, unsent`));
      platform.advance(130);
      platform.advance(secondsToACount());
      return [lost, unsent];
    },
    play: (platform) => platform.sweep(),
  },
];
