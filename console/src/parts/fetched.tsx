import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { type ComponentType, lazy, type ReactNode } from "react";
import { useLanguage } from "../words/language.tsx";
import { Page } from "./page.tsx";

/** A part of the console that is fetched when it is first shown; without a network, `Instead` says so in its place. */
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

/** A browser may remember that a part could not be fetched, so everything is loaded anew. */
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
