/** A last word right before a request is written, which may be seconds after it was made: undici queues it, or connects. */
import type { Dispatcher } from 'undici';

/** The handler of a request, with a last word when it is written: why not; null: it goes out. */
export function withGate(handler: Dispatcher.DispatchHandler, refusal: () => Error | null): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      const error = refusal();
      if (error !== null) controller.abort(error);
      else handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStart: (...args) => handler.onResponseStart?.(...args),
    onResponseData: (...args) => handler.onResponseData?.(...args),
    onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
    onResponseError: (...args) => handler.onResponseError?.(...args),
  };
}
