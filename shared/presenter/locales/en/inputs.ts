/** What a start can be told, by operation and field: its name, and what comes of it. */
export const inputs = {
  "provider.connection.check": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to check; the environment's default one when left out.",
    },
  },
  "policy.sync": {
    providerConnectionId: {
      title: "Connection",
      description: "The connection to go through; the environment's default one when left out.",
    },
    acceptEmpty: {
      title: "Accept an empty result",
      description: "Marks all stored policies as removed when the provider holds none any more.",
    },
  },
  "environment.review.compose": {
    evidenceSnapshotId: {
      title: "Evidence snapshot",
      description: "The active snapshot to review; the environment's own when left out.",
    },
  },
  "backup_set.update": {
    backupSetId: { title: "Backup set", description: "The set to bring up to date; a new one when left out." },
    name: { title: "Name", description: "What people call the set." },
    policyIds: {
      title: "Policies",
      description: "Ids of the policies to take, at most 100; every synced policy when left out.",
    },
  },
  "restore.execute": {
    backupSetId: { title: "Backup set", description: "The set to restore from." },
    policyIds: {
      title: "Policies",
      description: "Ids of the policies to restore, at most 100; the whole set when left out.",
    },
    dryRun: {
      title: "Only preview",
      description: "Shows what would change; nothing is written to the provider.",
    },
    restoreRunId: {
      title: "Preview to carry out",
      description: "The preview whose changes are made, exactly as it showed them.",
    },
  },
} as const;
