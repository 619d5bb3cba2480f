import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { cruise } from "dependency-cruiser";
import * as z from "zod";
import type { Canary, ImportRule } from "./forbidden-import.ts";
import { importRules } from "./import-rules.ts";

/**
 * Checks the import rules, and first that each rule can still fail: every rule has a canary that violates it, written
 * into a temporary folder. A rule that does not report its canary is itself an error.
 */

const violation = z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) });
const cruised = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({ violations: z.array(violation) }),
});
const folders = ["shared", "functions", "infra", "local", "console", "clients", "test", "bench", "tools"] as const;
const project = resolve(import.meta.dirname, "..");

async function look(baseDir: string, rules: readonly ImportRule[]) {
  const present = folders.filter((folder) => existsSync(join(baseDir, folder)));
  const { output } = await cruise([...present], {
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules.map(({ rule }) => rule) },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^console/dist/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  });
  return cruised.parse(output);
}

/** Complaints about rules that do not report their own canary. */
async function deadRules(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "import-canaries-"));
  try {
    symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ type: "module", devDependencies: { "fast-check": "*" } }),
    );
    for (const { canary } of importRules) write(folder, canary);
    const { summary } = await look(folder, importRules);
    const isCaught = ({ rule, canary }: ImportRule) =>
      summary.violations.some(
        (found) => found.rule.name === rule.name && (found.from === canary.from || found.to === canary.from),
      );
    return importRules
      .filter((rule) => !isCaught(rule))
      .map(({ rule, canary }) => `${rule.name}: does not notice that ${canary.from} imports ${canary.imports}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function write(folder: string, { from, imports }: Canary): void {
  const isOurs = imports.endsWith(".ts");
  const specifier = isOurs ? relative(dirname(from), imports).replace(/^(?!\.)/, "./") : imports;
  mkdirSync(join(folder, dirname(from)), { recursive: true });
  writeFileSync(join(folder, from), `import * as canary from "${specifier}";\nexport const found = canary;\n`);
  if (!isOurs) return;
  // A cycle through a type import only; every other target imports nothing.
  const back = imports.includes("circle-back")
    ? `import type * as back from "./canary-circle.ts";\nexport type Found = typeof back;\n`
    : "";
  mkdirSync(join(folder, dirname(imports)), { recursive: true });
  writeFileSync(join(folder, imports), back === "" ? "export const target = 1;\n" : back);
}

const dead = await deadRules();
const { modules, summary } = await look(project, importRules);
const broken = summary.violations.map(({ rule, from, to }) => {
  const comment = importRules.find((known) => known.rule.name === rule.name)?.rule.comment ?? "";
  return `${from} imports ${to}: ${comment} (${rule.name})`;
});
const ours = modules.filter(({ source }) => !source.includes("node_modules"));
// With zero modules the tool would pass everything.
const blind = ours.length < 20 ? [`only ${ours.length} files were read`] : [];

const complaints = [...blind, ...dead, ...broken];
for (const complaint of complaints) process.stderr.write(`imports: ${complaint}\n`);
process.stdout.write(`imports: ${ours.length} files, ${importRules.length} rules, each with a canary\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
