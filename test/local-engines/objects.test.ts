import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { buildApp } from "fauxqs";
import { afterAll, describe, expect, it } from "vitest";
import { createArtifactLinks } from "../../functions/operations-api/artifact-links.ts";
import { localAws } from "../../local/assembly/local-account.ts";
import { startObjects } from "../../local/engines/objects.ts";
import { freePort } from "../../local/engines/process.ts";
import { openQueueStores } from "../../local/engines/sqs-store.ts";
import { S3Store } from "../../node_modules/fauxqs/dist/s3/s3Store.js";
import { testClock } from "../support/clock.ts";

const Bucket = "artifacts";
const Key = "packs/acme/acme-prod/0123.zip";
const Body = Buffer.from("the content");

const clock = testClock();
const ours = await startObjects({ hasBucket: (name) => name === Bucket, now: () => clock.now() });
/** Another implementation, which checks no signature: it says whether ours behaves like S3 where both are asked. */
const witness = await startWitness();
afterAll(() => Promise.all([ours.stop(), witness.stop()]));

/** A client whose signatures have the time of the test's clock. */
function clientOf(
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string } = localAws.credentials,
) {
  const systemClockOffset = clock.now().getTime() - Date.now();
  return new S3Client({ endpoint, region: localAws.region, credentials, systemClockOffset, maxAttempts: 1 });
}

async function startWitness() {
  const s3Store = new S3Store();
  s3Store.createBucket(Bucket);
  const app = buildApp({ logger: false, host: "", stores: { ...openQueueStores(undefined).stores, s3Store } });
  const port = await freePort();
  await app.listen({ host: "127.0.0.1", port });
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => app.close() };
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof Error ? error.name : "unknown"),
  );

describe("the local object store", () => {
  it.each([
    { which: "our server", endpoint: ours.endpoint },
    { which: "another implementation", endpoint: witness.endpoint },
  ])("stores, lists and removes whole objects like $which", async ({ endpoint }) => {
    const client = clientOf(endpoint);
    const Key = "stored/acme/acme-prod/0123.zip";

    expect(await errorOf(client.send(new GetObjectCommand({ Bucket, Key })))).toBe("NoSuchKey");
    expect(await errorOf(client.send(new HeadObjectCommand({ Bucket, Key })))).toBe("NotFound");
    expect(await errorOf(client.send(new GetObjectCommand({ Bucket: "other", Key })))).toBe("NoSuchBucket");

    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    const stored = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await stored.Body?.transformToString()).toBe("the content");
    expect((await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(Body.length);
    expect(stored.ETag).toBe(ETag);

    await client.send(new PutObjectCommand({ Bucket, Key: "exports/other.zip", Body }));
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "stored/acme/" }));
    expect(Contents.map((one) => one.Key)).toEqual([Key]);

    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await errorOf(client.send(new GetObjectCommand({ Bucket, Key })))).toBe("NoSuchKey");
  });

  it("takes an object of 64 MB", async () => {
    const client = clientOf(ours.endpoint);
    const large = Buffer.alloc(64 * 1024 * 1024, 7);

    await client.send(new PutObjectCommand({ Bucket, Key: "large", Body: large }));

    expect((await client.send(new HeadObjectCommand({ Bucket, Key: "large" }))).ContentLength).toBe(large.length);
  });

  it("rejects a foreign signature, an old request and a wrong checksum", async () => {
    const foreign = { accessKeyId: "local", secretAccessKey: "another" };
    const put = (client: S3Client, more: object = {}) =>
      errorOf(client.send(new PutObjectCommand({ Bucket, Key, Body, ...more })));

    expect(await put(clientOf(ours.endpoint, foreign))).toBe("SignatureDoesNotMatch");
    expect(await put(clientOf(ours.endpoint), { ChecksumSHA256: Buffer.alloc(32).toString("base64") })).toBe(
      "BadDigest",
    );
    const early = clientOf(ours.endpoint);
    clock.advance(16 * 60);
    expect(await put(early)).toBe("RequestTimeTooSkewed");
  });

  it("creates an object once under If-None-Match", async () => {
    const client = clientOf(ours.endpoint);
    const create = () => errorOf(client.send(new PutObjectCommand({ Bucket, Key: "once", Body, IfNoneMatch: "*" })));

    expect([await create(), await create()]).toEqual(["none", "PreconditionFailed"]);
  });
});

describe("a link to a file", () => {
  const links = createArtifactLinks({
    url: `${ours.endpoint}/${Bucket}`,
    region: localAws.region,
    credentials: async () => localAws.credentials,
  });
  const download = async (link: string) => {
    const response = await fetch(link);
    return { status: response.status, text: await response.text(), saved: response.headers.get("content-disposition") };
  };

  it("returns the file without a token for 300 seconds", async () => {
    const linked = "packs/acme/acme-prod/linked.zip";
    await clientOf(ours.endpoint).send(new PutObjectCommand({ Bucket, Key: linked, Body }));
    const link = await links.linkTo(linked, "review pack (1).zip", clock.now());

    expect(await download(link)).toEqual({
      status: 200,
      text: "the content",
      saved: 'attachment; filename="review pack (1).zip"',
    });
    clock.advance(300);
    expect(await download(link)).toMatchObject({ status: 200 });
    clock.advance(1);
    expect(await download(link)).toMatchObject({ status: 403, text: expect.stringContaining("AccessDenied") });
  });

  it.each([
    { what: "another object", from: "acme-prod", to: "other-env" },
    { what: "a longer life", from: "X-Amz-Expires=300", to: "X-Amz-Expires=900" },
    { what: "another name", from: "review", to: "invoice" },
  ])("is rejected when it is altered to $what", async ({ from, to }) => {
    const link = await links.linkTo(Key, "review.zip", clock.now());

    expect(link).toContain(from);
    expect(await download(link.replaceAll(from, to))).toMatchObject({
      status: 403,
      text: expect.stringContaining("SignatureDoesNotMatch"),
    });
  });
});
