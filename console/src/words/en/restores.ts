type Names = Readonly<Record<string, string>>;

/** Restoring from a backup set, and the differences of documents. */
export const restores = {
  restore: {
    previewAll: (count: string) => `Preview restore of all ${count} policies`,
    previewSome: (count: string) =>
      count === "1" ? "Preview restore of 1 policy" : `Preview restore of ${count} policies`,
    previewMeans: "Select policies, or none to restore all. The preview changes nothing.",
    tooMany: (max: string) => `Select at most ${max} policies, or none to restore all.`,
    preparing: "The preview is being created",
    preparingMeans: "Each policy is read from the provider. This page shows the result by itself.",
    running: "The restore is running",
    totals: {
      create: "Create",
      update: "Change",
      delete: "Delete",
      unchanged: "Unchanged",
      manualRequired: "By hand",
    } as Names,
    results: {
      applied: "Applied",
      skipped: "Skipped",
      failed: "Not applied",
      notVerified: "Not verified",
      manualRequired: "By hand",
    } as Names,
    nothing: (count: string) => `Nothing to restore: all ${count} policies already match.`,
    carryingOut: "Carrying out this restore",
    carryOut: "Carry out restore",
    carryOutCount: (count: string) => (count === "1" ? "Change 1 policy" : `Change ${count} policies`),
    consequence: (create: string, update: string, environment: string, connection: string) =>
      `The restore ${changes(create, update)} in ${environment}, through ${connection}.`,
    overwrites: "Settings made there since the backup are overwritten. Assignments are not restored.",
    confirmName: (name: string) => `Type the environment's name to confirm: ${name}`,
    again: (count: string) => (count === "1" ? "Restore 1 policy again" : `Restore ${count} policies again`),
    incomplete: (collections: string) => `The backup does not contain these collections completely: ${collections}.`,
    differencesOf: (name: string) => `Show differences: ${name}`,
    backup: "Backup",
    atProvider: "At the provider",
    previousPolicy: "Previous policy",
    nextPolicy: "Next policy",
  },
  changeSet: {
    carryOut: { assign: "Assign policies", delete: "Delete policies", promote: "Promote policies" } as Names,
    deleteCount: (count: string) => (count === "1" ? "Delete 1 policy" : `Delete ${count} policies`),
    consequence: {
      assign: (count, environment, connection) =>
        `This replaces all assignments of ${policies(count)} in ${environment}, through ${connection}.`,
      delete: (count, environment, connection) =>
        `This deletes ${policies(count)} in ${environment}, through ${connection}.`,
      promote: (count, environment, connection) =>
        `This creates or overwrites ${policies(count)} in ${environment}, through ${connection}.`,
    } as Readonly<Record<string, (count: string, environment: string, connection: string) => string>>,
    warning: {
      promote: "The assignments of these policies are replaced as shown. Groups are never created.",
      assign: "Assignments made there since the backup are removed.",
      delete: "The provider keeps no copy. The last synced version stays here and can be restored without assignments.",
    } as Names,
    reach: (groups: string, members: string) => `Groups concerned: ${groups}, with ${members} members.`,
    uncounted: (count: string) => `Members of ${count} groups are unknown.`,
    broadens: (targets: string) => `Newly reached: ${targets}.`,
  },
  policyTable: {
    find: "Find policies",
    anyOutcome: "Any outcome",
    outcome: "Outcome",
    matches: (count: string) => (count === "1" ? "1 match" : `${count} matches`),
    none: "No policy matches this filter.",
    clear: "Clear filter",
    selectAll: "Select all policies of this page",
    select: (name: string) => `Select ${name}`,
    selection: "Policy selection",
  },
  policy: {
    versions: "Versions",
    seen: "First seen",
    current: "current",
    first: "First stored version",
    compare: "Compare with the version before",
    snapshot: "Take snapshot",
    document: "Document",
    before: "Version before",
    after: "This version",
  },
  evidence: {
    completeness: "Completeness",
    read: "Read",
    readAt: "Read at",
    whole: "Complete",
    partial: "Partial",
    differences: "Differences from the snapshot before",
    noEarlier: "No earlier snapshot still holds its policies.",
    same: "No policy differs.",
    change: "Change",
  },
  diff: {
    value: "Value",
    noMatch: "No setting matches this filter.",
    setting: "Setting",
    sideBySide: "Side by side",
    inline: "Inline",
    view: "View",
    find: "Find settings",
    next: "Next difference",
    previous: "Previous difference",
    keys: "Keys: n next, p previous difference",
    unchanged: (count: string) => (count === "1" ? "1 unchanged setting" : `${count} unchanged settings`),
    nothing: "No setting differs.",
    notComparable: "The documents cannot be compared: one of them is not stored.",
    counts: (changed: string, added: string, removed: string) =>
      `${changed} changed, ${added} added, ${removed} removed`,
    unverifiable: (count: string) =>
      count === "1" ? "1 secret cannot be compared." : `${count} secrets cannot be compared.`,
    order: "Order",
    absent: "Not set",
    secret: "Secret, not stored",
    cut: "Shortened",
    changes: {
      added: "Added",
      removed: "Removed",
      changed: "Changed",
      unverifiable: "Cannot be compared",
      unchanged: "Unchanged",
    } as Names,
  },
};

const policies = (count: string) => (count === "1" ? "1 policy" : `${count} policies`);

/** What a restore does, without the part that it does not do. */
function changes(create: string, update: string): string {
  if (create === "0") return `changes ${policies(update)}`;
  if (update === "0") return `creates ${policies(create)}`;
  return `creates ${policies(create)} and changes ${policies(update)}`;
}
