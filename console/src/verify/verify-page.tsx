import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import Textarea from "@cloudscape-design/components/textarea";
import { useId, useMemo, useState } from "react";
import { trustedFingerprint } from "../../../tools/verify-file.ts";
import { Page } from "../parts/page.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { useLanguage } from "../words/language.tsx";
import { type FileRow, type Shown, shownOf } from "./verdict-rows.ts";
import { type VerifyWords, verifyWordsOf } from "./verify-words.ts";

/** Verifies a signed file in the browser, with the code of the command line. It calls no API. */
export function VerifyPage() {
  const { locale } = useLanguage();
  const words = verifyWordsOf(locale);
  const [bytes, setBytes] = useState<Uint8Array>();
  const [isUnreadable, setUnreadable] = useState(false);
  const [key, setKey] = useState("");
  const trusted = trustedFingerprint(key);
  const isKeyInvalid = key.trim() !== "" && trusted === undefined;
  // No result while the key is unreadable: it would be one without the comparison that was asked for.
  const shown = useMemo(
    () => (bytes === undefined || isKeyInvalid ? undefined : shownOf(bytes, words, trusted)),
    [bytes, words, trusted, isKeyInvalid],
  );
  const field = useId();

  const take = async (files: FileList | null) => {
    const file = files?.item(0);
    if (file === null || file === undefined) return;
    setBytes(undefined);
    setUnreadable(false);
    try {
      setBytes(new Uint8Array(await file.arrayBuffer()));
    } catch {
      setUnreadable(true);
    }
  };

  return (
    <Page title={words.title} description={words.intro}>
      <Container>
        <FormField
          label={words.trustedKey}
          description={words.trustedKeyHint}
          errorText={isKeyInvalid && words.trustedKeyInvalid}
          stretch
        >
          <Textarea value={key} rows={3} spellcheck={false} onChange={({ detail }) => setKey(detail.value)} />
        </FormField>
        {/* A file that is dropped on the field is its value, as browsers do it. */}
        <label htmlFor={field} className="file-field">
          <Box variant="awsui-key-label">{words.label}</Box>
          <input id={field} type="file" accept=".zip" onChange={(event) => void take(event.target.files)} />
        </label>
        {isUnreadable && <Alert type="error">{words.notRead}</Alert>}
      </Container>
      {shown !== undefined && <Result shown={shown} words={words} />}
    </Page>
  );
}

function Result({ shown, words }: { readonly shown: Shown; readonly words: VerifyWords }) {
  return (
    <>
      <div role="status">
        <Alert type={shown.tone} header={shown.text}>
          {shown.problems.length > 0 && (
            <ul>
              {shown.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
        </Alert>
      </div>
      {shown.facts.length > 0 && (
        <dl className="facts">
          {shown.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="id">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {shown.rows.length > 0 && <Files rows={shown.rows} words={words} />}
    </>
  );
}

function Files({ rows, words }: { readonly rows: readonly FileRow[]; readonly words: VerifyWords }) {
  return (
    <Table
      variant="container"
      wrapLines
      header={<Header variant="h2">{words.files}</Header>}
      items={rows}
      trackBy="path"
      columnDefinitions={[
        { id: "file", header: words.file, isRowHeader: true, cell: ({ path }) => <Box variant="code">{path}</Box> },
        {
          id: "verdict",
          header: words.verdict,
          cell: ({ verdict, tone }) => <StateBadge state={{ label: verdict, tone }} />,
        },
        { id: "record", header: words.record, cell: ({ record }) => <span className="id">{record}</span> },
      ]}
    />
  );
}
