import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type StartedStack, startStack } from "../local/runtime/start-stack.ts";
import type { Measured } from "./report.ts";
import { rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

const rounds = 6;
/** Schedules tick and alerts are evaluated each minute. */
const secondsOfTicks = 70;
const workspace = "/api/workspaces/acme";
const environment = `${workspace}/environments/acme-prod`;

/** What people usually ask of the two APIs. */
const reads = [
  "/api/me",
  `${workspace}/operations?limit=50`,
  `${workspace}/operations/summary`,
  `${workspace}/operations/activity`,
  `${workspace}/operations/metrics`,
  `${workspace}/operations/causes`,
  `${workspace}/overview`,
  `${workspace}/inbox`,
  `${workspace}/environments`,
  `${environment}/dashboard`,
  `${environment}/records/policies?limit=50`,
  `${workspace}/promises`,
  `${workspace}/alerts`,
  `${workspace}/schedules`,
  "/api/notifications?limit=50",
];
const starts = ["provider.connection.check", "policy.sync", "tenant.evidence.snapshot.generate"];

const environmentReport = z.object({
  name: z.string(),
  executed: z.record(z.string(), z.number()),
  sizes: z.record(z.string(), z.number()),
});

/**
 * How much of what a function has read a warm environment executes: V8's coverage of the functions of a local stack, after
 * usual reads and starts and a minute of ticks. Of several environments of a function the one that executed most counts.
 */
export async function measureWarmCode(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "runtruth-coverage-"));
  process.env.COVERAGE_FOLDER = folder;
  process.env.NODE_OPTIONS = `--import=${new URL("./cover-environment.ts", import.meta.url).href}`;
  const stack = await startStack();
  try {
    await use(stack);
  } finally {
    await stack.stop();
  }
  const functions = mostOf(folder);
  if (functions.length === 0) throw new Error("no function of the stack reported what it executed");
  rmSync(folder, { recursive: true });
  return {
    results: { rounds, secondsOfTicks, reads, starts, functions },
    plots: {
      "": barChart({
        title: "What a warm function never executes",
        unit: "% of the files that it has read",
        bars: functions.map(({ name, neverPercent }) => ({ label: name, value: neverPercent, kind: 0 })),
      }),
    },
    lines: functions.map(
      (one) =>
        `${one.name.padEnd(20)} ${String(one.readKilobytes).padStart(6)} KB read, ${one.neverPercent} % of it never executed`,
    ),
  };
}

async function use(stack: StartedStack): Promise<void> {
  const headers = async (user: string) => ({
    authorization: `Bearer ${await stack.token(user)}`,
    "content-type": "application/json",
  });
  const [operator, manager] = [await headers("operator"), await headers("manager")];
  for (let round = 0; round < rounds; round++) {
    for (const type of starts) {
      const body = JSON.stringify({ type, environmentId: "acme-prod" });
      await fetch(`${stack.apiUrl}${workspace}/operations`, { method: "POST", headers: manager, body });
    }
    for (const path of reads) {
      const answer = await fetch(`${stack.apiUrl}${path}`, { headers: operator });
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
      await answer.text();
    }
  }
  await stack.invoke("reconcile-sweep");
  await stack.invoke("failed-job-bridge", { Records: [] });
  await sleep(secondsOfTicks * 1000);
}

/** The environment of each function that executed most. */
function mostOf(folder: string) {
  const reports = readdirSync(folder).map((file) =>
    environmentReport.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))),
  );
  const sum = (of: Readonly<Record<string, number>>) => Object.values(of).reduce((total, one) => total + one, 0);
  return [...Map.groupBy(reports, ({ name }) => name)]
    .map(([name, all]) => {
      const [best] = all.toSorted((a, b) => sum(b.executed) - sum(a.executed));
      const read = sum(best?.sizes ?? {});
      const executed = sum(best?.executed ?? {});
      return {
        name,
        environments: all.length,
        readKilobytes: rounded(read / 1000, 0),
        executedKilobytes: rounded(executed / 1000, 0),
        neverPercent: rounded((1 - executed / Math.max(1, read)) * 100, 0),
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
