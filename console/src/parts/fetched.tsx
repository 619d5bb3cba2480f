import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { type ComponentType, lazy, type ReactNode } from "react";
import { useLanguage } from "../words/language.tsx";
import { Page } from "./page.tsx";

/** A lazily loaded part of the console; `Instead` is shown when it cannot be loaded. */
export function fetched<Props>(
  load: () => Promise<ComponentType<Props>>,
  Instead: (props: Props) => ReactNode = NotLoadedPage,
) {
  return lazy<ComponentType<Props>>(() =>
    load().then(
      (Part) => ({ default: Part }),
      () => ({ default: Instead }),
    ),
  );
}

/** A browser may cache a failed module load, so the whole page is reloaded. */
export function NotLoaded() {
  const { words } = useLanguage();
  return (
    <Alert
      type="error"
      header={words.errors.unreachable}
      action={
        <Button onClick={() => location.reload()} iconName="refresh">
          {words.errors.loadAgain}
        </Button>
      }
    >
      {words.errors.missingPart}
    </Alert>
  );
}

function NotLoadedPage() {
  const { words } = useLanguage();
  return (
    <Page title={words.errors.notLoaded}>
      <NotLoaded />
    </Page>
  );
}
