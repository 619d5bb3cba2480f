import { describe, expect, it } from "vitest";
import { loadTexts } from "../../shared/presenter/locale.ts";
import { recordStateOf } from "../../shared/presenter/record-state.ts";
import { backupSetStatuses } from "../../shared/records/backup-sets.ts";
import { reviewStatuses } from "../../shared/records/environment-reviews.ts";
import { consentStatuses, verificationStatuses } from "../../shared/records/provider-connections.ts";
import { restoreStatuses } from "../../shared/records/restore-run-records.ts";

await loadTexts("de");

const now = new Date("2026-03-09T09:00:00.000Z");
const stateOf = (kind: Parameters<typeof recordStateOf>[0], record: object) => recordStateOf(kind, record, "en", now);

describe("the badge of a record", () => {
  it("covers every stored status", () => {
    for (const status of reviewStatuses) expect(stateOf("environment-reviews", { status }).label).not.toMatch(/known/);
    for (const status of backupSetStatuses) expect(stateOf("backup-sets", { status }).label).not.toMatch(/known/);
    for (const status of restoreStatuses) expect(stateOf("restore-runs", { status }).label).not.toMatch(/known/);
  });

  it("is healthy only for an enabled, consented and healthy connection", () => {
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

  it.each(["somehow", "toString", "__proto__", ""])("is never positive for the unknown status %j", (status) => {
    expect(stateOf("review-packs", { status })).toEqual({ label: "Unknown state", tone: "neutral" });
  });

  it("of a permission report is positive only when no permission is missing", () => {
    const reportOf = (missing: readonly string[]) =>
      stateOf("permission-reports", { status: "complete", content: { missing } });
    expect(reportOf([])).toEqual({ label: "Complete", tone: "success" });
    expect(reportOf(["Policy.Read.All"])).toEqual({ label: "Permission missing", tone: "warning" });
    expect(stateOf("rbac-reports", { status: "complete", content: { missing: ["Policy.Read.All"] } }).tone).toBe(
      "success",
    );
  });

  it("shows whether the provider still has a policy", () => {
    const lastSeenAt = "2026-03-02T09:00:00.000Z";
    expect(stateOf("policies", { lastSeenAt })).toEqual({ label: "Present", tone: "success" });
    expect(stateOf("policies", { lastSeenAt, removedAt: now.toISOString() }).tone).toBe("neutral");
    expect(recordStateOf("policies", { lastSeenAt }, "de", now).label).toBe("Vorhanden");
  });

  it.each([{ lastSeenAt: "2026-03-02T08:59:59.999Z" }, {}, { lastSeenAt: "2024-99-99T boom" }])(
    "shows a policy not seen for seven days as unchecked: %o",
    (policy) => {
      expect(stateOf("policies", policy)).toEqual({ label: "Not checked", tone: "neutral" });
    },
  );
});
