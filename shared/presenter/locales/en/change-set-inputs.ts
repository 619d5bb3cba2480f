/** Fields of every operation that executes a preview. */
const previewFields = {
  dryRun: {
    title: "Preview only",
    description: "Shows what would change; nothing is written to the provider.",
  },
  restoreRunId: { title: "Preview to execute", description: "The preview whose changes are made exactly as shown." },
  planDigest: { title: "Digest of the preview", description: "The digest that the reviewed preview shows." },
  confirmation: { title: "Confirmation", description: "The name of the environment." },
} as const;

/** Labels and descriptions of the input fields of change sets, by operation. */
export const changeSetInputs = {
  "restore.execute": {
    backupSetId: { title: "Backup set", description: "The set to restore from." },
    policyIds: {
      title: "Policies",
      description: "Ids of the policies to restore, at most 100. Default: the whole set.",
    },
    ...previewFields,
  },
  "assignments.restore": {
    backupSetId: { title: "Backup set", description: "The set to restore assignments from." },
    policyIds: { title: "Policies", description: "At most 100 policies. Default: the whole set." },
    groupMap: {
      title: "Replaced groups",
      description: "Groups of this tenant by the id of the group in the backup, as a JSON object.",
    },
    allowBroaden: {
      title: "Allow all devices and all users",
      description: "Policies may reach all devices or all users that they do not reach now.",
    },
    ...previewFields,
  },
  "promotion.execute": {
    sourceEnvironmentId: {
      title: "Source environment",
      description: "The environment to copy from. Its policies become visible to members of this environment.",
    },
    policyIds: {
      title: "Policies",
      description: "Ids of policies of the source, at most 100. Default: the whole baseline.",
    },
    baselineSnapshotId: {
      title: "Baseline",
      description: "A captured baseline of the source. Default: the policies as last synced.",
    },
    groupMap: {
      title: "Groups",
      description:
        "Groups of this tenant by the id of the group in the source, as a JSON object. Default: by exact name.",
    },
    filterMap: {
      title: "Filters",
      description: "Filters of this tenant by the id of the filter in the source. Default: by exact name.",
    },
    scopeTagMap: {
      title: "Scope tags",
      description: "Scope tags of this tenant by the id of the tag in the source. Default: by exact name.",
    },
    templateMap: {
      title: "Message templates",
      description: "Message templates of this tenant by the id of the template in the source. Default: by exact name.",
    },
    policyMap: {
      title: "Policies to update",
      description: "Policies of this tenant by the id of the policy in the source. Others are created.",
    },
    allowBroaden: {
      title: "Allow all devices and all users",
      description: "Policies may reach all devices or all users that they do not reach now.",
    },
    ...previewFields,
  },
  "policy.delete": {
    policyIds: { title: "Policies", description: "The policies to delete at the provider, at most 100." },
    ...previewFields,
  },
};
