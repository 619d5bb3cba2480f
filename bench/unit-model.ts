/** The designed cost of a run: the maximum of ledger units, dispatch units and calls, independent of the machine. */
export interface Cost {
  readonly write: number;
  readonly read: number;
  readonly calls: number;
  readonly why: string;
}

/**
 * The unit model per scenario. A run costs a unit for its item, one for each index it enters, one for each write of its
 * item, and two where an index entry moves. The half unit of a success is one read of the open problems that it may
 * supersede. Half units are eventually consistent reads.
 */
export const unitModel: Readonly<Record<string, Cost>> = {
  success: {
    write: 12,
    read: 0.5,
    calls: 7,
    why: "identity 1, run 1 + 4 indexes, sent 1, claim 1, end 1 + 2 indexes, success 1",
  },
  "later run of the same identity": {
    write: 13,
    read: 1.5,
    calls: 9,
    why: "the identity is refused 1, then handed on 1; one look at the run it named",
  },
  "start of what already runs": {
    write: 1,
    read: 1,
    calls: 2,
    why: "a refused write and one look at the run that is named instead",
  },
  "start with a key": { write: 13, read: 0.5, calls: 8, why: "a success, and the key 1" },
  "same key again": { write: 0, read: 2, calls: 2, why: "the key and the run it stands for" },
  failure: {
    write: 13,
    read: 1,
    calls: 6,
    why: "the entries in open and due move instead of going: 2 more; no success 1 less",
  },
  "failure, then the success that supersedes it": {
    write: 28,
    read: 3,
    calls: 17,
    why: "13, then 13 of a later run, then the problem leaves the open list 2",
  },
  "delivered twice, then success": { write: 13, read: 0.5, calls: 8, why: "one more claim" },
  "every delivery fails, ended by the bridge": {
    write: 17,
    read: 2,
    calls: 10,
    why: "three claims instead of one, and the end is on record in the audit 1",
  },
  "worker dies, success proven by the sweep": {
    write: 15,
    read: 18,
    calls: 43,
    why: "the end is on record in the audit 1, the sweep that changed something 2; its look at all shards",
  },
  "long run, re-armed once by the sweep": { write: 15, read: 18, calls: 42, why: "a success, and one move in due 3" },
  "never taken up, closed by the sweep": {
    write: 15,
    read: 18.5,
    calls: 41,
    why: "no claim; the entries move 4, audit 1, the sweep's own record 2",
  },
  "queue silent, sent again by the sweep": {
    write: 18,
    read: 18,
    calls: 44,
    why: "the right to send once more 1, sent 1, the next look 3, the sweep's own record 2",
  },
  "a sweep that finds nothing due": {
    write: 0,
    read: 16.5,
    calls: 33,
    why: "16 shards of what is due, 16 of what just failed and one of what failed in the last day, half a unit each",
  },
};

/** The purpose of each unit of a simple success, by write and table or index. */
export const bought: Readonly<Record<string, string>> = {
  "start Put IDENT table": "one active run per piece of work, for any number of requests",
  "start Put RUN table": "the run itself: accepted before anything is sent",
  "start Put RUN timeline": "every run of the workspace in order, for ever",
  "start Put RUN environment": "the same of one environment, without reading the others",
  "start Put RUN open": "exact counts and lists of open work at the cost of the open work",
  "start Put RUN due": "the sweep finds what is due without looking at anything else",
  "start Update RUN table":
    "the accepted send: distinguishes a lost response from a lost message, so nothing is sent twice",
  "worker Update RUN table": "claim: one owner at a time; end: exactly one, by the owner (two units)",
  "worker Update RUN open": "leaves the list of open work",
  "worker Update RUN due": "leaves the sweep",
  "follow-up of the end Put SUCCESS table": "what later problems are compared with: superseded, not open",
};

/** The designed cost of a read model at 50 rows in 20 environments, independent of the history. */
export const readCeilings: Readonly<Record<string, Cost & { readonly roundTrips: number }>> = {
  "runs, newest 50": {
    write: 0,
    read: 39,
    calls: 5,
    roundTrips: 5,
    why: "membership 2, index 1, 50 runs 25, proof 0.5, 20 names 10",
  },
  "runs of one environment, newest 50": {
    write: 0,
    read: 30,
    calls: 4,
    roundTrips: 4,
    why: "membership 3 with the name, index 1, 50 runs 25, proof 0.5",
  },
  "runs that need attention, newest 50": {
    write: 0,
    read: 76,
    calls: 9,
    roundTrips: 9,
    why: "all open work of the workspace: 50 entries 1, their proof twice, 50 runs 25, the rest names and membership",
  },
  "counts of every tab": {
    write: 0,
    read: 60,
    calls: 10,
    roundTrips: 9,
    why: "the budget of a summary: open work first, then as many of the newest runs as it still pays for",
  },
  "activity, what runs now": {
    write: 0,
    read: 14,
    calls: 4,
    roundTrips: 4,
    why: "20 active runs 10, membership 2, entries and names",
  },
  "metrics of the last day": {
    write: 0,
    read: 544,
    calls: 15,
    roundTrips: 5,
    why: "the newest 1,000 runs, half a unit each, and the open work",
  },
  "overview of a workspace": {
    write: 0,
    read: 45.5,
    calls: 10,
    roundTrips: 9,
    why: "the open work, what is late or proven of it, the newest runs, names and membership",
  },
  "inbox, what needs a person": {
    write: 0,
    read: 69,
    calls: 10,
    roundTrips: 9,
    why: "the open work, 25 runs of each cause, names, proof and membership",
  },
  "dashboard of an environment": {
    write: 0,
    read: 12,
    calls: 10,
    roundTrips: 9,
    why: "all entries of open work 1.5, the runs of one environment among them, its newest runs, membership 3",
  },
  "causes of open issues": {
    write: 0,
    read: 130,
    calls: 12,
    roundTrips: 12,
    why: "as the inbox, with the names of environments and connections",
  },
  "one bulk action": { write: 0, read: 8, calls: 6, roundTrips: 6, why: "membership 2, the action 1, its runs" },
  "one run": {
    write: 0,
    read: 10,
    calls: 7,
    roundTrips: 6,
    why: "membership 2, the run read consistently 1, a name 0.5, up to ten runs of the same work 5, their list 0.5",
  },
  "environments of a workspace": { write: 0, read: 3, calls: 2, roundTrips: 2, why: "membership 2, environments 1" },
  "audit, newest 50": {
    write: 0,
    read: 3,
    calls: 2,
    roundTrips: 2,
    why: "membership 2, entries 1 when there are none",
  },
  "records of an environment": {
    write: 0,
    read: 9,
    calls: 2,
    roundTrips: 2,
    why: "membership 3, 50 policies of half a kilobyte, read consistently 6",
  },
  "provider connections of an environment": {
    write: 0,
    read: 5,
    calls: 3,
    roundTrips: 2,
    why: "membership 3, the connections 1, which of them is the default 1",
  },
  "one provider connection": {
    write: 0,
    read: 5,
    calls: 3,
    roundTrips: 3,
    why: "membership 3, the connection 1, which one is the default 1",
  },
  "versions of a policy": {
    write: 0,
    read: 5,
    calls: 3,
    roundTrips: 3,
    why: "membership 3, the policy 1, one for each listed version",
  },
  "document of a policy": {
    write: 0,
    read: 5,
    calls: 3,
    roundTrips: 3,
    why: "membership 3, the policy 1, the version 1",
  },
  "comparison of two versions of a policy": {
    write: 0,
    read: 6,
    calls: 4,
    roundTrips: 4,
    why: "membership 3, the policy 1, which version it replaced 1, one for each version",
  },
  "comparison of a previewed policy": {
    write: 0,
    read: 5,
    calls: 3,
    roundTrips: 3,
    why: "membership 3, the item 1, the version 1; a changed policy has a second document",
  },
  "comparison of two evidence snapshots": {
    write: 0,
    read: 7,
    calls: 5,
    roundTrips: 3,
    why: "membership 3, the snapshot 1, which one is active 2, the earlier ones 1; entries on top",
  },
  "reviews of an environment": {
    write: 0,
    read: 5,
    calls: 2,
    roundTrips: 2,
    why: "membership 3, a dozen reviews, read consistently 2",
  },
  "permissions in an environment": {
    write: 0,
    read: 4,
    calls: 2,
    roundTrips: 2,
    why: "membership 3, thirteen members 1; none for readers who may not see members",
  },
  "members of a workspace": { write: 0, read: 3, calls: 2, roundTrips: 2, why: "membership 2, thirteen members 1" },
  "notifications, newest 50": {
    write: 0,
    read: 65,
    calls: 5,
    roundTrips: 5,
    why: "the newest 200 of the person, which are counted as well 10, 50 runs read consistently 50, standing 4, proof 0.5",
  },
  "who am I": {
    write: 0,
    read: 4,
    calls: 2,
    roundTrips: 2,
    why: "pointers 1, standing on the platform 1, one workspace and the membership 2",
  },
  "what can be started": { write: 0, read: 0, calls: 0, roundTrips: 0, why: "it is part of the code" },
  "runs of all workspaces, newest 50": {
    write: 0,
    read: 30,
    calls: 6,
    roundTrips: 5,
    why: "standing 1, workspaces 1, an index of each 2, 50 runs 25, proof 0.5",
  },
  "failures of all workspaces, newest 50": {
    write: 0,
    read: 145,
    calls: 20,
    roundTrips: 4,
    why: "16 shards of what failed, 101 entries of each 24, the newest 100 runs 50, proof 54, standing 1",
  },
  "stuck runs of all workspaces": {
    write: 0,
    read: 19,
    calls: 18,
    roundTrips: 3,
    why: "16 shards of what is active 8, 20 active runs 10, standing 1",
  },
  "one run, on the platform plane": {
    write: 0,
    read: 3,
    calls: 3,
    roundTrips: 3,
    why: "standing 1, the run 1, whether its environment is archived 1",
  },
};
