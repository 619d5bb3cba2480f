import CollectionPreferences, {
  type CollectionPreferencesProps,
} from "@cloudscape-design/components/collection-preferences";
import { useLanguage } from "../words/language.tsx";

interface ListSettingsProps {
  readonly columns: readonly { readonly id: string; readonly label: string }[];
  readonly preferences: CollectionPreferencesProps.Preferences;
  onChange(preferences: CollectionPreferencesProps.Preferences): void;
}

/** Which columns the list shows, in which order, and how dense its rows are. */
export function ListSettings({ columns, preferences, onChange }: ListSettingsProps) {
  const { words } = useLanguage();
  return (
    <CollectionPreferences
      title={words.list.preferences}
      confirmLabel={words.list.apply}
      cancelLabel={words.dismiss}
      preferences={preferences}
      onConfirm={({ detail }) => onChange(detail)}
      wrapLinesPreference={{ label: words.list.wrap, description: words.list.sortNote }}
      contentDensityPreference={{ label: words.list.compact, description: "" }}
      contentDisplayPreference={{
        title: words.list.columns,
        options: columns.map(({ id, label }) => ({ id, label, alwaysVisible: id === "operation" })),
      }}
    />
  );
}
