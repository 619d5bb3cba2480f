import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";
import { filesToDelete, listName, releaseOf } from "./console-release.ts";

/**
 * `npm run release:console -- --deployment prod`: uploads the built console to the deployment's bucket with the AWS CLI, and deletes files that neither this release nor the one before it uses. An open page of the last release keeps
 * working until the next one.
 */
const dist = fileURLToPath(new URL("../console/dist", import.meta.url));
const { values } = parseArgs({ options: { deployment: { type: "string" }, scope: { type: "string" } } });
if (values.deployment === undefined) {
  process.stderr.write("usage: npm run release:console -- --deployment <dev|staging|prod> [--scope <scopes>]\n");
  process.exitCode = 2;
} else {
  release(values.deployment, values.scope);
}

function release(deployment: string, scope: string | undefined): void {
  const out = outputsOf(`runtruth-${deployment}`, `runtruth-${deployment}-app`);
  const bucket = `s3://${out.ConsoleBucketName}`;
  // Only a deployment with a user pool of its own has this output.
  const signOut = out.UserPoolId === undefined ? "openid" : "cognito";
  const config = { issuer: out.Issuer, clientId: out.ConsoleClientId, scope: scope ?? out.ApiScope, signOut };
  writeFileSync(path.join(dist, "config.json"), `${JSON.stringify(config)}\n`);
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(path.join(dist, file)).isFile())
    .map((file) => file.replaceAll(path.sep, "/"));

  const scratch = mkdtempSync(path.join(tmpdir(), "console-release-"));
  try {
    const list = path.join(scratch, listName);
    const stored = keysIn(out.ConsoleBucketName);
    if (stored.includes(listName)) aws("s3", "cp", `${bucket}/${listName}`, list);
    const previous = stored.includes(listName) ? releaseOf(readFileSync(list, "utf8")) : undefined;
    // Files first, the page that names them afterwards, old files last: no page ever names a missing file.
    const immutable = "public,max-age=31536000,immutable";
    aws(
      "s3",
      "sync",
      dist,
      bucket,
      "--exclude",
      "index.html",
      "--exclude",
      "config.json",
      "--cache-control",
      immutable,
    );
    for (const file of ["config.json", "index.html"]) {
      aws("s3", "cp", path.join(dist, file), `${bucket}/${file}`, "--cache-control", "no-cache");
    }
    aws(
      "cloudfront",
      "create-invalidation",
      "--distribution-id",
      out.ConsoleDistributionId,
      "--paths",
      "/index.html",
      "/config.json",
    );
    for (const file of filesToDelete({ stored, previous, current: files })) aws("s3", "rm", `${bucket}/${file}`);
    writeFileSync(list, JSON.stringify(files));
    aws("s3", "cp", list, `${bucket}/${listName}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The outputs of the data stack and the app stack. */
function outputsOf(...stacks: readonly string[]) {
  const outputs = stacks.flatMap(outputsOfStack);
  const named = Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  return z
    .object({
      ConsoleBucketName: z.string(),
      ConsoleDistributionId: z.string(),
      ConsoleClientId: z.string(),
      ApiScope: z.string(),
      Issuer: z.string(),
      UserPoolId: z.string().optional(),
    })
    .parse(named);
}

function outputsOfStack(stack: string) {
  const printed = aws(
    "cloudformation",
    "describe-stacks",
    "--stack-name",
    stack,
    "--query",
    "Stacks[0].Outputs",
    "--output",
    "json",
  );
  return z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).parse(JSON.parse(printed));
}

/** All object keys of the bucket; the CLI reads every page. */
function keysIn(bucket: string): string[] {
  const printed = aws("s3api", "list-objects-v2", "--bucket", bucket, "--query", "Contents[].Key", "--output", "json");
  return z.array(z.string()).nullable().parse(JSON.parse(printed)) ?? [];
}

function aws(...args: readonly string[]): string {
  return execFileSync("aws", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}
