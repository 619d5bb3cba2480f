/** Whether an environment is as promised. */
export const cellStates = ["broken", "due_soon", "unknown", "kept"] as const;
export type CellState = (typeof cellStates)[number];

/** Why a state is unknown. */
export const unknownReasons = ["not_readable", "never_proven_yet", "not_effective_yet", "excepted"] as const;
export type UnknownReason = (typeof unknownReasons)[number];
