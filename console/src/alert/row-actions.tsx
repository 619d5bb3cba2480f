import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";

interface RowAction {
  readonly label: string;
  onClick(): void;
}

interface RowActionsProps {
  /** What the row is about, for assistive technology. */
  readonly name: string;
  readonly edit: RowAction;
  readonly remove: RowAction;
}

/** The two actions of a row of settings. */
export function RowActions({ name, edit, remove }: RowActionsProps) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {[edit, remove].map(({ label, onClick }) => (
        <Button key={label} variant="inline-link" ariaLabel={`${label}: ${name}`} onClick={onClick}>
          {label}
        </Button>
      ))}
    </SpaceBetween>
  );
}
