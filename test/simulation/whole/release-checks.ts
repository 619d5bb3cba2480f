import * as z from "zod";
import { fromItem } from "../../engines/dynamodb/marshalling.ts";
import * as old from "../../fixtures/release-0.1/release.mjs";
import type { World } from "../assemble-world.ts";
import type { Violation } from "../violation.ts";

const stored = z.looseObject({ pk: z.string(), sk: z.string(), record: z.unknown().optional() });
const sent = z.object({ MessageBody: z.string() });

const readers: Readonly<Record<string, (record: unknown) => unknown>> = {
  policies: (record) => old.policyRecord.parse(record),
  "backup-sets": (record) => old.backupSet.parse(record),
  "restore-runs": (record) => old.restoreRun.parse(record),
  "provider-connections": (record) => old.storedConnection.parse(record),
};

/** W7: the previous release can read everything that this version stored and sent. Returns the number checked. */
export function releaseViolations(world: World): { readonly violations: Violation[]; readonly checked: number } {
  const violations: Violation[] = [];
  let checked = 0;
  function read(what: string, by: () => unknown): void {
    checked += 1;
    try {
      by();
    } catch (error) {
      violations.push({ invariant: "W7", detail: `release 0.1 cannot read ${what}: ${String(error)}` });
    }
  }
  for (const item of world.table.items()) {
    const plain = stored.parse(fromItem(item));
    const { pk, sk, record } = plain;
    const reader = pk.startsWith("REC#") ? readers[pk.split("#")[3] ?? ""] : undefined;
    if (pk.startsWith("RUN#") && sk === "#") read(pk, () => old.parseRun(plain));
    else if (pk.startsWith("SUCCESS#")) read(pk, () => old.successesIn(plain));
    else if (reader !== undefined) read(`${pk} ${sk}`, () => reader(record));
  }
  for (const message of world.messages) {
    const { MessageBody } = sent.parse(JSON.parse(message));
    read("a message", () => old.envelope.parse(JSON.parse(MessageBody)));
  }
  return { violations, checked };
}
