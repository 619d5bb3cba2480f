/**
 * Failure texts by code. Unknown codes use `other`; the stored message is for diagnostics.
 */
export const failures = {
  "queue.dispatch_failed": "The run could not be queued.",
  "run.stale_queued": "The work did not start within its expected window.",
  "run.stale_running": "The work did not finish within its expected window.",
  "run.infrastructure_timeout_or_abandonment": "The run did not end within 24 hours.",
  "run.queue_failure_bridge": "The last delivery attempt failed.",
  "run.adapter_out_of_sync": "Stored records contradict this run.",
  "run.handler_failed": "The work stopped with an error.",
  "run.handover_limit": "The run exceeded its continuation limit.",
  "run.further_failures": "Further items failed.",
  provider_connection_invalid: "The provider connection is missing or not valid.",
  provider_connection_disabled: "The provider connection is disabled.",
  provider_consent_missing: "Provider consent is missing. Grant it, then check the connection again.",
  provider_permission_denied: "The provider does not permit this.",
  provider_credential_missing:
    "The provider connection's secret is missing or unreadable. Create or restore it, grant access, then check the connection.",
  provider_secret_not_allowed:
    "The provider connection names a secret outside its environment; store the secret under an allowed name and update the connection.",
  provider_auth_failed: "The provider rejected the sign-in.",
  provider_throttled: "The provider is throttling requests.",
  provider_unreachable: "The provider could not be reached.",
  provider_response_invalid: "The provider returned an invalid response.",
  "policy_sync.items_failed": "Some policies could not be synced.",
  policy_invalid: "A policy cannot be read and was left out.",
  policy_id_missing: "A policy without a usable id was left out.",
  policy_id_duplicate: "Two policies have one id; the second was left out.",
  policy_id_taken: "A policy of another collection has the same id; this one was left out.",
  policy_too_large: "A policy is larger than can be stored and was left out.",
  "evidence.no_synced_policies": "Nothing has been synced yet; sync the policies first.",
  "review_compose.no_evidence": "There is no evidence to review; generate it first.",
  "review_compose.duplicate_unrecoverable": "Another review of the same evidence exists.",
  "review_compose.several_usable_reviews": "Several reviews match this run. Manual review is required.",
  "review_compose.lineage_ambiguous": "It is not clear which review followed this one.",
  "review_compose.review_failed": "The review could not be composed.",
  "review_compose.review_archived": "The review is archived and is no longer a result.",
  "backup.no_synced_policies": "Nothing has been synced yet; sync the policies first.",
  "backup.items_failed": "Some policies could not be backed up.",
  "backup.source_incomplete":
    "Some collections were not read completely, so the backup does not hold everything. Run a policy sync, then take the backup again.",
  "backup.policy_missing": "A requested policy has not been synced.",
  "backup.taken_by_later_run": "A later operation took over this backup set.",
  "restore.partial_items": "Some policies were not restored.",
  "restore.failed": "The restore did not complete.",
  "restore.cancelled": "The restore was cancelled.",
  "restore.proof_incomplete": "The restore is recorded as complete, but its items do not confirm it.",
  "restore.preview_unusable": "The preview can no longer be executed. Create a new preview.",
  "restore.items_unreadable": "The items of the restore cannot be read.",
  "restore.not_reached": "The restore timed out before it reached a policy.",
  "restore.version_missing": "The stored version of a policy is missing.",
  "restore.secret_values": "A policy holds secret values that a backup cannot contain; restore it by hand.",
  "restore.type_changed": "A policy is of another type at the provider now; restore it by hand.",
  "restore.changed_since_preview":
    "A policy was changed or deleted at the provider meanwhile and stays so; check it in a preview.",
  "restore.write_refused": "The provider rejected the backed-up version of a policy.",
  "restore.not_verified":
    "Not verified whether the policy was changed: it could not be read back. Check it at the provider, then preview again.",
  "restore.custom_settings_refused":
    "The provider refused the custom settings (OMA-URI) of the policy. Check the permission to write; some tenants accept them only from a signed-in administrator.",
  "restore.not_taken_over": "The provider accepted a policy, but its content differs from the backup.",
  initiator_missing: "The person who started this run is not recorded.",
  initiator_not_entitled: "The person who started this run no longer has access to its environment.",
  missing_capability: "The person who started this run no longer has the required permission.",
  "run.cancelled_by_operator": "An operator cancelled the run.",
  "run.cancelled_by_platform": "A platform operator cancelled the run.",
  "run.cancel_unconfirmed": "It is not confirmed that the work stopped; it may have changed more than is recorded.",
  provider_not_found:
    "The requested address does not exist at the provider. Check the API version in the base URL of the connection.",
  provider_redirected:
    "The provider redirected the request, which is never followed. Check the base URL of the connection.",
  provider_page_foreign:
    "The provider named a next page at another origin. The rest was not read; check for a proxy that rewrites addresses.",
  provider_pages_circular: "The provider's pages repeat in a loop. The rest was not read; sync again later.",
  provider_document_incomplete: "The provider did not send the whole policy. Sync or restore it again later.",
  "policy_sync.removals_not_checked":
    "The list was incomplete, so removed policies were not detected. Policies shown as present may be gone.",
  "policy_sync.suddenly_empty":
    "The provider holds no policies any more. Nothing was marked as removed; check the provider, then sync again and accept the empty result.",
  policy_document_incomplete:
    "The provider did not send all settings of this policy. It was left out; sync again later.",
  "restore.set_incomplete":
    "The backup set does not hold everything of this collection, so not everything was restored.",
  "restore.version_incomplete":
    "The backup holds only some of the settings of this policy. It was left as it is; back it up again.",
  "restore.bound_to_other_item":
    "An earlier restore recreated this policy under another id, which is restored here as well. It was left out.",
  "restore.same_name_under_another_id":
    "The provider holds another policy of this type and name. It was left out, because restoring it would create a second one.",
  "restore.provider_in_use":
    "Another restore writes to the provider of this environment, or wrote between two parts of this one. Start this one again when it has ended.",
  "restore.policy_missing":
    "The policy does not exist at the provider. Restore the policy first, then its assignments.",
  "restore.policy_exists":
    "The policy exists at the provider with another content. Nothing was changed; restore it from a backup instead.",
  "restore.group_missing":
    "A group of the backup does not exist in the tenant. Name a group that takes its place, or assign the policy by hand.",
  "restore.filter_missing":
    "A filter of the backup does not exist in the tenant. Create it, or assign the policy by hand.",
  "restore.target_unknown": "The policy is assigned to something that cannot be restored. Assign it by hand.",
  "restore.targets_not_held":
    "The backup holds no assignments of the policy. Remove them by hand if it should have none.",
  "restore.actions_not_held":
    "The backup holds no actions for noncompliance. Those at the provider stay; a policy that is gone must be created by hand.",
  "restore.broadens":
    "The policy would reach all devices or all users. Preview again and allow that, or assign it by hand.",
  "restore.not_synced":
    "The policy changed after the last sync, so its latest version is not stored. Sync the policies, then preview again.",
  "restore.delete_refused": "The provider refused to delete the policy.",
  "restore.not_deleted": "The provider accepted the deletion, but the policy still exists.",
  "restore.already_gone": "The policy does not exist at the provider any more.",
  "restore.secrets_not_held":
    "The stored version lacks the secret values of this policy, so it can only be recreated by hand.",
  "restore.assignments_not_restored":
    "Assignments are not restored. A recreated policy has no effect until you assign it.",
  "promotion.source_missing":
    "The source environment no longer has what was to be promoted. Sync its policies, then preview again.",
  "promotion.group_unmapped":
    "A group of the source has no single group of the same name here. Name one, or sync the groups of both environments.",
  "promotion.filter_unmapped":
    "A filter of the source has no single filter of the same name here. Name one, or create it.",
  "promotion.scope_tag_unmapped":
    "A scope tag of the source has no single tag of the same name here. Name one, or create it.",
  "promotion.template_unmapped":
    "A message template of the source has no single template of the same name here. Name one, create it, or sync the inventory of the source.",
  "promotion.actions_unmapped":
    "The actions for noncompliance refer to message templates or groups of the source. Create the policy by hand.",
  provider_not_licensed: "The tenant has no licence for this. It was not read.",
  provider_position_expired: "The provider discarded the position in a list. Start the run again.",
  "records.not_confirmed": "The stored result differs from what was written. Start the run again.",
  "directory.count_differs":
    "The provider counts a different number of objects than its list contains. Sync again later.",
  "directory.definitions_missing": "Role assignments refer to role definitions that the provider did not return.",
  "baseline.profile_missing": "The baseline profile or its baseline is missing. Capture the baseline first.",
  "baseline.source_incomplete":
    "The last policy sync did not read everything, so a baseline would have gaps. Sync the policies, then capture again.",
  "baseline.source_stale": "The last policy sync is too old. Sync the policies, then start this again.",
  "baseline.no_policies": "Policies of the baseline profile are not synced. Change its selection or sync the policies.",
  "baseline.not_taken_over": "The stored baseline differs from what was captured. Capture it again.",
  "baseline.nothing_matched":
    "No policy of the baseline was found here, so nothing was compared. Check the environment and the profile.",
  "baseline.policies_unreadable":
    "Some policies were not read whole, so their findings were not updated. Sync the policies, then compare again.",
  "schedule.start_refused":
    "The scheduled start was interrupted, and the work could not start later. Check the schedule's owner and input.",
  "baseline.too_many_findings": "There are too many findings to work through. Capture a baseline that fits.",
  "assignments.no_policies": "None of the chosen policies is synced. Sync the policies, then start this again.",
  policy_absent: "The policy does not exist at the provider any more. Sync the policies.",
  "backup.schedule_missing": "The backup schedule does not exist any more.",
  "backup.retention_unconfirmed": "Fewer complete backups are left than must be kept. Check the archive.",
  "held.not_archived": "It is not archived, so it stays.",
  "plan.next": "The plan is full. Make another plan for the rest.",
  "plan.missing": "This operation changes nothing without a plan. Make a plan and execute it.",
  "plan.unusable": "The plan was executed, changed or withdrawn since it was reviewed. Make a new plan.",
  "plan.items_left": "Some items of the plan were left as they are.",
  "plan.changed_since": "An item was changed after the plan. It was left as it is; make a new plan.",
  "plan.world_moved": "Not run: items changed since the plan. Nothing was changed; make a new plan.",
  "plan.not_approved": "The plan has no standing approval for this run. Request it, or make a new plan.",
  "plan.approval_lapsed": "The requester or the approver no longer has the right to do so. Make a new plan.",
  "plan.not_reached": "The run timed out before it reached an item. Make a new plan.",
  "held.current": "It is the current version of a policy, so it stays.",
  "held.history": "It belongs to the history of a policy, so it stays.",
  "held.backup": "A backup set contains it, so it stays.",
  "held.kept": "Another operation keeps it, so it stays.",
  "held.restore": "A restore of this set has not ended. Make a new plan when it has.",
  "records.in_use": "Another run is working on this record, or it was deleted. Try again when that run has ended.",
  "records.not_archived": "The record is not in the archive. Archive it first.",
  "policy_export.no_policies": "None of the chosen policies is synced any more. Sync the policies.",
  "policy_export.documents_missing":
    "The stored document of a policy is gone. Sync the policies and export them again.",
  "policy_export.too_large": "The file would be larger than 64 MB. Export fewer policies.",
  "policy_export.not_confirmed": "The stored file differs from what was written. Export the policies again.",
  "alert.target_not_allowed":
    "The target of the channel is not on the public internet. Enter an https address with a public host name.",
  "alert.target_refused": "The target of the channel rejected the message. Check its address and its secret.",
  "alert.target_gone": "The target of the channel no longer exists. Enter its new address.",
  "alert.target_throttled": "The target of the channel accepts fewer messages than are sent.",
  "alert.target_unreachable": "The target of the channel did not answer.",
  "alert.mail_refused":
    "The mail service rejected the message. Check the recipients, and that the sender and a sandboxed account's recipients are verified in SES.",
  "alert.mail_not_set_up": "This deployment sends no mail. Ask its administrator to set a sender.",
  "alert.channel_removed": "The channel was removed before its test was sent. Acknowledge the run.",
  "alert.secret_unusable":
    "The secret of the channel is missing or has the wrong form. Store it under the name that the channel shows.",
  "wave.targets_failed": "Not every target succeeded. Each failed target is an issue of its own.",
  "wave.targets_not_started": "Targets could not be started. The list of targets states the cause of each.",
  "wave.stopped": "The stop rule was met. The remaining targets were not started.",
  "wave.deadline": "The time limit of 16 hours was reached. The remaining targets were not started.",
  "review_pack.review_not_ready":
    "The review is neither ready nor published. Compose it again, then generate the pack.",
  "review_pack.evidence_expired":
    "The evidence of the review has expired or is incomplete. Generate evidence, compose a review, then generate the pack.",
  "review_pack.too_large": "The pack would be larger than 64 MB. Generate it without documents.",
  "review_pack.not_confirmed": "The stored pack differs from what was written. Generate it again.",
  other: "An unexpected error occurred.",
} as const;

/** The object of a failure, shown before its text. */
export const failureObjects = {
  policy: 'Policy "{name}" ({id}) in {collection}',
  policyById: "Policy {id} in {collection}",
  policyByName: 'Policy "{name}" in {collection}',
  item: '"{name}"',
  collection: "Collection {collection}",
  run: "Run {run}",
  permission: "The application permission {permission} is missing. Grant it, then start the run again.",
  status: "(HTTP {status})",
  answered: "({host} answered HTTP {status})",
} as const;
