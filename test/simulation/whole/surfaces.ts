import { createDirectSqsClient } from "../../engines/sqs/client.ts";
import { type Call, eventOf } from "../../functions/events.ts";
import { lambdaContext } from "../../functions/lambda-context.ts";
import { testSigner } from "../../support/kms.ts";
import { testLinks } from "../../support/links.ts";
import type { World } from "../assemble-world.ts";
import { directClientOf } from "./direct-client.ts";
import { operatorSubject } from "./people.ts";

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the checks read responses of many shapes, which the contract tests validate.
  readonly body: any;
}

/** Both APIs as a user sees them at one instant, without injected faults. */
export function createSurfaces(world: World) {
  const { scheduler, tableName, ids, product } = world;
  const common = {
    client: directClientOf(world),
    tableName,
    clock: scheduler.trueClock,
    overrides: {},
    ratePerSecond: 1_000_000,
    log: { error: (...parts: unknown[]) => void world.failures.push({ where: "surface", error: parts }) },
  };
  const apis = {
    read: product.createReadApi({ ...common, readCursorKey: async () => "a key of at least thirty-two characters" }),
    operations: product.createOperationsApi({
      ...common,
      ids,
      sqs: createDirectSqsClient(async (call) => world.sqs.execute(call)),
      queueUrls: world.queueUrls,
      tableClock: scheduler.trueClock,
      deployment: "test",
      sendsMail: true,
      allowedOrigins: world.tenants.map(({ origin }) => origin),
      links: testLinks,
      signer: testSigner(),
      auditRetentionDays: 90,
      onDecision: () => undefined,
    }),
  };

  async function call(request: Call): Promise<Answer> {
    const api = apis[(request.method ?? "GET") === "GET" ? "read" : "operations"];
    const { statusCode = 0, body = "null" } = await api(eventOf({ as: operatorSubject, ...request }), lambdaContext);
    return { status: statusCode, body: JSON.parse(body) };
  }

  return {
    call,
    /** The ids of all runs on a tab, across all pages. */
    async list(path: string, tab: string): Promise<Answer & { readonly items: readonly Answer["body"][] }> {
      const items: Answer["body"][] = [];
      let cursor = "";
      for (;;) {
        const page = await call({ path, query: `tab=${tab}&limit=100${cursor}` });
        if (page.status !== 200) return { ...page, items };
        items.push(...page.body.items);
        if (page.body.nextCursor === null) return { ...page, items };
        cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
      }
    },
  };
}
