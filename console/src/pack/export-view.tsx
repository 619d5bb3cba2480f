import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { numberOf, type Stored, textOf } from "../environment/fields.ts";
import { factWidthMin } from "../parts/fact-width.ts";
import { useWorkspace } from "../shell/me.tsx";
import { DownloadButton } from "./download-button.tsx";
import { usePackWords } from "./pack-words.ts";

interface ExportViewProps {
  readonly ws: string;
  readonly env: string;
  readonly exported: Stored;
}

/** An export of policies: what the file contains, what is missing or masked in it, and its download. */
export function ExportView({ ws, env, exported }: ExportViewProps) {
  const { words, formats } = usePackWords();
  const { can } = useWorkspace(ws);
  const count = (name: string) => formats.number(numberOf(exported, name) ?? 0);
  const rows = [
    { label: words.pack.form, value: words.start.choices[textOf(exported, "form") ?? ""] ?? "–" },
    { label: words.review.policies, value: count("policyCount") },
    { label: words.pack.missing, value: count("missingCount") },
    { label: words.pack.masked, value: count("maskedCount") },
    {
      label: words.pack.size,
      value: words.pack.kilobytes(formats.number(Math.ceil((numberOf(exported, "bytes") ?? 0) / 1000))),
    },
    { label: words.pack.fileDigest, value: <span className="id">{textOf(exported, "sha256")}</span> },
  ];
  return (
    <Container header={<Header variant="h2">{words.pack.exportTitle}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs minColumnWidth={factWidthMin} columns={3} items={rows} />
        {textOf(exported, "status") === "ready" && can("tenant.backups.manage") && (
          <DownloadButton {...{ ws, env }} kind="policy-exports" id={exported.id} />
        )}
      </SpaceBetween>
    </Container>
  );
}
