import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useLocation } from "react-router";
import { useLanguage } from "../words/language.tsx";
import { AppLinkButton } from "./app-link.tsx";
import { Page } from "./page.tsx";

/** Missing or hidden from this reader: both look the same. */
export function NotFound({ id }: { readonly id?: string | undefined }) {
  const { words } = useLanguage();
  const { pathname } = useLocation();
  return (
    <Page title={words.notFound.title}>
      <SpaceBetween size="m">
        <Box variant="p">{words.notFound.text}</Box>
        <Box variant="code">{id ?? pathname}</Box>
        <AppLinkButton href="/">{words.notFound.back}</AppLinkButton>
      </SpaceBetween>
    </Page>
  );
}

/** The reader has access to the workspace, but not to this page. */
export function Forbidden() {
  const { words } = useLanguage();
  return (
    <Page title={words.forbidden.title}>
      <SpaceBetween size="m">
        <Box variant="p">{words.forbidden.text}</Box>
        <AppLinkButton href="/">{words.notFound.back}</AppLinkButton>
      </SpaceBetween>
    </Page>
  );
}
