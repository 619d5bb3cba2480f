import type { Failure } from "../../run/run.ts";

/** Messages about items that were not restored; the code carries the exact reason. */
const messages: Readonly<Record<string, string>> = {
  "restore.version_missing": "The stored version of a policy is missing.",
  "restore.secret_values": "A policy holds secret values that a backup cannot contain; restore it by hand.",
  "restore.type_changed": "A policy is of another type at the provider now; restore it by hand.",
  "restore.changed_since_preview":
    "A policy was changed or deleted at the provider meanwhile and stays so; check it in a preview.",
  "restore.write_refused": "The provider rejected the backed-up version of a policy.",
  "restore.custom_settings_refused": "The provider refused custom settings (OMA-URI) written by an application.",
  "restore.not_taken_over": "The provider accepted a policy, but its content differs from the backup.",
  "restore.not_verified": "It is not verified whether a policy was changed: it could not be read back.",
  "restore.set_incomplete": "The backup set does not hold everything of a collection.",
  "restore.assignments_not_restored": "Assignments are not restored.",
  "restore.version_incomplete": "The stored version of a policy holds only some of its settings.",
  "restore.bound_to_other_item": "A policy was recreated under an id that is restored here as well.",
  "restore.same_name_under_another_id": "The provider holds another policy of this type and name.",
  "restore.provider_in_use": "Another restore is writing to the provider of this environment.",
  "restore.not_reached": "The restore timed out before it reached a policy.",
  "restore.policy_missing": "A policy does not exist at the provider; restore it first.",
  "restore.policy_exists": "A policy exists at the provider with another content; nothing was changed.",
  "restore.group_missing": "A group of the backup does not exist in the tenant.",
  "restore.filter_missing": "A filter of the backup does not exist in the tenant.",
  "restore.target_unknown": "A policy is assigned to something that cannot be restored.",
  "restore.targets_not_held": "The backup holds no assignments of a policy.",
  "restore.actions_not_held": "The backup holds no actions for noncompliance; those at the provider stay.",
  "restore.broadens": "A policy would reach all devices or all users, which was not allowed.",
  "promotion.group_unmapped": "A group of the source has no single counterpart in this tenant.",
  "promotion.filter_unmapped": "A filter of the source has no single counterpart in this tenant.",
  "promotion.scope_tag_unmapped": "A scope tag of the source has no single counterpart in this tenant.",
  "promotion.template_unmapped": "A message template of the source has no single counterpart in this tenant.",
  "restore.not_synced": "A policy changed after the last sync; sync the policies first.",
  "restore.delete_refused": "The provider refused to delete a policy.",
  "restore.not_deleted": "The provider accepted a deletion, but the policy still exists.",
  "plan.world_moved": "Not run: items changed since the plan. Nothing was written.",
  "plan.not_approved": "The plan has no standing approval for this run.",
  "plan.approval_lapsed": "The requester or the approver of the plan no longer has the right to do so.",
  "plan.unusable": "The plan is not the one that was approved.",
  "restore.cancelled": "The restore was cancelled.",
  "restore.proof_incomplete": "The restore is recorded as complete, but its items do not confirm it.",
  provider_throttled: "The provider is throttling requests.",
  provider_unreachable: "The provider did not respond.",
  provider_permission_denied: "The provider denied access: the permission is missing.",
};

/** The failure of a reason; a missing permission is named. */
export function failureOf(code: string, permission?: string): Failure {
  const message = messages[code] ?? "A policy was not restored.";
  return { code, message, ...(permission !== undefined && { about: { permission } }) };
}
