import Box from "@cloudscape-design/components/box";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import type * as z from "zod";
import type { explanation } from "../../../shared/contract/run-truth.ts";
import { Time } from "../parts/time.tsx";
import { useLanguage } from "../words/language.tsx";

type Explanation = z.infer<typeof explanation>;
type Said = Explanation["rule"];

/** Each verdict with the facts it stands on, the rule, and what would change it. Open is the one most people come for. */
export function ExplanationTree({ explanation }: { readonly explanation: readonly Explanation[] }) {
  const { words } = useLanguage();
  return explanation.map(({ topic, label, facts, rule, verdict, wouldChange }) => (
    <ExpandableSection
      key={topic}
      defaultExpanded={topic === "attention"}
      headerText={label}
      headerDescription={verdict.text}
    >
      <dl className="explanation">
        <Branch label={words.explanation.facts} said={facts} />
        <Branch label={words.explanation.rule} said={[rule]} />
        <Branch label={words.explanation.verdict} said={[verdict]} />
        {wouldChange.length > 0 && <Branch label={words.explanation.wouldChange} said={wouldChange} />}
      </dl>
    </ExpandableSection>
  ));
}

function Branch({ label, said }: { readonly label: string; readonly said: readonly Said[] }) {
  return (
    <>
      <dt>
        <Box variant="awsui-key-label">{label}</Box>
      </dt>
      <dd>
        {said.map(({ code, text, at }) => (
          <div key={`${code} ${at ?? ""}`}>
            {text}
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
