import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";

/**
 * Adds an operation to a copy of shared/ as a developer does, and lets the compiler say what is missing: its folder,
 * the registry and its name in each locale are all that it takes.
 */
const project = resolve(import.meta.dirname, "../..");
let copy = "";

beforeAll(() => {
  mkdirSync(join(project, ".cache"), { recursive: true });
  copy = mkdtempSync(join(project, ".cache/added-operation-"));
  cpSync(join(project, "shared"), join(copy, "shared"), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const declaration = `import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { noInput } from "../no-input.ts";

export const reportsDigest = defineOperation({
  type: "reports.digest",
  family: "reviews",
  ownership: "environment",
  risk: "artifact",
  lane: "short",
  expectedDurationSeconds: 30,
  lifecycle: laneLifecycles.short,
  capability: "environment_review.manage",
  correlationKeys: [],
  actionability: "later_success",
  provenBy: "nothing",
  proves: "nothing",
  input: noInput,
  start: {
    prepare: () => import("./reports.digest.start.ts"),
    handle: () => import("./reports.digest.work.ts"),
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});
`;
const start = `import type { Prepared } from "../define-operation.ts";

export async function prepare(): Promise<Prepared> {
  return { kind: "start", identity: {}, input: {}, context: {} };
}
`;
const work = `import type { Work, WorkResult } from "../define-operation.ts";

export async function handle(work: Work<unknown>, { digests }: { readonly digests: { send(id: string): Promise<void> } }): Promise<WorkResult> {
  await digests.send(work.run.id);
  return { kind: "ended", outcome: "succeeded" };
}
`;

/** What the tests of the presenter hold at compile time. */
const words = `import type { OperationType } from "./operations/registry.ts";
import type { Words } from "./presenter/locales/en.ts";
export const named = (texts: Words["operations"]): Record<OperationType, string> => texts;
`;
/** A worker that does not supply what the new work needs. */
const supplies = `import type { HandlerDependencies } from "./operations/registry.ts";
export const needs = (given: Omit<HandlerDependencies, "digests">): HandlerDependencies => given;
`;

const write = (path: string, text: string) => writeFileSync(join(copy, "shared", path), text);

/** Names the operation in a locale. */
const name = (locale: string) =>
  change(`shared/presenter/locales/${locale}/operations.ts`, (text) =>
    text.replace(/(export const operations[^{]*\{)/, '$1\n  "reports.digest": "Report",'),
  );

function change(path: string, edit: (text: string) => string): void {
  const file = join(copy, path);
  const before = readFileSync(file, "utf8");
  const after = edit(before);
  if (after === before) throw new Error(`${path} was not changed`);
  writeFileSync(file, after);
}

/** Each question goes on from the one before: what a change does not reach is neither read nor checked again. */
let checked: ts.SemanticDiagnosticsBuilderProgram | undefined;
const parsed = new Map<string, ts.SourceFile>();

/** What the compiler reads of the copy, from these files on. */
function read(...roots: readonly string[]): ts.SemanticDiagnosticsBuilderProgram {
  const { config }: { config?: { compilerOptions: object } } = ts.readConfigFile(
    join(project, "tsconfig.json"),
    ts.sys.readFile,
  );
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, project);
  checked = ts.createSemanticDiagnosticsBuilderProgram(
    roots.map((root) => join(copy, root)),
    options,
    hostFor(options),
    checked,
  );
  return checked;
}

/** Where the compiler objects in the copy, from the files that every type of operation reaches. */
function complaints(...roots: readonly string[]): string[] {
  const program = read(...roots);
  return [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ].map(textOf);
}

/** Where it objects in one file, without a look at the others. */
function complaintsIn(path: string): string[] {
  const program = read(path);
  return program.getSemanticDiagnostics(program.getSourceFile(join(copy, path))).map(textOf);
}

const textOf = ({ file, messageText }: ts.Diagnostic) =>
  `${relative(copy, file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;

/** Reads files as the compiler does, and parses one again only when its text has changed. */
function hostFor(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createIncrementalCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...how) => {
    const known = parsed.get(name);
    if (known !== undefined && known.text === host.readFile(name)) return known;
    const file = read(name, ...how);
    if (file !== undefined) parsed.set(name, file);
    return file;
  };
  return host;
}

const locales = ["shared/presenter/locales/en.ts", "shared/presenter/locales/de.ts"];

it("adding an operation touches only its folder, the registry and the locales", async () => {
  for (const [part, text] of [
    ["", declaration],
    [".start", start],
    [".work", work],
  ] as const) {
    write(`operations/reviews/reports.digest${part}.ts`, text);
  }
  change("shared/operations/registry.ts", (text) =>
    text
      .replace("\nimport ", '\nimport { reportsDigest } from "./reviews/reports.digest.ts";\nimport ')
      .replace("const registered = [", "const registered = [\n  reportsDigest,"),
  );
  write("named.ts", words);
  write("supplies.ts", supplies);
  const all = ["shared/named.ts", ...locales, "shared/supplies.ts"];
  const unsupplied = expect.stringMatching(/^shared\/supplies\.ts: .*digests/);
  expect(complaintsIn("shared/named.ts")).toEqual([expect.stringContaining('"reports.digest"')]);
  name("en");
  expect(complaints(...all).toSorted()).toEqual([
    expect.stringMatching(/^shared\/presenter\/locales\/de\/operations\.ts: .*"reports\.digest"/),
    unsupplied,
  ]);
  name("de");
  expect(complaints(...all)).toEqual([unsupplied]);

  const registry: typeof import("../../shared/operations/registry.ts") = await import(
    /* @vite-ignore */ pathToFileURL(join(copy, "shared/operations/registry.ts")).href
  );
  const operation = registry.findOperation("reports.digest");
  if (operation === undefined || operation.start === "not_startable") throw new Error("it cannot be started");
  expect((await operation.start.handle()).handle).toBeTypeOf("function");
});

it("every operation file lies in a family's folder", () => {
  const folder = join(project, "shared/operations");
  const inRoot = readdirSync(folder).filter((name) => name.replace(/\.ts$/, "").includes("."));
  expect(inRoot).toEqual([]);
});
