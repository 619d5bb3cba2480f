import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type { ReactNode } from "react";
import type { RunDetail } from "../../../shared/contract/runs.ts";
import { AppLink } from "../parts/app-link.tsx";
import { Time } from "../parts/time.tsx";
import { relatedPage } from "../runs/addresses.ts";
import { useLanguage } from "../words/language.tsx";

type Rule = RunDetail["explanation"][number]["rule"];

/** Each verdict with its facts, its rule and what would change it. The most requested one is expanded. */
export function ExplanationTree({ run }: { readonly run: RunDetail }) {
  const { words } = useLanguage();
  return run.explanation.map(({ topic, label, facts, rule, verdict, wouldChange }) => (
    <ExpandableSection
      key={topic}
      defaultExpanded={topic === "attention"}
      headerText={label}
      headerDescription={verdict.text}
    >
      <dl className="explanation">
        <Branch run={run} label={words.explanation.facts} said={facts} />
        <Branch run={run} label={words.explanation.rule} said={[rule]} />
        <Branch run={run} label={words.explanation.verdict} said={[verdict]} />
        {wouldChange.length > 0 && <Branch run={run} label={words.explanation.wouldChange} said={wouldChange} />}
      </dl>
    </ExpandableSection>
  ));
}

interface BranchProps {
  readonly run: RunDetail;
  readonly label: string;
  readonly said: readonly Rule[];
}

function Branch({ run, label, said }: BranchProps) {
  return (
    <>
      <dt>
        <Box variant="awsui-key-label">{label}</Box>
      </dt>
      <dd>
        {said.map(({ code, text, at, runId, related }) => (
          <div key={`${code} ${at ?? ""}`}>
            <Spoken run={run} of={related ?? (runId === undefined ? undefined : { type: "operation_run", id: runId })}>
              {text}
            </Spoken>
            {at !== undefined && (
              <>
                {" "}
                (<Time at={at} />)
              </>
            )}
          </div>
        ))}
      </dd>
    </>
  );
}

interface SpokenProps {
  readonly run: RunDetail;
  readonly of: RunDetail["related"] | undefined;
  readonly children: ReactNode;
}

/** A sentence, linked to the page of its reference if there is one. */
function Spoken({ run, of, children }: SpokenProps) {
  const href = of?.id === run.id ? undefined : relatedPage(run, of);
  return href === undefined ? (
    children
  ) : (
    <AppLink href={href} variant="primary">
      {children}
    </AppLink>
  );
}
