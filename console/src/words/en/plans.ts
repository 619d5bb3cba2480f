type Names = Readonly<Record<string, string>>;

/** Plans of destructive work, and the archive of records. */
export const plans = {
  plan: {
    make: "Make plan",
    items: "Items of the plan",
    item: "Item",
    action: "Plan",
    result: "Result",
    actions: { purge: "Delete permanently", archive: "Archive", keep: "Keep" } as Names,
    results: { done: "Done", left: "Left as it is", failed: "Failed" } as Names,
    reasons: {
      "plan.changed_since": "Changed since the plan",
      "records.not_confirmed": "Not confirmed by a second read",
      "held.current": "It is the current version of a policy",
      "held.history": "It belongs to the history of a policy",
      "held.backup": "A backup set holds it",
      "held.kept": "A person or an operation keeps it",
    } as Names,
    execute: "Execute plan",
    executeCount: (count: string) => (count === "1" ? "Execute 1 change" : `Execute ${count} changes`),
    consequence: (count: string) => (count === "1" ? "1 item is changed." : `${count} items are changed.`),
    cannotBeUndone: "This cannot be undone. Copies remain in point-in-time recovery of the table for up to 35 days.",
    confirmName: (name: string) => `Type this name to confirm: ${name}`,
    validUntil: (until: string) => `The plan can be executed until ${until}.`,
    awaited: "Plan",
    archive: "Archive",
    unarchive: "Take back from the archive",
    purge: "Delete permanently",
  },
};
