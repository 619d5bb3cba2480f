import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import { freePort } from "../local/engines/process.ts";
import type { Measured } from "./report.ts";
import { median, rounded } from "./statistics.ts";
import { barChart } from "./svg.ts";

const root = resolve(import.meta.dirname, "..");
const runs = Number(process.env.BENCH_PROFILE_RUNS ?? 20_000);
const repeats = Number(process.env.BENCH_REPEATS ?? 3);
/** The subjects of the commits that are reverted for "before", newest first; all other code is the same. */
const improvements = process.env.BENCH_IMPROVEMENTS?.split("; ") ?? [
  "Make a format for numbers once, not for every number",
  "Read a stored run once, and of a change only what says that it is an end",
  "Search a member's name and a short word for secrets once, not each time",
];

/** The same for the startup time. */
const improvementsOfStart = [
  "Build all bundles together, reading once what they share",
  "Check the template in tests and deployments, not at each start",
];

const profile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string() }) })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
const crowd = z.object({ ownMicrosPerRun: z.number() });
const listed = z.object({ microsPerList: z.number() });

/**
 * The CPU profile of twenty thousand runs through start, worker and follow-up, and of the list of runs, before and after
 * the improvements, in turn in one measurement; and the time of `npm start` until ready.
 */
export async function measureProfile(): Promise<Measured> {
  const old = treeWithout(improvements);
  try {
    const times: Record<string, number[]> = {};
    const note = (name: string, micros: number) => {
      times[name] = [...(times[name] ?? []), micros];
    };
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const [when, tree] of [
        ["before", old],
        ["after", root],
      ] as const) {
        const result = crowd.parse(
          JSON.parse(play(tree, "peers/ours-child.ts", JSON.stringify({ runs: runs / 2, wiring: "direct" }))),
        );
        note(`run, ${when}`, result.ownMicrosPerRun);
        note(`list, ${when}`, listed.parse(JSON.parse(play(tree, "list-child.ts"))).microsPerList);
      }
    }
    const parts = profileOfRuns();
    const ready = await secondsToReady();
    const ratio = (what: string) =>
      rounded(median(times[`${what}, after`] ?? []) / median(times[`${what}, before`] ?? []));
    const medians = Object.fromEntries(
      Object.entries(times).map(([name, micros]) => [name, rounded(median(micros), 1)]),
    );
    return {
      results: {
        runs,
        repeats,
        improvements,
        partsOfARun: parts,
        medianMicros: medians,
        ratios: { run: ratio("run"), list: ratio("list") },
        start: ready,
      },
      plots: {
        "": barChart({
          title: `Processor time of ${runs} runs, by part`,
          unit: "percent of the product's own time",
          kinds: ["the product and its libraries", "engines of the bench and Node"],
          bars: parts.map(({ part, percent, isOwn }) => ({ label: part, value: percent, kind: isOwn ? 0 : 1 })),
        }),
      },
      lines: [
        ...parts.map(({ part, percent }) => `${part.padEnd(36)} ${percent} %`),
        `own time of a run: after / before = ${ratio("run")}; of a list: ${ratio("list")}`,
        `npm start to its first ready: after / before = ${ready.ratio}`,
      ],
    };
  } finally {
    removeTree(old);
  }
}

function removeTree(folder: string): void {
  execFileSync("git", ["worktree", "remove", "--force", folder], { cwd: root, stdio: "ignore" });
  rmSync(dirname(folder), { recursive: true });
}

/** This tree without some commits. */
function treeWithout(subjects: readonly string[]): string {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const commits = subjects.map((subject) => {
    const commit = git(root, "log", "-1", "--format=%H", "--fixed-strings", `--grep=${subject}`);
    if (commit === "") throw new Error(`no commit is called "${subject}"; BENCH_IMPROVEMENTS names others`);
    return commit;
  });
  const folder = join(mkdtempSync(join(tmpdir(), "runtruth-before-")), "tree");
  git(root, "worktree", "add", "--detach", folder, "HEAD");
  for (const commit of commits) git(folder, "revert", "--no-commit", commit);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function play(tree: string, file: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(tree, "bench", file), ...args], { encoding: "utf8", cwd: tree });
}

/** Self time by component while the product processes all runs, from V8's sampler. */
function profileOfRuns() {
  const folder = mkdtempSync(join(tmpdir(), "runtruth-profile-"));
  const profileTo = join(folder, "runs.cpuprofile");
  play(root, "peers/ours-child.ts", JSON.stringify({ runs, wiring: "direct", profileTo }));
  const { nodes, samples, timeDeltas } = profile.parse(JSON.parse(readFileSync(profileTo, "utf8")));
  rmSync(folder, { recursive: true });
  const partOfNode = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame.url, callFrame.functionName)]));
  const sums = new Map<string, number>();
  let total = 0;
  samples.forEach((id, at) => {
    const part = partOfNode.get(id) ?? "other";
    if (part === "sampler") return;
    const micros = timeDeltas[at] ?? 0;
    sums.set(part, (sums.get(part) ?? 0) + micros);
    total += micros;
  });
  return [...sums]
    .map(([part, micros]) => ({
      part,
      percent: rounded((100 * micros) / total, 1),
      isOwn: !/^(?:bench|test|node|garbage|engine)/.test(part),
    }))
    .filter(({ percent }) => percent >= 0.5)
    .toSorted((a, b) => b.percent - a.percent);
}

function partOf(url: string, functionName: string): string {
  const packageName = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (packageName !== undefined) return packageName;
  // The profile starts and stops with the inspector's requests.
  if (url === "node:inspector" || functionName === "(idle)") return "sampler";
  if (url.startsWith("node:")) return "node: built-in modules";
  if (url === "") return functionName === "(garbage collector)" ? "garbage collector" : "node: the program itself";
  if (!url.includes(root)) return "node: the program itself";
  const path = url.slice(url.indexOf(root) + root.length + 1);
  if (path.startsWith("test/")) return "engines: the clients in the place of the SDK's";
  return path.split("/").slice(0, 2).join("/");
}

/** Seconds from `npm start` until ready: the first start of a tree, and the second. */
async function secondsToReady() {
  const seconds: Record<string, number[]> = {};
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [when, without] of [
      ["before", improvementsOfStart],
      ["after", []],
    ] as const) {
      const tree = treeWithout(without);
      try {
        for (const start of ["first", "second"]) {
          const name = `${start}, ${when}`;
          seconds[name] = [...(seconds[name] ?? []), await startIn(tree)];
        }
      } finally {
        removeTree(tree);
      }
    }
  }
  const medians = Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, median(all)]));
  return { seconds, medians, ratio: rounded((medians["first, after"] ?? 0) / (medians["first, before"] ?? 0)) };
}

async function startIn(tree: string): Promise<number> {
  const from = performance.now();
  const env = { ...process.env, PORT: String(await freePort()) };
  const stack = spawn(process.execPath, [join(tree, "local/start.ts")], {
    cwd: tree,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let readyAt: number | undefined;
  let output = "";
  // Read to the end: the stack would fail to write its last lines to a closed pipe.
  for await (const text of stack.stdout) {
    output += String(text);
    if (readyAt !== undefined || !output.includes("is ready")) continue;
    readyAt = performance.now();
    stack.kill("SIGINT");
  }
  if (readyAt === undefined) throw new Error(`the stack in ${tree} did not start: ${output}`);
  return rounded((readyAt - from) / 1000, 1);
}
