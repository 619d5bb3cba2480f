/** The names under which other systems hear of an ended run; their rules match on them, so they are contract. */
export const completedEvent = { source: "runtruth", detailType: "operation-run.completed" } as const;
