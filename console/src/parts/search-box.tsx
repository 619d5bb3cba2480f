import Input from "@cloudscape-design/components/input";
import { useState } from "react";

interface SearchBoxProps {
  readonly label: string;
  /** What the shown list was searched for. */
  readonly text: string;
  onFind(text: string): void;
}

/** Searches a list on Enter, or when the box is left. */
export function SearchBox({ label, text, onFind }: SearchBoxProps) {
  const [typed, setTyped] = useState(text);
  const find = () => {
    if (typed.trim() !== text) onFind(typed.trim());
  };
  return (
    <div className="search">
      <Input
        type="search"
        value={typed}
        placeholder={label}
        ariaLabel={label}
        onChange={({ detail }) => setTyped(detail.value)}
        onKeyDown={({ detail }) => {
          if (detail.key === "Enter") find();
        }}
        onBlur={find}
      />
    </div>
  );
}
