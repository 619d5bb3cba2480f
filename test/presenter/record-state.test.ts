import { describe, expect, it } from "vitest";
import { recordStateOf } from "../../shared/presenter/record-state.ts";
import { backupSetStatuses } from "../../shared/records/backup-sets.ts";
import { reviewStatuses } from "../../shared/records/environment-reviews.ts";
import { consentStatuses, verificationStatuses } from "../../shared/records/provider-connections.ts";
import { restoreStatuses } from "../../shared/records/restore-runs.ts";

const now = new Date("2026-03-09T09:00:00.000Z");
const stateOf = (kind: Parameters<typeof recordStateOf>[0], record: object) => recordStateOf(kind, record, "en", now);

describe("the badge of a record", () => {
  it("knows every status that is stored", () => {
    for (const status of reviewStatuses) expect(stateOf("environment-reviews", { status }).label).not.toMatch(/known/);
    for (const status of backupSetStatuses) expect(stateOf("backup-sets", { status }).label).not.toMatch(/known/);
    for (const status of restoreStatuses) expect(stateOf("restore-runs", { status }).label).not.toMatch(/known/);
  });

  it("calls a connection in order only when it is enabled, consented to and checked as healthy", () => {
    for (const isEnabled of [true, false]) {
      for (const consentStatus of consentStatuses) {
        for (const verificationStatus of verificationStatuses) {
          const { tone } = stateOf("provider-connections", { isEnabled, consentStatus, verificationStatus });
          const isInOrder = isEnabled && consentStatus === "granted" && verificationStatus === "healthy";
          expect(tone === "success").toBe(isInOrder);
        }
      }
    }
  });

  it.each(["somehow", "toString", "__proto__", ""])("never calls a status good that nobody knows: %j", (status) => {
    expect(stateOf("review-packs", { status })).toEqual({ label: "No state known", tone: "neutral" });
  });

  it("tells of a policy whether the provider still has it", () => {
    const lastSeenAt = "2026-03-02T09:00:00.000Z";
    expect(stateOf("policies", { lastSeenAt })).toEqual({ label: "Present", tone: "success" });
    expect(stateOf("policies", { lastSeenAt, removedAt: now.toISOString() }).tone).toBe("neutral");
    expect(recordStateOf("policies", { lastSeenAt }, "de", now).label).toBe("Vorhanden");
  });

  it.each([{ lastSeenAt: "2026-03-02T08:59:59.999Z" }, {}, { lastSeenAt: "2024-99-99T boom" }])(
    "calls a policy unchecked that no sync has seen for seven days: %o",
    (policy) => {
      expect(stateOf("policies", policy)).toEqual({ label: "Not checked", tone: "neutral" });
    },
  );
});
