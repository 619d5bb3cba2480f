import * as z from "zod";

/** What a report of tests counts, by the kind of its worlds; the words of the page. */
const kinds = {
  simulation: "Whole worlds in virtual time",
  upgrade: "Worlds of two releases",
  emulator: "Worlds on the emulators",
  kill: "Killed processes",
  waves: "Waves",
  interleavings: "Interleavings",
} as const;
type Kind = keyof typeof kinds;

/** Fields of reports that are counted, with the words of the page, in their order. */
const counted = {
  kills: "kills",
  worlds: "worlds",
  waves: "waves",
  targets: "targets",
  runs: "runs",
  states: "states",
  virtualHours: "virtual hours",
  processorSeconds: "processor seconds",
} as const;
type Field = keyof typeof counted;
const fieldsOf: Readonly<Record<Kind, readonly Field[]>> = {
  simulation: ["worlds", "runs", "virtualHours", "processorSeconds"],
  upgrade: ["worlds", "runs"],
  emulator: ["worlds", "runs"],
  kill: ["kills", "runs"],
  waves: ["waves", "targets"],
  interleavings: ["states", "processorSeconds"],
};

const entry = z.strictObject({
  /** The time of the report, or the day where no more is known. */
  at: z.string().regex(/^\d{4}-\d\d-\d\d/),
  command: z.string().min(1),
  kind: z.enum(["simulation", "upgrade", "emulator", "kill", "waves", "interleavings"]),
  counts: z.record(z.string(), z.number().min(0)),
});
/** Every run of the page, each once. */
export const runTotals = z.array(entry);
export type RunTotal = z.infer<typeof entry>;

const numbers = z.record(z.string(), z.unknown());
const report = z.looseObject({ totals: numbers.optional() });

/** The kind of a report by its file name in `reports/`, or by the part of a fault test. */
const kindByName: readonly (readonly [RegExp, Kind])[] = [
  [/^simulation/, "simulation"],
  [/^upgrade/, "upgrade"],
  [/^emulator/, "emulator"],
  [/^process kill/, "kill"],
  [/^waves$/, "waves"],
  [/^interleavings$/, "interleavings"],
];

/**
 * What one report counts. Undefined for a report of other tests. Throws for a run with violations: it is described on the
 * page with what was found, and not counted.
 */
export function totalOf(name: string, json: unknown, at: string, command: string): RunTotal | undefined {
  const kind = kindByName.find(([pattern]) => pattern.test(name))?.[1];
  if (kind === undefined) return undefined;
  const whole = report.parse(json);
  const totals = whole.totals ?? whole;
  if (totals.violations !== 0)
    throw new Error(`${name}: ${String(totals.violations)} violations, so it is not counted.`);
  const counts = fieldsOf[kind].flatMap((field) => {
    const value = totals[field];
    return typeof value === "number" ? [[field, Math.round(value)] as const] : [];
  });
  return { at, command, kind, counts: Object.fromEntries(counts) };
}

/** Adds what is not counted yet, in the order of time. */
export function withTotals(known: readonly RunTotal[], more: readonly RunTotal[]): RunTotal[] {
  const keyOf = ({ at, kind, counts }: RunTotal) => JSON.stringify([at, kind, counts]);
  const keys = new Set(known.map(keyOf));
  return [...known, ...more.filter((one) => !keys.has(keyOf(one)))].toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
}

const section = /(### Running totals\n\n)[\s\S]*?(?=\nFound by the larger interleavings)/;

/** The page with the tables of these runs. Throws when the page has no place for them. */
export function pageWith(page: string, totals: readonly RunTotal[]): string {
  if (!section.test(page)) throw new Error("docs/reliability.md has no section Running totals.");
  return page.replace(section, (_all, head: string) => `${head}${textOf(totals)}`);
}

function textOf(totals: readonly RunTotal[]): string {
  const last = totals.at(-1)?.at.slice(0, 10) ?? "";
  const sums = [...Map.groupBy(totals, ({ kind }) => kind)].map(([kind, runs]) => [
    kinds[kind],
    wordsOf(sumOf(runs)),
    String(runs.length),
  ]);
  const each = totals.map(({ at, command, kind, counts }) => [
    at.slice(0, 10),
    `\`${command}\``,
    kinds[kind],
    wordsOf(counts),
  ]);
  return [
    `All runs of this page until ${last}, each counted once, with the code of their day. Runs of mutants are not counted, nor is\n` +
      'what was found below and repaired. `npm run totals -- "<command>"` adds the reports of a run\n([run-totals.json](run-totals.json)). Worlds, virtual hours and processor time are those of the reports that state them.\n\n',
    table(["", "Total", "Runs of tests"], sums),
    "\n\n",
    table(["Day", "Command", "", "Counted"], each),
    "\n",
  ].join("");
}

function sumOf(runs: readonly RunTotal[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { counts } of runs) {
    for (const [field, value] of Object.entries(counts)) sums[field] = (sums[field] ?? 0) + value;
  }
  return sums;
}

const wordsOf = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counted)
    .flatMap(([field, words]) =>
      counts[field] === undefined ? [] : [`${counts[field].toLocaleString("en-US")} ${words}`],
    )
    .join(", ");

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`.replaceAll("|  |", "| |"))
    .join("\n");
