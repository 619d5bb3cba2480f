import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { DiffRows } from "../diff/diff-rows.tsx";
import { listOf, type Stored, textOf } from "../environment/fields.ts";
import { Time } from "../parts/time.tsx";
import { useNarrow } from "../parts/use-narrow.ts";
import { useLanguage } from "../words/language.tsx";

const settingKinds = ["added", "removed", "changed"] as const;

/** A drift finding: what differs from the baseline, why it is open again, and what was decided. */
export function FindingView({ finding }: { readonly finding: Stored }) {
  const { words, formats } = useLanguage();
  const isNarrow = useNarrow();
  const kind = textOf(finding, "kind") ?? "";
  const change = settingKinds.find((one) => one === kind);
  const reopened = words.baseline.reopened[textOf(finding, "reopened") ?? ""];
  const [from, to] = [textOf(finding, "expected") ?? null, textOf(finding, "actual") ?? null];
  const path = (textOf(finding, "path") ?? "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const decisions = listOf(finding, "decisions");
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{words.baseline.kinds[kind] ?? kind}</Header>}>
        <SpaceBetween size="s">
          {reopened !== undefined && <Box color="text-status-warning">{reopened}</Box>}
          {change !== undefined && (
            <DiffRows
              settings={[{ path, change, from, to, isCut: false }]}
              isFolded={false}
              view={isNarrow ? "inline" : "side"}
              from={words.baseline.expected}
              to={words.baseline.actual}
            />
          )}
          {change === undefined && to !== null && (
            <Box>
              <Box fontWeight="bold">{words.baseline.changedPaths}</Box>
              {to.split("\n").map((line) => (
                <div key={line} className="id">
                  {line}
                </div>
              ))}
            </Box>
          )}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{words.baseline.decisions}</Header>}>
        {decisions.length === 0 && <Box color="text-body-secondary">{words.baseline.noDecision}</Box>}
        <SpaceBetween size="s">
          {decisions.map((decision) => {
            const by = textOf(decision, "byUserId") ?? "–";
            const until = textOf(decision, "until");
            return (
              <div key={textOf(decision, "id")} className="run-lines">
                <span>
                  {until === undefined
                    ? words.baseline.revoked(by)
                    : words.baseline.accepted(by, formats.absolute(until))}{" "}
                  · <Time at={textOf(decision, "at") ?? ""} />
                </span>
                <Box color="text-body-secondary">{textOf(decision, "reason")}</Box>
              </div>
            );
          })}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
