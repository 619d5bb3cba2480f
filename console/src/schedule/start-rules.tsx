import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ScheduleAnswer } from "../../../shared/contract/schedules.ts";
import { useScheduleWords } from "./schedule-words.ts";

/** How late a slot may start, and what becomes of one that cannot. */
interface Rules {
  /** Absent: as the API chooses it for the interval. */
  readonly windowSeconds?: number;
  readonly overlap: ScheduleAnswer["overlap"];
  readonly catchUp: ScheduleAnswer["catchUp"];
  readonly pauseAfter: number | null;
}

interface StartRulesProps {
  readonly rules: Rules;
  onChange(rules: Rules): void;
}

export const newStartRules: Rules = { overlap: "wait", catchUp: "last", pauseAfter: 3 };

export const startRulesOf = ({ windowSeconds, overlap, catchUp, pauseAfter }: ScheduleAnswer): Rules => ({
  windowSeconds,
  overlap,
  catchUp,
  pauseAfter,
});

const overlaps = ["wait", "skip"] as const;
const catchUps = ["none", "last", "all"] as const;
const secondsOfMinute = 60;

/** The settings that most schedules leave as they are. */
export function StartRules({ rules, onChange }: StartRulesProps) {
  const { words } = useScheduleWords();
  const overlapOptions = overlaps.map((value) => ({ value, label: words.schedule.overlaps[value] }));
  const catchUpOptions = catchUps.map((value) => ({ value, label: words.schedule.catchUps[value] }));
  const { windowSeconds, ...others } = rules;
  return (
    <ExpandableSection headerText={words.schedule.startRules}>
      <SpaceBetween size="m">
        <FormField label={words.schedule.windowMinutes} description={words.schedule.windowHelp}>
          <Input
            type="number"
            inputMode="numeric"
            placeholder={words.schedule.automatic}
            value={windowSeconds === undefined ? "" : String(windowSeconds / secondsOfMinute)}
            onChange={({ detail: { value } }) =>
              onChange(
                value === "" ? others : { ...others, windowSeconds: Math.round(Number(value) * secondsOfMinute) },
              )
            }
          />
        </FormField>
        <FormField label={words.schedule.overlap}>
          <Select
            options={overlapOptions}
            selectedOption={overlapOptions.find(({ value }) => value === rules.overlap) ?? null}
            onChange={({ detail }) => {
              const overlap = overlaps.find((one) => one === detail.selectedOption.value);
              if (overlap !== undefined) onChange({ ...rules, overlap });
            }}
          />
        </FormField>
        <FormField label={words.schedule.catchUp}>
          <Select
            options={catchUpOptions}
            selectedOption={catchUpOptions.find(({ value }) => value === rules.catchUp) ?? null}
            onChange={({ detail }) => {
              const catchUp = catchUps.find((one) => one === detail.selectedOption.value);
              if (catchUp !== undefined) onChange({ ...rules, catchUp });
            }}
          />
        </FormField>
        <FormField label={words.schedule.pauseAfter} description={words.schedule.pauseAfterHelp}>
          <Input
            type="number"
            inputMode="numeric"
            placeholder={words.schedule.never}
            value={rules.pauseAfter === null ? "" : String(rules.pauseAfter)}
            onChange={({ detail: { value } }) =>
              onChange({ ...rules, pauseAfter: value === "" ? null : Math.round(Number(value)) })
            }
          />
        </FormField>
      </SpaceBetween>
    </ExpandableSection>
  );
}
