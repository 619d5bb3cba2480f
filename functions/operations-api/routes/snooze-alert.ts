import type { Access } from "../../../shared/access/access-store.ts";
import { snoozeAlert } from "../../../shared/contract/alert-routes.ts";
import { snoozeDaysMax } from "../../../shared/contract/alerts.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { StoreTarget } from "../../../shared/ledger/store.ts";
import { writeTogether } from "../../../shared/ledger/write-together.ts";
import type { Alerts } from "../../../shared/records/alerts.ts";
import type { Snooze } from "../../../shared/run/alert.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound, ProblemError } from "../../middleware/errors.ts";
import { mayReadAlert } from "../../middleware/may-read-alert.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { alertAnswerOf } from "../../representations/alert.ts";

interface Dependencies {
  readonly access: Access;
  readonly alerts: Pick<Alerts, "find" | "snoozePart">;
  readonly target: StoreTarget;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

const dayMillis = 86_400_000;

/** Snoozes the opening that the person saw, or ends its snooze by an instant that has passed. */
export const snoozeAlertEndpoint = ({ access, alerts, target, auditEntries, clock }: Dependencies) =>
  writeEndpoint(snoozeAlert, async ({ caller, locale, param, body }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, snoozeAlert.capability);
    const { id: workspaceId } = member.workspace;
    const key = param("alert");
    const alert = await alerts.find(workspaceId, key);
    if (alert === undefined || !mayReadAlert(member, alert)) throw notFound();
    const { environmentId } = alert.facts;
    const now = clock.now();
    if (Date.parse(body.until) > now.getTime() + snoozeDaysMax * dayMillis)
      throw invalid("until", `must be at most ${snoozeDaysMax} days ahead; a snooze always ends`);
    const { seq, until, ends, reason } = body;
    const { version, facts } = alert;
    const snooze = {
      ...{ seq, until, ends, version, by: initiatorOf(caller).id, reason },
      ...(facts.runId !== undefined && { runId: facts.runId }),
    };
    if (!isRepeated(alert.snooze, snooze)) {
      const entry = auditEntries.partOf(caller, {
        ...{ workspaceId, environmentId, resourceType: "alert", resourceId: key, action: "alert.snoozed" },
        metadata: { until, ends, reason },
      });
      if (!(await writeTogether(target, [alerts.snoozePart(alert, snooze), entry])))
        throw new ProblemError("revision_conflict", {
          detail: "The alert was closed or opened again after you read it. Read it again.",
        });
    }
    const names = await access.findEnvironmentNames(workspaceId, environmentId === null ? [] : [environmentId]);
    return { status: 200, body: alertAnswerOf({ ...alert, snooze }, names.get(environmentId ?? ""), now, locale) };
  });

/** Whether a person repeated their own snooze: its first answer was lost. */
function isRepeated(stored: Snooze | undefined, wanted: Snooze): boolean {
  const textOf = ({ seq, until, ends, by, reason }: Snooze) => JSON.stringify([seq, until, ends, by, reason]);
  return stored !== undefined && textOf(stored) === textOf(wanted);
}
