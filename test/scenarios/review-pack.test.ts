import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { artifactLink } from "../../shared/contract/artifacts.ts";
import { auditPage } from "../../shared/contract/audit.ts";
import { recordAnswer } from "../../shared/contract/record-answer.ts";
import { apiOf, runOf } from "./api.ts";
import { dataDirForTest, stackForTest } from "./stacks.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const records = "/api/workspaces/acme/environments/acme-prod/records";

/** Verifies a file as its recipient would, in a process of its own. */
function verified(file: string, bytes: Buffer) {
  writeFileSync(file, bytes);
  const ran = spawnSync(process.execPath, ["clients/cli/src/main.ts", "verify", file], { encoding: "utf8" });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

it("a manager gives the same signed review pack twice and finds an altered one", async () => {
  const folder = dataDirForTest();
  const stack = await stackForTest();
  const api = apiOf(stack);
  const play = async (type: string, input: Record<string, unknown> = {}) => {
    const answer = await api.start({ user: "manager", ...scope }, type, { input });
    return api.ended("manager", scope.workspaceId, runOf(answer).id);
  };
  const packed = async (input: Record<string, unknown>) => {
    const run = await play("environment.review_pack.generate", { include: ["findings", "documents"], ...input });
    expect(run).toMatchObject({ outcome: "succeeded", related: { type: "review_pack" } });
    const id = run.related?.id ?? "";
    const pack = await api.read("readonly", `${records}/review-packs/${id}`, recordAnswer);
    const answer = await api.request("readonly", `${records}/review-packs/${id}/download`, { method: "POST" });
    expect(answer.status).toBe(200);
    const link = artifactLink.parse(JSON.parse(answer.text));
    const file = await fetch(link.url);
    expect(file.headers.get("content-disposition")).toContain(link.fileName);
    return { pack, link, bytes: Buffer.from(await file.arrayBuffer()) };
  };

  for (const type of ["policy.sync", "tenant.evidence.snapshot.generate", "environment.review.compose"]) {
    expect(await play(type)).toMatchObject({ outcome: "succeeded" });
  }
  const first = await packed({});
  const second = await packed({ renew: true });

  expect(second.bytes.equals(first.bytes)).toBe(true);
  expect(first.pack).toMatchObject({ status: "ready", sha256: first.link.sha256 });
  const whole = verified(path.join(folder, "pack.zip"), first.bytes);
  expect(whole).toMatchObject({ code: 0, said: expect.stringContaining(String(first.pack.keyFingerprint)) });
  const flipped = Buffer.from(first.bytes);
  const at = flipped.indexOf("review.json") + 40;
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  expect(verified(path.join(folder, "altered.zip"), flipped)).toMatchObject({
    code: 1,
    said: expect.stringContaining("review.json (environment-reviews/"),
  });

  const altered = await fetch(first.link.url.replace("X-Amz-Expires=300", "X-Amz-Expires=9000"));
  expect(altered.status).toBe(403);
  const again = await api.start({ user: "manager", ...scope }, "environment.review_pack.generate", {
    input: { include: ["findings", "documents"] },
  });
  expect(again).toMatchObject({ result: "already_available", related: { type: "review_pack" } });
  const { items } = await api.read("owner", "/api/workspaces/acme/audit?action=review_pack.downloaded", auditPage);
  expect(items.map(({ actor }) => actor.id)).toEqual(["readonly", "readonly"]);
});
