/** Texts of plans and their approval. `one` and `other` are plural forms. */
export const plans = {
  states: {
    planned: "Planned",
    requested: "Waits for approval",
    approved: "Approved",
    refused: "Refused",
    expired: "Expired",
    executed: "Executed",
    lapsed: "Lapsed",
    world_moved: "Outdated",
    over: "Ended",
  },
  /** Plans on which the reader may decide. */
  decisions: {
    due: { one: "{count} plan waits for your approval.", other: "{count} plans wait for your approval." },
    dueAtLeast: {
      one: "At least {count} plan waits for your approval.",
      other: "At least {count} plans wait for your approval.",
    },
    unread: "Not all plans were read.",
  },
  changes: { one: "{count} item is changed", other: "{count} items are changed" },
  headline: {
    planned: "{changes}. Nothing is changed before it is executed, within {left}.",
    requested: "{changes}. Another person decides within {left}.",
    requested_of_reader: "{changes}. Approve or refuse it within {left}.",
    approved: "{changes}. Approved by {decider}: execute it within {left}.",
    refused: "Refused by {decider}. Nothing was changed; make a new plan.",
    expired: "Expired. Nothing was changed; make a new plan.",
    executed: "A run executes this plan, or has executed it.",
    lapsed: "The requester or the approver no longer has the right. Nothing was changed; make a new plan.",
    world_moved: "Items changed since the plan. Nothing was changed; make a new plan.",
    over: "This plan cannot be executed. Make a new plan.",
  },
} as const;
