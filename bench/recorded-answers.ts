/** A recording of responses, replayed in a second pass without the engines. */
export interface AnswerRecorder<Request, Response> {
  record(request: Request): Response;
  /** Throws when a request differs from the recording: then the work was not the same. */
  play(request: Request): Response;
  readonly length: () => number;
}

export function createAnswerRecorder<Request, Response>(
  nameOf: (request: Request) => string,
  answer: (request: Request) => Response,
) {
  const kept: { readonly name: string; readonly response: () => Response }[] = [];
  let at = 0;
  const recorder: AnswerRecorder<Request, Response> = {
    record(request) {
      const name = nameOf(request);
      try {
        const response = answer(request);
        kept.push({ name, response: () => response });
        return response;
      } catch (error) {
        kept.push({
          name,
          response() {
            throw error;
          },
        });
        throw error;
      }
    },
    play(request) {
      const next = kept[at++];
      if (next?.name !== nameOf(request)) {
        throw new Error(`the second pass requests ${nameOf(request)} where the first requested ${next?.name}`);
      }
      return next.response();
    },
    length: () => kept.length,
  };
  return recorder;
}
