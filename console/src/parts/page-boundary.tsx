import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { useLanguage } from "../words/language.tsx";
import { Boundary } from "./boundary.tsx";
import { Page } from "./page.tsx";

/** An error boundary per page: the frame and all other pages stay usable. */
export function PageBoundary({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { pathname, search } = useLocation();
  return (
    <Boundary place={pathname + search} instead={(error) => <BrokenPage name={name} error={error} />}>
      {children}
    </Boundary>
  );
}

/** Advice for a page whose content this console cannot show. */
export function BrokenPage({ name, error }: { readonly name: string; readonly error: unknown }) {
  const { words } = useLanguage();
  return (
    <Page title={name}>
      <Alert
        type="error"
        header={words.errors.broken}
        action={
          <Button onClick={() => location.reload()} iconName="refresh">
            {words.errors.loadAgain}
          </Button>
        }
      >
        <SpaceBetween size="xs">
          <span>{words.errors.brokenMeans}</span>
          <span className="id">{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</span>
        </SpaceBetween>
      </Alert>
    </Page>
  );
}
