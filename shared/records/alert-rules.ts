import * as z from "zod";
import type { StoreTarget } from "../ledger/store.ts";
import type { AuditWrite } from "../ledger/write-together.ts";
import { ruleCauses } from "../run/alert-states.ts";
import { createNamedSettings, type SettingWritten } from "./named-settings.ts";

/** Rules of one workspace. */
export const alertRulesMax = 50;
/** Days for which a removed rule or channel is kept. */
export const endedSettingDays = 30;

const person = z.object({ id: z.string(), name: z.string() });

/** What becomes an alert, and which channels it is sent to. */
const alertRule = z.object({
  id: z.string(),
  name: z.string(),
  /** Causes of a newer release are left out: only that release knows them. */
  causes: z
    .array(z.string())
    .transform((causes) => ruleCauses.filter((cause) => causes.includes(cause)))
    .pipe(z.array(z.enum(ruleCauses))),
  environments: z.union([z.literal("all"), z.array(z.string())]),
  /** How long the cause must last, in seconds, before the alert opens. */
  afterSeconds: z.int().nonnegative(),
  channelIds: z.array(z.string()),
  /** The number of changes. */
  rev: z.int(),
  changedBy: person,
  changedAt: z.string(),
});
export type AlertRule = z.infer<typeof alertRule>;
export type AlertRuleFields = Omit<AlertRule, "id" | "rev">;

/** The alert rules of a workspace. Each change is stored with its audit entry. */
export function createAlertRules(target: StoreTarget) {
  const settings = createNamedSettings<AlertRule>(target, {
    ...{ prefix: "ALERTRULE#", book: "ALERTRULES", max: alertRulesMax, keptDays: endedSettingDays },
    ...{ schema: alertRule, isSame },
  });
  return {
    find: settings.find,
    findAny: settings.findAny,
    remove: settings.remove,

    /** All rules, eventually consistent; not whole when some were not read. */
    async list(workspaceId: string): Promise<{ readonly rules: readonly AlertRule[]; readonly isWhole: boolean }> {
      const { items, isWhole } = await settings.listItems(workspaceId);
      const { stored: rules, isWhole: areRead } = settings.readAll(items);
      return { rules, isWhole: isWhole && areRead };
    },

    create: (workspaceId: string, id: string, fields: AlertRuleFields, beside: AuditWrite) =>
      settings.create(workspaceId, { ...fields, id, rev: 1 }, beside),

    /** Replaces the fields of a rule, from the revision that the person saw. */
    replace: (workspaceId: string, id: string, rev: number, fields: AlertRuleFields, beside: AuditWrite) =>
      settings.replace(workspaceId, { ...fields, id, rev: rev + 1 }, beside),
  };
}
export type AlertRules = ReturnType<typeof createAlertRules>;
export type AlertRuleWritten = SettingWritten<AlertRule>;

function isSame(a: AlertRule, b: AlertRule): boolean {
  const textOf = ({ name, causes, environments, afterSeconds, channelIds, changedBy }: AlertRule) =>
    JSON.stringify([name, causes, environments, afterSeconds, channelIds, changedBy.id]);
  return textOf(a) === textOf(b);
}
