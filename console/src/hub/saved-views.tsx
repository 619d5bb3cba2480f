import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { useLanguage } from "../words/language.tsx";

interface View {
  readonly name: string;
  readonly search: string;
}

const keyOf = (ws: string) => `runtruth.views.${ws}`;

/** The views saved in this browser; other stored values are left alone. */
function readViews(ws: string): readonly View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(ws)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(kept: unknown): kept is View {
  return (
    typeof kept === "object" &&
    kept !== null &&
    "name" in kept &&
    typeof kept.name === "string" &&
    "search" in kept &&
    typeof kept.search === "string"
  );
}

interface SavedViewsProps {
  readonly ws: string;
  readonly search: URLSearchParams;
  onOpen(search: URLSearchParams): void;
}

/** Named views of the hub. A view is an address, so it can be shared. */
export function SavedViews({ ws, search, onOpen }: SavedViewsProps) {
  const { words } = useLanguage();
  const [views, setViews] = useState(() => readViews(ws));
  const [name, setName] = useState("");
  const [isNaming, setNaming] = useState(false);
  const current = search.toString();
  const keep = (changed: readonly View[]) => {
    localStorage.setItem(keyOf(ws), JSON.stringify(changed));
    setViews(changed);
  };
  const save = () => {
    if (name.trim() === "") return;
    keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search: current }]);
    setNaming(false);
    setName("");
  };
  return (
    <>
      <ButtonDropdown
        items={[
          ...views.map((view) => ({ id: `open ${view.name}`, text: view.name })),
          { id: "save", text: words.views.save, iconName: "add-plus" as const },
          ...views
            .filter((view) => view.search === current)
            .map((view) => ({
              id: `forget ${view.name}`,
              text: words.views.forget(view.name),
              iconName: "remove" as const,
            })),
        ]}
        onItemClick={({ detail: { id } }) => {
          if (id === "save") return setNaming(true);
          const [verb = ""] = id.split(" ", 1);
          const chosen = id.slice(verb.length + 1);
          if (verb === "forget") return keep(views.filter((view) => view.name !== chosen));
          onOpen(new URLSearchParams(views.find((view) => view.name === chosen)?.search));
        }}
      >
        {words.views.title}
      </ButtonDropdown>
      <Dialog
        isOpen={isNaming}
        title={words.views.save}
        onClose={() => setNaming(false)}
        confirm={
          <Button variant="primary" onClick={save} disabled={name.trim() === ""}>
            {words.save}
          </Button>
        }
      >
        <FormField label={words.views.name} description={<Box variant="span">{words.views.where}</Box>}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired />
        </FormField>
      </Dialog>
    </>
  );
}
