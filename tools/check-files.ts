import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { complaintsAbout, deadFileRules, fileRules, type SourceFile } from "./file-rules.ts";
import { languageRules } from "./language-rules.ts";

/** Checks every tracked or addable file. Generated files and images are excluded. */
const project = resolve(import.meta.dirname, "..");
const unwritten: ReadonlySet<string> = new Set([
  "package-lock.json",
  "docs/openapi.json",
  "clients/sdk/src/schema.ts",
  "LICENSE",
  "test/fixtures/release-0.1/release.mjs",
]);
const isPicture = (path: string) => path.endsWith(".png");

const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
  cwd: project,
  encoding: "utf8",
});
const files: SourceFile[] = listed
  .split("\0")
  .filter((path) => path !== "" && !unwritten.has(path) && !isPicture(path))
  .filter((path) => existsSync(resolve(project, path)) && statSync(resolve(project, path)).size < 1_000_000)
  .map((path) => ({ path, text: readFileSync(resolve(project, path), "utf8") }));

const blind = files.length < 20 ? [`only ${files.length} files were found`] : [];
const rules = [...fileRules, ...languageRules];
const complaints = [...blind, ...deadFileRules(rules), ...complaintsAbout(files, rules)];
for (const complaint of complaints) process.stderr.write(`files: ${complaint}\n`);
process.stdout.write(`files: ${files.length} files, ${rules.length} rules, each with a canary\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
