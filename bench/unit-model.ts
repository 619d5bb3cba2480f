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
    write: 17,
    read: 18,
    calls: 43,
    why: "no record of the first sending; the right to send once more 1, sent 1, the next look 3, the sweep's own record 2",
  },
  "a sweep that finds nothing due": {
    write: 0,
    read: 16.5,
    calls: 33,
    why: "16 shards of what is due, 16 of what just failed and one of what failed in the last day, half a unit each",
  },
  "a tick of the schedules that finds nothing due": {
    write: 1,
    read: 8,
    calls: 17,
    why: "16 shards of what is due, half a unit each; the clock's own record 1",
  },
  "slot of a schedule that runs": {
    write: 17,
    read: 17.5,
    calls: 33,
    why: "an idle tick, a later run whose lock is known 12, the ledger 1, the schedule with its next slot 3",
  },
  "slot of a schedule that is skipped": {
    write: 5,
    read: 15,
    calls: 24,
    why: "an idle tick, the ledger 1, the schedule with its next slot 3",
  },
  "365 slots missed in an outage, then one that runs": {
    write: 25,
    read: 19.5,
    calls: 37,
    why: "a slot that runs, one entry for all missed ones 1, the schedule 3; it enters and leaves the index of open work 4",
  },
  "success that proves a promise": {
    write: 13,
    read: 0.5,
    calls: 8,
    why: "a success, and the proof of its environment 1",
  },
  "an evaluation that changes nothing": {
    write: 1,
    read: 8.5,
    calls: 15,
    why: "its own record 1; rules, channels, promises, proofs, environments, open work and alerts; schedules that need a person and those that no clock visited, waiting plans, half a unit each",
  },
  "alert opened and resolved, without a channel": {
    write: 14,
    read: 32.5,
    calls: 57,
    why: "opened 3, closed 1, left the list 3; two evaluations that changed something 4, three records of evaluations 3",
  },
  "alert opened and resolved, sent to one channel": {
    write: 48,
    read: 45,
    calls: 97,
    why: "3 of the alert: before its first message, and after each; two deliveries as runs 14 and 15, their channel's health 1 each",
  },
  "alert opened and resolved, sent to two channels": {
    write: 82,
    read: 57,
    calls: 136,
    why: "the same once more",
  },
  "run that waits a minute for its provider": {
    write: 14,
    read: 0.5,
    calls: 9,
    why: "a success, the hand-over with its wait 1, one more claim 1",
  },
  "run that waits an hour for its provider": {
    write: 22,
    read: 18,
    calls: 46,
    why: "the same, parked: its entry in due moves twice 6; the sweep's look at all shards and its own record 2",
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
