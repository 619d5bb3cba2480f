import * as z from "zod";
import type { RecordKind } from "../contract/records.ts";
import { derivePolicyPresence, type PolicyPresence } from "../derived/policy-presence.ts";
import type { Tone } from "../run/verdicts.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

type Label = keyof Words["surfaces"]["records"];
type Badge = readonly [Label, Tone];

const record = z.looseObject({
  status: z.string().optional(),
  isEnabled: z.boolean().optional(),
  consentStatus: z.string().optional(),
  verificationStatus: z.string().optional(),
  removedAt: z.string().optional(),
  lastSeenAt: z.string().optional(),
  active: z.looseObject({}).optional(),
  acceptance: z.looseObject({ until: z.string() }).optional(),
  archivedAt: z.string().optional(),
  purgedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  /** Of a permission report; the content of other kinds has another form. */
  content: z
    .looseObject({ missing: z.array(z.unknown()) })
    .optional()
    .catch(undefined),
});
type Facts = z.infer<typeof record>;

const unknown: Badge = ["unknown", "neutral"];

/** Badges of the kinds with a status of their own. */
const byStatus: Readonly<Record<string, Badge>> = {
  draft: ["preparing", "info"],
  scoped: ["preparing", "info"],
  checked: ["preparing", "info"],
  queued: ["preparing", "info"],
  generating: ["preparing", "info"],
  building: ["preparing", "info"],
  running: ["preparing", "info"],
  planning: ["preparing", "info"],
  executing: ["preparing", "info"],
  previewed: ["preview_ready", "success"],
  ready: ["ready", "success"],
  active: ["active", "success"],
  published: ["published", "success"],
  completed: ["completed", "success"],
  complete: ["completed", "success"],
  partial: ["partial", "warning"],
  incomplete: ["partial", "warning"],
  failed: ["failed", "danger"],
  cancelled: ["cancelled", "neutral"],
  superseded: ["superseded", "neutral"],
  expired: ["expired", "neutral"],
  archived: ["archived", "neutral"],
  present: ["present", "success"],
  unread: ["unchecked", "warning"],
};
const statuses = new Map(Object.entries(byStatus));

const byPresence: Record<PolicyPresence, Badge> = {
  present: ["present", "success"],
  removed: ["gone", "neutral"],
  unchecked: ["unchecked", "neutral"],
};

const badges: Partial<Record<RecordKind, (facts: Facts, now: Date) => Badge>> = {
  "provider-connections": connectionBadge,
  policies: (facts, now) => byPresence[derivePolicyPresence(facts, now)],
  "baseline-profiles": ({ active }) => (active === undefined ? ["not_captured", "neutral"] : ["captured", "success"]),
  "drift-findings": findingBadge,
  "permission-reports": reportBadge,
  plans: planBadge,
  "backup-schedules": ({ isEnabled }) => (isEnabled === true ? ["enabled", "success"] : ["disabled", "neutral"]),
};

/** An acceptance that is over holds no longer, also before the next comparison says so. */
function findingBadge({ status, acceptance }: Facts, now: Date): Badge {
  if (status === "resolved") return ["resolved", "success"];
  const isAccepted = status === "accepted" && acceptance !== undefined && Date.parse(acceptance.until) > now.getTime();
  if (isAccepted) return ["accepted", "neutral"];
  return status === "open" || status === "accepted" ? ["deviates", "warning"] : unknown;
}

/** A whole report about a tenant without a permission is no good news. */
function reportBadge({ status, content }: Facts): Badge {
  const badge = statuses.get(status ?? "") ?? unknown;
  return badge[0] === "completed" && content !== undefined && content.missing.length > 0
    ? ["permission_missing", "warning"]
    : badge;
}

/** What is archived or deleted is no longer judged by its result. */
function archiveBadge({ archivedAt, purgedAt }: Facts): Badge | undefined {
  if (purgedAt !== undefined) return ["purged", "neutral"];
  return archivedAt === undefined ? undefined : ["archived", "neutral"];
}

/** A plan that is not executed in time can only be made again. */
function planBadge({ status, expiresAt }: Facts, now: Date): Badge {
  if (status !== "planned") return statuses.get(status ?? "") ?? unknown;
  const isOver = expiresAt !== undefined && Date.parse(expiresAt) < now.getTime();
  return isOver ? ["expired", "neutral"] : ["plan_ready", "success"];
}

/** The badge of a record. An unknown status is never shown as healthy. */
export function recordStateOf(kind: RecordKind, stored: unknown, locale: Locale, now: Date) {
  const facts = record.parse(stored);
  const [label, tone] =
    archiveBadge(facts) ?? badges[kind]?.(facts, now) ?? statuses.get(facts.status ?? "") ?? unknown;
  return { label: wordsOf(locale).surfaces.records[label], tone };
}

/** The state of a stored provider connection. */
export const connectionLabelOf = (stored: unknown): Label => connectionBadge(record.parse(stored))[0];

/** Lifecycle, consent and verification are separate facts (spec 188); the first one that requires action is shown. */
function connectionBadge({ isEnabled, consentStatus, verificationStatus }: Facts): Badge {
  if (isEnabled !== true) return ["disabled", "neutral"];
  if (consentStatus !== "granted" && consentStatus !== "unknown") return ["consent_missing", "warning"];
  if (verificationStatus === "healthy")
    return consentStatus === "granted" ? ["healthy", "success"] : ["unchecked", "neutral"];
  if (verificationStatus === "degraded") return ["impaired", "warning"];
  return verificationStatus === "blocked" || verificationStatus === "error"
    ? ["unhealthy", "danger"]
    : ["unchecked", "neutral"];
}
