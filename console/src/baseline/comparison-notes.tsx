import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { listOf, type Stored } from "../environment/fields.ts";
import { useLanguage } from "../words/language.tsx";

/** Fields that the service added since the baseline was captured; nothing where there is none. */
export function ComparisonNotes({ comparison }: { readonly comparison: Stored }) {
  const { words } = useLanguage();
  const changed = listOf(comparison, "schemaChanged").map(String);
  if (changed.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{words.baseline.schemaChanged}</Header>}>
      {changed.map((field) => (
        <div key={field} className="id">
          {field}
        </div>
      ))}
    </Container>
  );
}
