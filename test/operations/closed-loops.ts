/** A clause of one of the four loops of operations, and the tests that show it: file and title. */
export interface LoopClause {
  readonly loop: "compare" | "backup" | "review pack" | "directory";
  readonly clause: string;
  readonly shownBy: readonly (readonly [file: string, title: string])[];
}

const own = "test/operations/";
const overHttp = "test/scenarios/";
const baseline = `${own}baselines/baseline-loop.integration.test.ts`;
const compared = [
  `${overHttp}compare.test.ts`,
  "an accepted deviation of $world is found again when it changes further",
] as const;
const wiped = [
  `${overHttp}backup.test.ts`,
  "a wiped environment is restored in order, and a missing group needs a person",
] as const;
const purged = [
  `${overHttp}backup.test.ts`,
  "retention keeps complete and held sets, and a purge what other sets hold",
] as const;
const packed = [
  `${overHttp}review-pack.test.ts`,
  "a manager gives the same signed review pack twice and finds an altered one",
] as const;
const counted = [
  `${overHttp}directory.test.ts`,
  "an operator finds missing permissions, administrators, licences and one of 10,000 groups",
] as const;
const survivesCrashes = [
  `${own}conformance-runs.integration.test.ts`,
  "$type ends the same after its worker died at any step",
] as const;
const unchanged = [baseline, "has no findings in an unchanged environment, however it is exported"] as const;
const pack = `${own}review-pack.integration.test.ts`;
const verified = "test/tools/verify-pack.test.ts";

/** What the four loops promise, clause by clause. */
export const loopClauses: readonly LoopClause[] = [
  { loop: "compare", clause: "sync, capture and compare: no findings", shownBy: [unchanged, compared] },
  {
    loop: "compare",
    clause: "reordered, with full metadata, with a new default field: no findings",
    shownBy: [unchanged, compared],
  },
  {
    loop: "compare",
    clause: "ten edits of ten kinds are exactly ten findings with their paths",
    shownBy: [[baseline, "ten edits of ten kinds are exactly ten findings with their paths"], compared],
  },
  {
    loop: "compare",
    clause: "an accepted finding opens again when its value changes further",
    shownBy: [
      compared,
      [
        "test/functions/operations-api/decide-finding.integration.test.ts",
        "accepting a finding holds until the accepted value changes",
      ],
    ],
  },
  {
    loop: "compare",
    clause: "nothing matched: blocked, and no finding is resolved",
    shownBy: [[baseline, "a comparison is blocked when nothing of the baseline is found"], compared],
  },
  {
    loop: "backup",
    clause: "backup, wipe and restore with assignments: no findings",
    shownBy: [
      [
        `${own}change-sets.integration.test.ts`,
        "a wiped environment is restored with its assignments and equals its baseline",
      ],
      wiped,
    ],
  },
  {
    loop: "backup",
    clause: "a missing group needs a person",
    shownBy: [
      [`${own}change-sets.integration.test.ts`, "assignments.restore leaves a set with a missing group to a person"],
      wiped,
    ],
  },
  {
    loop: "backup",
    clause: "retention keeps the newest complete sets and held ones",
    shownBy: [
      [
        `${own}backups/backup-loop.integration.test.ts`,
        "retention keeps the newest complete sets and those that a person holds",
      ],
      purged,
    ],
  },
  {
    loop: "backup",
    clause: "a purge leaves what others hold",
    shownBy: [
      [`${own}backups/backup-loop.integration.test.ts`, "purge leaves the bodies that another backup set contains"],
      [`${own}backups/backup-loop.integration.test.ts`, "purge leaves a body whose hold was stored after the plan"],
      purged,
    ],
  },
  {
    loop: "backup",
    clause: "a restore and a purge that die at any call end the same",
    shownBy: [survivesCrashes],
  },
  {
    loop: "review pack",
    clause: "generated twice: the same bytes",
    shownBy: [[pack, "has the same bytes when it is generated again"], packed],
  },
  {
    loop: "review pack",
    clause: "verified offline by the steps of VERIFY.txt",
    shownBy: [[verified, "pass for an unaltered pack with common tools only"], packed],
  },
  {
    loop: "review pack",
    clause: "one flipped byte is found and named",
    shownBy: [
      [pack, "finds a flipped byte anywhere in the archive and names a file"],
      [pack, "names the record of an altered file"],
      packed,
    ],
  },
  {
    loop: "directory",
    clause: "a missing permission is named per operation",
    shownBy: [
      [
        `${own}permission-posture.integration.test.ts`,
        "posture check is blocked and names permissions when nothing is granted",
      ],
      [`${own}conformance-provider.integration.test.ts`, "$type names the permission that one of its calls lacks"],
      counted,
    ],
  },
  {
    loop: "directory",
    clause: "10,000 groups are synced, counted and searched",
    shownBy: [
      [`${own}directory-sync.integration.test.ts`, "group sync stores, counts and finds 10,000 groups"],
      counted,
    ],
  },
  {
    loop: "directory",
    clause: "a missing licence is said",
    shownBy: [
      [
        `${own}tenant-and-roles.integration.test.ts`,
        "admin roles scan states that eligible assignments are unknown without a licence",
      ],
      counted,
    ],
  },
];
