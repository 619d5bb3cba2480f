import type { RequestOptions } from "node:https";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type Answer, createOutboundCall } from "../../../functions/worker/alerts/outbound-call.ts";
import { outboundUrlOf, type TargetFault } from "../../../shared/run/outbound-url.ts";

/** Targets refused by their text, however they spell what they mean. */
const refusedTexts: readonly (readonly [text: string, fault: TargetFault])[] = [
  ["", "not_a_url"],
  ["hooks.example.org/x", "not_a_url"],
  [`https://hooks.example.org/${"x".repeat(2000)}`, "not_a_url"],
  ["http://hooks.example.org/x", "not_https"],
  ["ftp://hooks.example.org/x", "not_https"],
  ["file:///etc/passwd", "not_https"],
  ["gopher://hooks.example.org:70/_x", "not_https"],
  ["data:text/plain,x", "not_https"],
  ["javascript:alert(1)", "not_https"],
  ["https://user:secret@hooks.example.org/", "credentials"],
  ["https://hooks.example.org@169.254.169.254/", "credentials"],
  ["https://:@169.254.169.254#@hooks.example.org/", "fragment"],
  ["https://hooks.example.org/#x", "fragment"],
  ["https://hooks.example.org/#", "fragment"],
  ["https://hooks.example.org:8443/", "port"],
  ["https://hooks.example.org:22/", "port"],
  ["https://hooks.example.org:6379/", "port"],
  ["https://hooks.example.org:80/", "port"],
  ["https://127.0.0.1/", "ip_literal"],
  ["https://127.1/", "ip_literal"],
  ["https://0/", "ip_literal"],
  ["https://2130706433/", "ip_literal"],
  ["https://0x7f000001/", "ip_literal"],
  ["https://0177.0.0.1/", "ip_literal"],
  ["https://0x7f.0.0.1/", "ip_literal"],
  ["https://169.254.169.254/latest/meta-data/", "ip_literal"],
  ["https://１２７.0.0.1/", "ip_literal"],
  ["https://127。0。0。1/", "ip_literal"],
  ["https://93.184.216.34/", "ip_literal"],
  ["https://[::1]/", "ip_literal"],
  ["https://[::ffff:127.0.0.1]/", "ip_literal"],
  ["https://[::ffff:7f00:1]/", "ip_literal"],
  ["https://[64:ff9b::a9fe:a9fe]/", "ip_literal"],
  ["https://[fd00:ec2::254]/", "ip_literal"],
  ["https://[fe80::1]/", "ip_literal"],
  ["https://localhost/", "host_not_public"],
  ["https://LOCALHOST/", "host_not_public"],
  ["https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "host_not_public"],
  ["https://hooks.localhost/", "host_not_public"],
  ["https://hooks/", "host_not_public"],
  ["https://hooks.example.org./", "host_not_public"],
  ["https://printer.local/", "host_not_public"],
  ["https://metadata.google.internal/", "host_not_public"],
  ["https://router.home.arpa/", "host_not_public"],
  ["https://hidden.onion/", "host_not_public"],
  ["https://server.intranet/", "host_not_public"],
];

/** Addresses that a public name may lead to, and must not reach. */
const refusedAddresses = [
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "169.254.170.2",
  "100.64.0.1",
  "100.100.100.200",
  "192.0.0.192",
  "192.0.2.1",
  "198.18.0.1",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "168.63.129.16",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:169.254.169.254",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::808:808",
  "64:ff9b:1::a9fe:a9fe",
  "2002:7f00:1::",
  "2001:0:7f00:1::",
  "2001:db8::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "100::1",
  "3fff::1",
  "not an address",
];
const publicAddress = "93.184.216.34";

interface Given {
  readonly status?: number;
  readonly headers?: Answer["headers"];
  readonly body?: Buffer;
}

/** A caller whose resolver answers in turn, and whose requests are recorded and answered. */
function caller(answers: readonly (readonly string[])[], { status = 200, headers = {}, body }: Given = {}) {
  const calls: { url: URL; options: RequestOptions; body: string }[] = [];
  let asked = 0;
  const call = createOutboundCall({
    async resolve() {
      const addresses = answers[asked++] ?? [];
      if (addresses.length === 0) throw new Error("ENOTFOUND");
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
    request: (url, options, onAnswer) => ({
      on: () => undefined,
      end(text) {
        calls.push({ url, options, body: text });
        onAnswer(Object.assign(Readable.from([body ?? Buffer.alloc(0)]), { statusCode: status, headers }));
      },
    }),
  });
  const send = (url: string) =>
    call({ url, headers: { "content-type": "text/plain" }, body: "3 €" }, new AbortController().signal);
  return { send, calls, asked: () => asked };
}

/** The address that a request connects to, however Node asks for it. */
function connectedTo({ lookup }: RequestOptions): unknown[] {
  const found: unknown[] = [];
  lookup?.("rebound.example.org", { all: true }, (_error, address) => found.push(address));
  lookup?.("rebound.example.org", {}, (_error, address) => found.push(address));
  return found;
}

describe("an alert target", () => {
  it.each(refusedTexts)("%j is refused by its text", async (text, fault) => {
    const { send, calls, asked } = caller([[publicAddress]]);

    expect(outboundUrlOf(text)).toEqual({ fault });
    expect(await send(text)).toEqual({ kind: "not_allowed", fault });
    expect([calls, asked()]).toEqual([[], 0]);
  });

  it.each(refusedAddresses)("that leads to %s is not called", async (address) => {
    const { send, calls } = caller([[address]]);

    expect(await send("https://hooks.example.org/x")).toEqual({ kind: "not_allowed", fault: "address_not_public" });
    expect(calls).toEqual([]);
  });

  it("with one private address among public ones is not called", async () => {
    const { send, calls } = caller([[publicAddress, "10.0.0.1"]]);

    expect(await send("https://hooks.example.org/x")).toMatchObject({ fault: "address_not_public" });
    expect(calls).toEqual([]);
  });

  it("without any address is not called", async () => {
    expect(await caller([]).send("https://hooks.example.org/x")).toEqual({
      kind: "not_allowed",
      fault: "not_resolved",
    });
  });

  it.each(["https://hooks.example.org/x?y=1", "https://HOOKS.example.org:443/x", "https://bücher.example.org/x"])(
    "%s is called",
    async (text) => {
      const { send, calls } = caller([[publicAddress]]);

      expect(await send(text)).toEqual({ kind: "answered", status: 200, retryAfter: undefined });
      expect(calls.map(({ url, body }) => [url.port, body])).toEqual([["", "3 €"]]);
    },
  );

  it("is resolved once, and called at the address that was checked", async () => {
    const { send, calls, asked } = caller([[publicAddress], ["127.0.0.1"]]);

    await send("https://rebound.example.org/x");

    expect(asked()).toBe(1);
    const [{ options } = { options: {} }] = calls;
    expect(connectedTo(options)).toEqual([[{ address: publicAddress, family: 4 }], publicAddress]);
    expect(options).toMatchObject({ method: "POST", agent: false, headers: { "content-length": 5 } });
  });

  it.each([301, 302, 307, 308])("that answers %i is not followed", async (status) => {
    const { send, calls } = caller([[publicAddress]], { status, headers: { "retry-after": "7" } });

    expect(await send("https://hooks.example.org/x")).toEqual({ kind: "answered", status, retryAfter: "7" });
    expect(calls).toHaveLength(1);
  });

  it("with an endless answer is read up to a limit", async () => {
    const { send } = caller([[publicAddress]], { body: Buffer.alloc(1024 * 1024) });

    expect(await send("https://hooks.example.org/x")).toMatchObject({ kind: "answered", status: 200 });
  });
});

it("a name whose lookup does not end is given up with its delivery", async () => {
  const call = createOutboundCall({ resolve: () => new Promise(() => undefined) });
  const stop = new AbortController();
  const answer = call({ url: "https://hooks.example.org/", headers: {}, body: "" }, stop.signal);
  stop.abort();

  expect(await answer).toEqual({ kind: "unanswered", reason: "stopped" });
});
