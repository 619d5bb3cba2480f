import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it, onTestFinished } from "vitest";
import { utf8Bytes } from "../../shared/foundation/bytes.ts";
import { manifestIn } from "../../shared/operations/reviews/check-pack.ts";
import { archiveOf, packProof } from "../../shared/operations/reviews/pack-archive.ts";
import { trustedFingerprint, verifyFile } from "../../tools/verify-file.ts";
import { sentenceOf } from "../../tools/verify-sentences.ts";
import { skipIfMissing } from "../support/skip-if-missing.ts";
import { anotherKey, aPack, flippedIn, packKey } from "./a-pack.ts";

const pack = await aPack();
const root = path.resolve(import.meta.dirname, "../..");

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "runtruth-verify-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Runs the command as a person would, with a pack in a file. */
function verified(bytes: Buffer, ...options: string[]) {
  const at = folder();
  writeFileSync(path.join(at, "pack.zip"), bytes);
  const command = path.join(root, "clients/cli/src/main.ts");
  const ran = spawnSync(process.execPath, [command, "verify", ...options, path.join(at, "pack.zip")], {
    cwd: at,
    encoding: "utf8",
  });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

describe("the verify command", () => {
  it("accepts an unaltered pack and states which key signed it", () => {
    const { code, said } = verified(pack);

    expect(said).toContain("The file is unaltered.");
    expect(said).toContain("The key is not compared yet. Compare it with the key that the console shows");
    expect(said).toContain(`${manifestIn(new Map(Object.entries(unzipSync(pack))))?.files.length} files match`);
    expect(code).toBe(0);
  });

  it("rejects a flipped byte and names the record of the file", () => {
    const { code, said } = verified(flippedIn(pack, "review.json"));

    expect(said).toContain("review.json (environment-reviews/review-1) was altered.");
    expect(code).toBe(1);
  });

  it("says so when a file is no pack or cannot be read", () => {
    expect(verified(Buffer.from("no archive"))).toMatchObject({
      code: 1,
      said: expect.stringContaining("this is neither a review pack nor an evidence bundle"),
    });
    expect(verified(pack, "--key", "missing.pem")).toMatchObject({
      code: 4,
      said: expect.stringContaining("missing.pem cannot be read"),
    });
  });

  it("rejects a pack that another key signed", () => {
    const key = path.join(folder(), "key.pem");
    writeFileSync(key, anotherKey);

    const another = "public-key.pem is not the key that you passed.";
    expect(verified(pack, "--key", key)).toMatchObject({ code: 1, said: expect.stringContaining(another) });
    expect(verified(pack, "--key", "0".repeat(64))).toMatchObject({ code: 1, said: expect.stringContaining(another) });
  });
});

describe("a verification", () => {
  it("accepts the trusted key, and its fingerprint as printed", () => {
    const trusted = trustedFingerprint(packKey) ?? "";
    expect(verifyFile(pack, trusted)).toMatchObject({ problems: [], isDerived: true, isTrustedKey: true });
    expect(verifyFile(pack)).toMatchObject({ problems: [], keyFingerprint: trusted, isTrustedKey: undefined });
    const printed = trusted.toUpperCase().replaceAll(/(..)(?!$)/g, "$1:");
    expect(trustedFingerprint(` ${printed}\n`)).toBe(trusted);
    expect(trustedFingerprint(trusted.slice(1))).toBeUndefined();
  });

  it("rejects signed evidence whose completeness does not follow from its reads", async () => {
    const { problems, isDerived } = verifyFile(await aPack({}, "en", "partial"));

    expect(problems.map(sentenceOf)).toEqual([
      "evidence.json (evidence-snapshots/evidence-1): its completeness does not follow from the facts.",
    ]);
    expect(isDerived).toBe(false);
  });

  it.each([
    { what: "completeness", claims: { completeness: "partial" as const } },
    { what: "gaps", claims: { gaps: [{ code: "evidence_stale" }] } },
    { what: "summary", claims: { summary: { policies: 2, settings: 1, sections: 1, gaps: 1 } } },
    { what: "fingerprint", claims: { fingerprint: "f".repeat(64) } },
  ])("rejects a signed review whose $what does not follow from its evidence", async ({ what, claims }) => {
    const { problems } = verifyFile(await aPack(claims));

    expect(problems.map(sentenceOf)).toEqual([
      `review.json (environment-reviews/review-1): its ${what} does not follow from the facts.`,
    ]);
  });

  it("calls a signature invalid whose key is of another kind", () => {
    const { publicKey } = generateKeyPairSync("x25519");
    const pem = utf8Bytes(publicKey.export({ type: "spki", format: "pem" }).toString());
    const foreign = archiveOf(new Map([...Object.entries(unzipSync(pack)), [packProof.publicKey, pem]]));

    expect(verifyFile(foreign).problems).toContainEqual({ code: "signature_invalid", path: packProof.signature });
  });

  it("escapes what an altered archive names its files", () => {
    const renamed = Buffer.from(pack.toString("latin1").replaceAll("report.html", "re\u001b[2J.html"), "latin1");

    expect(verifyFile(renamed).problems.map(sentenceOf).join()).not.toContain("\u001b");
  });
});

const tools = ["bash", "unzip", "openssl", "sha256sum", "diff", "find", "sort", "cut", "grep"];
const placeOf = (tool: string) => ["/usr/bin", "/bin"].map((place) => path.join(place, tool)).find(existsSync);
const missing = tools.filter((tool) => placeOf(tool) === undefined);

/** Carries out the steps of VERIFY.txt with nothing but the tools that it names; the output of the step that failed. */
function followed(bytes: Buffer, instructions: string): string | undefined {
  const at = folder();
  writeFileSync(path.join(at, "pack.zip"), bytes);
  mkdirSync(path.join(at, "bin"));
  for (const tool of tools) symlinkSync(placeOf(tool) ?? "", path.join(at, "bin", tool));
  const steps = [...instructions.matchAll(/^ {4}\$ (.+)$/gm)].map(([, step]) => step);
  expect(steps).toHaveLength(7);
  const script = ["set -e", ...steps].join("\n");
  const { status, stdout, stderr } = spawnSync(path.join(at, "bin", "bash"), ["-c", script], {
    cwd: at,
    encoding: "utf8",
    env: { PATH: path.join(at, "bin") },
  });
  return status === 0 ? undefined : stdout + stderr;
}

describe.each(["en", "de"] as const)("the steps of VERIFY.txt in %s", (locale) => {
  it("pass for an unaltered pack with common tools only", async () => {
    skipIfMissing(missing.length === 0 ? {} : { missing: missing.join(", ") });
    const written = await aPack({}, locale);
    const instructions = Buffer.from(unzipSync(written)["VERIFY.txt"] ?? []).toString("utf8");

    expect(followed(written, instructions)).toBeUndefined();
    for (const name of ["evidence.json", "manifest.sig", "SHA256SUMS", "public-key.pem"]) {
      expect(followed(flippedIn(written, name), instructions), name).toBeDefined();
    }
  });
});
