import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { fieldOf, listOf, numberOf, type Stored, textOf } from "../environment/fields.ts";
import { factWidthMin } from "../parts/fact-width.ts";
import { useWorkspace } from "../shell/me.tsx";
import { DownloadButton } from "./download-button.tsx";
import { usePackWords } from "./pack-words.ts";

interface PackViewProps {
  readonly ws: string;
  readonly env: string;
  readonly pack: Stored;
}

/** A review pack: what it contains, its download, and how its reader verifies it. */
export function PackView({ ws, env, pack }: PackViewProps) {
  const { words, formats } = usePackWords();
  const options = fieldOf(pack, "options");
  const named = fieldOf(options, "pii") === true;
  const parts = ["review", "evidence", ...listOf(options, "include").map(String)];
  const bytes = numberOf(pack, "bytes");
  const files = numberOf(pack, "fileCount");
  const rows = [
    { label: words.pack.contents, value: parts.map((part) => words.pack.parts[part] ?? part).join(", ") },
    { label: words.pack.persons, value: named ? words.pack.named : words.pack.pseudonymised },
    { label: words.pack.language, value: words.start.choices[textOf(options, "locale") ?? ""] ?? "–" },
    ...(bytes === undefined
      ? []
      : [{ label: words.pack.size, value: words.pack.kilobytes(formats.number(Math.ceil(bytes / 1000))) }]),
    ...(files === undefined ? [] : [{ label: words.pack.files, value: formats.number(files) }]),
  ];
  const isReady = textOf(pack, "status") === "ready";
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{words.pack.title}</Header>}>
        <SpaceBetween size="m">
          <KeyValuePairs minColumnWidth={factWidthMin} columns={3} items={rows} />
          {isReady && <Download ws={ws} env={env} id={pack.id} isNamed={named} />}
        </SpaceBetween>
      </Container>
      {isReady && <Verification pack={pack} />}
    </SpaceBetween>
  );
}

interface DownloadProps extends Pick<PackViewProps, "ws" | "env"> {
  readonly id: string;
  readonly isNamed: boolean;
}

function Download({ ws, env, id, isNamed }: DownloadProps) {
  const { words } = usePackWords();
  const { can } = useWorkspace(ws);
  // The API decides; this only explains why there is no button.
  if (isNamed && !can("audit.view")) return <Alert type="info">{words.pack.namedNeedsRight}</Alert>;
  return <DownloadButton {...{ ws, env, id }} kind="review-packs" />;
}

function Verification({ pack }: { readonly pack: Stored }) {
  const { words } = usePackWords();
  const digests = [
    { label: words.pack.keyFingerprint, value: textOf(pack, "keyFingerprint") },
    { label: words.pack.fileDigest, value: textOf(pack, "sha256") },
  ];
  return (
    <Container header={<Header variant="h2">{words.pack.verify}</Header>}>
      <SpaceBetween size="m">
        <Box variant="p">{words.pack.verifyHow}</Box>
        <KeyValuePairs
          minColumnWidth={factWidthMin}
          columns={1}
          items={digests.flatMap(({ label, value }) =>
            value === undefined ? [] : [{ label, value: <span className="id">{value}</span> }],
          )}
        />
      </SpaceBetween>
    </Container>
  );
}
