/** A wish of operators in the field, and the tests that are named after its situation. */
export interface FieldWish {
  /** Its number in `clients/conformance/src/wishes.ts`, which says what must happen. */
  readonly wish: number;
  /** What happens elsewhere, and where it was reported. */
  readonly elsewhere: string;
  readonly reported: readonly string[];
  readonly shownBy: readonly { readonly file: string; readonly title: string }[];
}

const overHttp = "test/scenarios/several-tenants.test.ts";
const here = "test/operations/field-wishes.integration.test.ts";

/** Wishes about work at the provider. The other wishes are answered by the conformance suite from outside. */
export const fieldWishes: readonly FieldWish[] = [
  {
    wish: 1,
    elsewhere: "A remediation met 429, and its task reads as executed fine.",
    reported: ["KelvinTegelaar/CIPP#5222"],
    shownBy: [
      { file: here, title: "remediation that met 429 waits or fails, and never reads as executed fine" },
      { file: overHttp, title: "wish 1: a restore that met 429 waits and never reads as executed" },
    ],
  },
  {
    wish: 3,
    elsewhere: "A month of successful offboardings, and the users are still active.",
    reported: ["KelvinTegelaar/CIPP#6076"],
    shownBy: [
      { file: here, title: "removal that the provider confirms and does not make is no success" },
      { file: overHttp, title: "wish 3: a deletion that the provider only confirms is no success" },
      { file: here, title: "change that could not be read back is said to be not verified" },
      {
        file: "test/operations/conformance-provider.integration.test.ts",
        title: "$type is no success when the provider does not take a write over",
      },
    ],
  },
  {
    wish: 12,
    elsewhere: "An accepted deviation is never tested again.",
    reported: ["KelvinTegelaar/CIPP#6187"],
    shownBy: [
      {
        file: "test/scenarios/compare.test.ts",
        title: "an accepted deviation of $world is found again when it changes further",
      },
      {
        file: "test/functions/operations-api/decide-finding.integration.test.ts",
        title: "accepting a finding holds until the accepted value changes",
      },
    ],
  },
  {
    wish: 13,
    elsewhere: "Policies are compared by their names, not by their settings.",
    reported: ["KelvinTegelaar/CIPP#4682"],
    shownBy: [
      { file: overHttp, title: "wish 13: policies of one name are compared by their settings" },
      { file: here, title: "comparison of equally named policies names the setting that differs" },
      {
        file: "test/operations/baselines/baseline-loop.integration.test.ts",
        title: "ten edits of ten kinds are exactly ten findings with their paths",
      },
    ],
  },
  {
    wish: 14,
    elsewhere: "A restore changed what was not chosen.",
    reported: ["KelvinTegelaar/CIPP#5133", "CyberDrain/CIPP#342"],
    shownBy: [
      { file: here, title: "restore of one chosen policy changes no other, and stops at another digest" },
      {
        file: "test/scenarios/approval.test.ts",
        title: "wish 14: an approved restore stops without a write when an item changed since",
      },
      {
        file: "test/operations/conformance-guard.integration.test.ts",
        title: "$type leaves what changed since its plan",
      },
    ],
  },
  {
    wish: 18,
    elsewhere: "The order of a restore is left to its user, and assignments to a missing group are skipped.",
    reported: ["jseerden/IntuneBackupAndRestore#35", "almenscorner/intunecd-monitor#40"],
    shownBy: [
      { file: here, title: "an assignment waits for its policy, and a missing group needs a person" },
      {
        file: "test/scenarios/backup.test.ts",
        title: "a wiped environment is restored in order, and a missing group needs a person",
      },
    ],
  },
];
