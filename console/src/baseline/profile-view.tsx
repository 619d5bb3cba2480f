import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { fieldOf, type Stored, textOf } from "../environment/fields.ts";
import { RecordLink } from "../environment/record-link.tsx";
import { useLanguage } from "../words/language.tsx";

interface ProfileViewProps {
  readonly ws: string;
  readonly env: string;
  readonly profile: Stored;
}

/** The baseline that comparisons with this profile use. */
export function ProfileView({ ws, env, profile }: ProfileViewProps) {
  const { words } = useLanguage();
  const id = textOf(fieldOf(profile, "active"), "id");
  return (
    <Container header={<Header variant="h2">{words.baseline.active}</Header>}>
      {id === undefined ? (
        <Box color="text-body-secondary">{words.baseline.noActive}</Box>
      ) : (
        <RecordLink ws={ws} env={env} kind="baseline-snapshots" id={id} />
      )}
    </Container>
  );
}
