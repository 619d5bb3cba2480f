import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/** Files that are generated and committed must be what their generator writes now. The tree is left as it was. */
const project = resolve(import.meta.dirname, "..");
const generated = [{ file: "docs/openapi.json", generator: "tools/generate-openapi.ts" }] as const;

const complaints = generated.flatMap(({ file, generator }) => {
  const path = resolve(project, file);
  const committed = existsSync(path) ? readFileSync(path, "utf8") : "";
  execFileSync(process.execPath, [resolve(project, generator)], {
    cwd: project,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const current = readFileSync(path, "utf8");
  writeFileSync(path, committed === "" ? current : committed);
  return current === committed ? [] : [`${file} is not what ${generator} writes: run it and commit the result`];
});

for (const complaint of complaints) process.stderr.write(`generated: ${complaint}\n`);
process.stdout.write(`generated: ${generated.length} file\n`);
process.exitCode = complaints.length === 0 ? 0 : 1;
