/** A mistake in one file of an otherwise valid cluster. */
/** ❯ stands right before the place that must be named; it is taken out before loading. */
export interface MistakeRow {
  readonly name: string;
  readonly code: string;
  /** The whole of the file, beside a valid cluster. */
  readonly text: string;
  /** Default: prod/x.yaml. */
  readonly file?: string;
  /** A part of the message. */
  readonly says: string;
}

export const MARK = '❯';
