import Button from "@cloudscape-design/components/button";
import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useNow } from "../parts/now.tsx";
import { useLanguage } from "../words/language.tsx";

/** The age of what the page shows, by its oldest answer, and a button that loads all of it again. */
export function DataAge() {
  const { words, formats } = useLanguage();
  const queries = useQueryClient();
  const now = useNow();
  // Renders again whenever a request starts or ends.
  useIsFetching();
  const loaded = queries
    .getQueryCache()
    .getAll()
    .filter((query) => query.isActive() && query.state.dataUpdatedAt > 0)
    .map(({ state }) => state.dataUpdatedAt);
  return (
    <div className="data-age">
      {loaded.length > 0 && (
        <span>
          <span className="data-age-label">{words.shell.updated}</span>{" "}
          {formats.relative(new Date(Math.min(...loaded)).toISOString(), now)}
        </span>
      )}
      <Button
        variant="icon"
        iconName="refresh"
        ariaLabel={words.shell.refresh}
        onClick={() => void queries.refetchQueries({ type: "active" })}
      />
    </div>
  );
}
