import type { Access } from "../../shared/access/access-store.ts";
import { type Member, sees } from "../../shared/access/member.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { Item } from "../../shared/ledger/item.ts";
import type { AlertChannels } from "../../shared/records/alert-channels.ts";
import type { AlertRules } from "../../shared/records/alert-rules.ts";
import type { SettingWritten } from "../../shared/records/named-settings.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import type { Caller } from "../middleware/caller.ts";
import { invalid, notFound, ProblemError } from "../middleware/errors.ts";
import { changesOf } from "./changes.ts";

export interface AlertSettingsDependencies {
  readonly access: Access;
  readonly rules: AlertRules;
  readonly channels: AlertChannels;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The deployment name, which is part of the name of every secret. */
  readonly deployment: string;
  /** Whether this deployment has a sender of mail. */
  readonly sendsMail: boolean;
}

/** Every listed environment must exist and be visible to the person. */
export async function needEnvironments(access: Access, member: Member, environments: "all" | readonly string[]) {
  if (environments === "all") return;
  const known = await access.findEnvironmentNames(member.workspace.id, environments);
  if (environments.every((id) => known.has(id) && sees(member, id))) return;
  throw invalid("environments", "names an environment that does not exist; list the environments for their ids");
}

/** The audit entry of a change, with what it replaced. */
export const writtenEntry =
  (
    { auditEntries }: Pick<AlertSettingsDependencies, "auditEntries">,
    caller: Caller,
    member: Member,
    {
      resourceType,
      resourceId,
      fields,
    }: { resourceType: "alert_rule" | "alert_channel"; resourceId: string; fields: Item },
  ) =>
  (isNew: boolean, before?: Item) =>
    auditEntries.partOf(caller, {
      ...{ workspaceId: member.workspace.id, environmentId: null, resourceType, resourceId },
      action: `${resourceType}.written`,
      metadata: { ...fields, isNew, changes: changesOf(before && pick(before, fields), fields) },
    });

const pick = (before: Item, fields: Item): Item =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, before[name] ?? null]));

/** The stored setting, or the problem that the person has to solve. */
export function settingOr<Stored>(done: SettingWritten<Stored>, max: number): Stored {
  switch (done.result) {
    case "written":
      return done.stored;
    case "absent":
      throw notFound();
    case "conflict":
      throw new ProblemError("revision_conflict", {
        detail: "It was changed after you read it. Read it again and repeat your change.",
      });
    case "name_taken":
      throw invalid("name", "is in use already; choose another one");
    case "full":
      throw new ProblemError("limit_reached", { detail: `A workspace has at most ${max} of them; end one first.` });
    default:
      return done satisfies never;
  }
}
