import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Popover, { type PopoverProps } from "@cloudscape-design/components/popover";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRef, useState } from "react";
import type { PromiseAnswer, PromiseCell } from "../../../shared/contract/promises.ts";
import { AppLink } from "../parts/app-link.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { runPage } from "../runs/addresses.ts";
import { ExceptionDialog } from "./exception-dialog.tsx";
import { usePromiseWords } from "./promise-words.ts";
import { WhyLines } from "./why-lines.tsx";

interface PromiseCellProps {
  readonly ws: string;
  readonly cell: PromiseCell;
  readonly promise: PromiseAnswer;
  readonly environment: string;
  readonly mayManage: boolean;
  /** Whether the promise is named, because it has no column of its own. */
  readonly isNamed: boolean;
}

/** One promise in one environment: its state and why; the proof, the exception and what can be done are one click away. */
export function PromiseCellView({ ws, cell, promise, environment, mayManage, isNamed }: PromiseCellProps) {
  const { words, formats } = usePromiseWords();
  const popover = useRef<PopoverProps.Ref>(null);
  const [isExcepting, setExcepting] = useState(false);
  const { exception, provenBy } = cell;
  const [first] = cell.why;
  return (
    <div className="run-lines">
      <Popover
        ref={popover}
        triggerType="text"
        size="large"
        header={`${environment}: ${promise.name}`}
        triggerAriaLabel={`${environment}, ${promise.name}: ${cell.state.label}`}
        content={
          <SpaceBetween size="s">
            <span>{cell.text}</span>
            <WhyLines ws={ws} why={cell.why} />
            {provenBy !== null && <AppLink href={runPage(ws, provenBy)}>{words.promise.openProof}</AppLink>}
            {exception !== null && (
              <span>
                {words.promise.excepted(exception.ownerId, formats.absolute(exception.until), exception.reason)}
              </span>
            )}
            {mayManage && (
              <Button
                onClick={() => {
                  popover.current?.dismiss();
                  setExcepting(true);
                }}
              >
                {exception === null ? words.promise.except : words.promise.changeException}
              </Button>
            )}
          </SpaceBetween>
        }
      >
        {isNamed && `${promise.name}: `}
        <StateBadge state={cell.state} />
      </Popover>
      <Box variant="small" color="text-body-secondary">
        {cell.text}
      </Box>
      {first !== undefined && <WhyLines ws={ws} why={[first]} />}
      {isExcepting && (
        <ExceptionDialog
          ws={ws}
          promise={promise}
          environment={{ id: cell.environmentId, name: environment }}
          exception={exception}
          onClose={() => setExcepting(false)}
        />
      )}
    </div>
  );
}
