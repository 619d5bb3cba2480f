import { createPacing } from "../../functions/worker/provider/pacing.ts";
import { createProviderPaces } from "../../shared/records/provider-paces.ts";
import type { Random } from "../engines/random.ts";
import { interceptedClient } from "../ledger/world.ts";
import { testIds } from "../support/ids.ts";
import { createTestTable, type TestTable } from "../support/table.ts";
import { aConnection } from "./scripted-provider.ts";
import { createVirtualTime } from "./virtual-time.ts";

export interface PaceSetting {
  readonly workers: number;
  readonly seconds: number;
  readonly isWrite: boolean;
  /** The longest duration of a call. */
  readonly callMillisMax: number;
  readonly rate: { readonly windowSeconds: number; readonly writes: number; readonly calls: number };
  /** The largest difference of a worker's clock from the true time. */
  readonly skewMillis: number;
  /** Refusals by the provider, of any call; some without a time. */
  readonly refusals: number;
  /** Slow answers of the table, writes that are made twice, and workers that stop with a grant. */
  readonly hasFaults: boolean;
}

interface Call {
  readonly at: number;
  /** The worker's own clock. */
  readonly own: number;
}

const origin = "https://graph.example";
const startMillis = Date.UTC(2026, 2, 2, 9);
/** A stored refusal reaches every worker within the life of a grant and the difference of two clocks. */
const knownAfterMillis = 2000;

/** Workers that call one tenant as often as they may, on virtual time and one table; by default one in this process. */
export async function simulatePace(
  setting: PaceSetting,
  random: Random,
  seed: number,
  given?: Pick<TestTable, "connect" | "tableName">,
) {
  const { workers, seconds, isWrite, rate, hasFaults } = setting;
  const time = createVirtualTime(startMillis);
  const end = startMillis + seconds * 1000;
  const table = given ?? (await createTestTable());
  const commands: string[] = [];
  const client = interceptedClient(table, async (command, call) => {
    commands.push(command);
    await time.sleep(1 + random.below(20));
    await call();
    if (hasFaults && random.chance(0.02)) await call();
    await time.sleep(hasFaults && random.chance(0.02) ? 1500 : 1 + random.below(20));
  });
  const calls: Call[] = [];
  const early: Call[] = [];
  const blocks: { readonly until: number; readonly storedAt: number }[] = [];
  let refusals = setting.refusals;
  const target = { client, tableName: table.tableName };
  const connection = aConnection(origin);

  async function work(number: number): Promise<void> {
    const skew = random.below(2 * setting.skewMillis + 1) - setting.skewMillis;
    const own = () => time.now() + skew;
    const ids = testIds(seed * 100 + number);
    const parts = {
      paces: createProviderPaces({ ...target, ids }),
      rates: { [origin]: rate },
      clock: { now: () => new Date(own()) },
      timer: { wait: (millis: number) => time.sleep(millis), limit: () => new AbortController().signal },
    };
    const pacedBy = () => createPacing(parts)(connection, new URL(origin));
    let paced = pacedBy();
    const budget = { signal: new AbortController().signal, timeLeftMillis: () => end + 60_000 - time.now() };
    while (time.now() < end) {
      const turn = await paced?.take(isWrite, budget);
      if (turn?.kind !== "go") {
        await time.sleep(turn?.afterMillis ?? 0);
        continue;
      }
      const call = { at: time.now(), own: own() };
      calls.push(call);
      if (blocks.some(({ until, storedAt }) => call.own < until && call.at > storedAt + knownAfterMillis)) {
        early.push(call);
      }
      const isRefused = refusals > 0 && random.chance(0.05);
      await time.sleep(1 + random.below(setting.callMillisMax));
      if (isRefused) {
        refusals -= 1;
        const pause = await paced?.refused(isWrite, random.chance(0.5) ? undefined : 2128 + random.below(9000));
        blocks.push({ until: own() + (pause ?? 0) - (time.now() - call.at), storedAt: time.now() });
      }
      // A worker that stops loses its grant; another one begins.
      if (hasFaults && random.chance(0.01)) paced = pacedBy();
    }
  }

  await time.run(Array.from({ length: workers }, (_, number) => () => work(number)));
  return {
    calls: calls.length,
    busiest: busiestWindow(calls, rate.windowSeconds * 1000),
    early: early.length,
    refused: setting.refusals - refusals,
    updates: commands.filter((command) => command === "UpdateItemCommand" || command === "UpdateCommand").length,
  };
}

/** The most calls in any sliding window. */
function busiestWindow(calls: readonly Call[], millis: number): number {
  const at = calls.map((call) => call.at).toSorted((a, b) => a - b);
  let first = 0;
  return at.reduce((most, now, index) => {
    while ((at[first] ?? now) <= now - millis) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}
