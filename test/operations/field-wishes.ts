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
const alerts = "test/scenarios/alert-wishes.test.ts";
const slots = "test/scenarios/schedule-wishes.test.ts";
const here = "test/operations/field-wishes.integration.test.ts";

/** The conformance suite answers wishes from outside; these tests show their situations where it has none to look at. */
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
    wish: 2,
    elsewhere: "Tasks that fail are written as completed.",
    reported: ["CyberDrain/CIPP#202"],
    shownBy: [
      { file: "test/scenarios/restore.test.ts", title: "a restore with two refused items is a partial success" },
      {
        file: "test/operations/backup-set-update.integration.test.ts",
        title: "a backup set taken during a sync is partial and names the gaps",
      },
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
    wish: 4,
    elsewhere: "A guard against repetition blocks the work for weeks.",
    reported: ["KelvinTegelaar/CIPP#5776"],
    shownBy: [
      {
        file: "test/scenarios/same-start.test.ts",
        title: "twenty concurrent identical starts make one run and one execution",
      },
      {
        file: "test/ledger/line.integration.test.ts",
        title: "blocks while its run is active and counts from its next replacement",
      },
      {
        file: "test/schedules/missed-slots.test.ts",
        title: "a schedule with missed slots needs a person until one runs",
      },
    ],
  },
  {
    wish: 5,
    elsewhere: "Work is pending for 16 minutes to 18 hours after a deployment, without a word.",
    reported: ["KelvinTegelaar/CIPP#6050"],
    shownBy: [
      {
        file: "test/scenarios/stale.test.ts",
        title: "wish 5: an unclaimed run turns stale, is closed, and ignores its late message",
      },
      {
        file: "test/functions/newer-release.integration.test.ts",
        title: "the worker leaves the message of a $state run with an unknown $field",
      },
      {
        file: "test/upgrade/upgrade-drill.test.ts",
        title: "both releases keep every guarantee during $named",
      },
    ],
  },
  {
    wish: 6,
    elsewhere: "Work for all tenants reached the first two.",
    reported: ["KelvinTegelaar/CIPP#3484"],
    shownBy: [
      {
        file: "test/scenarios/waves.test.ts",
        title: "wish 6: a wave stops at a failed canary and is repeated whole",
      },
      {
        file: "test/waves/waves.integration.test.ts",
        title: "gives a target that cannot start a code instead of a run",
      },
    ],
  },
  {
    wish: 7,
    elsewhere: "Alerts stay active for a week after their cause is gone.",
    reported: ["CyberDrain/CIPP#90"],
    shownBy: [
      { file: alerts, title: "wish 7: an alert closes by itself within 60 seconds of the later success" },
      { file: "test/alerts/alerts.test.ts", title: "an alert opens once for a cause, and closes by the proof" },
    ],
  },
  {
    wish: 8,
    elsewhere: "Each event of one cause is another alert.",
    reported: ["KelvinTegelaar/CIPP#4446", "KelvinTegelaar/CIPP#4573", "KelvinTegelaar/CIPP#4870"],
    shownBy: [{ file: alerts, title: "wish 8: a second failure of one cause is the same alert, sent once" }],
  },
  {
    wish: 9,
    elsewhere: "Alerts are snoozed for ever, without a reason.",
    reported: ["CyberDrain/CIPP#32", "CyberDrain/CIPP#540", "CyberDrain/CIPP#606"],
    shownBy: [
      { file: alerts, title: "wish 9: silence without a reason or beyond 90 days is refused, and ends" },
      { file: "test/alerts/alerts.test.ts", title: "a snoozed alert is silent until its snooze ends" },
      {
        file: "test/functions/operations-api/write-promise.integration.test.ts",
        title: "an exception ends by itself and never lasts longer than a year",
      },
    ],
  },
  {
    wish: 10,
    elsewhere: "A time in the title makes another ticket of each run.",
    reported: ["CyberDrain/CIPP#693"],
    shownBy: [{ file: alerts, title: "wish 10: every message of an alert has its key, without text or time" }],
  },
  {
    wish: 11,
    elsewhere: "The result is not found from the ticket that asked for it.",
    reported: ["KelvinTegelaar/CIPP#5630"],
    shownBy: [
      { file: alerts, title: "wish 11: the reference of a start comes back in its alert and messages" },
      {
        file: "test/functions/worker/channel-messages.test.ts",
        title: "webhook names cause, reason and reference of an alert",
      },
      {
        file: "test/functions/operations-api/external-reference.integration.test.ts",
        title: "a start's reference returns in answers, events and repetitions",
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
    wish: 16,
    elsewhere: "A schedule has no window, and a time in the past frightens.",
    reported: ["KelvinTegelaar/CIPP#3947", "CyberDrain/CIPP#379"],
    shownBy: [
      { file: slots, title: "wish 16: missed and next slots are named in words and in their zone" },
      {
        file: "test/functions/read-api/schedules.integration.test.ts",
        title: "a preview names the day on which the clock goes forward",
      },
      {
        file: "test/browser/schedules.test.ts",
        title: "schedules stand worst first, and one whose slots were missed says so",
      },
    ],
  },
  {
    wish: 17,
    elsewhere: "Missed slots are silent, and a start by hand uses up the next slot.",
    reported: ["NousResearch/hermes-agent#107485"],
    shownBy: [
      { file: slots, title: "wish 17: the ledger names missed slots, and a manual run fills none" },
      {
        file: "test/schedules/missed-slots.test.ts",
        title: "a schedule with missed slots needs a person until one runs",
      },
      { file: "test/schedules/slots.test.ts", title: "is never filled by a person's run, and waits for its end" },
      {
        file: "test/functions/operations-api/write-schedule.integration.test.ts",
        title: "a start by hand names its schedule and fills no slot",
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
