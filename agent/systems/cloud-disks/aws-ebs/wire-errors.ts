/**
 * What EC2's error codes mean for the agent: the name of the thrown error alone, never its text. From the EC2 API reference
 * and what aws-ebs-csi-driver makes of them (pkg/cloud/cloud.go).
 */
import { PlumblineError } from '../../../errors.ts';
import type { ErrorCode } from '../../../errors.ts';
import { cloudErrors } from '../errors.ts';

const { busy, changedMeanwhile, credentialsRejected, denied, hostFull, noCapacity, notYet, quota, refused, tokenSpent, zoneMismatch } =
  cloudErrors;

const CODES: ReadonlyMap<string, ErrorCode> = new Map([
  ['RequestLimitExceeded', busy],
  ['Throttling', busy],
  ['ThrottlingException', busy],
  ['EC2ThrottledException', busy],
  ['InternalError', busy],
  ['InternalFailure', busy],
  ['ServiceUnavailable', busy],
  ['Unavailable', busy],
  ['InsufficientVolumeCapacity', noCapacity],
  ['VolumeLimitExceeded', quota],
  ['MaxIOPSLimitExceeded', quota],
  ['AttachmentLimitExceeded', hostFull],
  ['IdempotentParameterMismatch', tokenSpent],
  ['InvalidVolume.NotFound', changedMeanwhile],
  ['InvalidInstanceID.NotFound', changedMeanwhile],
  ['InvalidAttachment.NotFound', changedMeanwhile],
  ['VolumeInUse', notYet],
  ['IncorrectState', notYet],
  ['IncorrectModificationState', notYet],
  ['VolumeModificationRateExceeded', notYet],
  ['VolumeModificationSizeLimitExceeded', notYet],
  ['InvalidVolume.ZoneMismatch', zoneMismatch],
  ['UnauthorizedOperation', denied],
  ['AuthFailure', credentialsRejected],
  ['RequestExpired', credentialsRejected],
  ['SignatureDoesNotMatch', credentialsRejected],
  ['InvalidClientTokenId', credentialsRejected],
  ['ExpiredToken', credentialsRejected],
  ['OptInRequired', refused],
]);

/** Longer texts are cut: UnauthorizedOperation comes with a kilobyte of encoded reasons. */
const LONGEST_TEXT = 300;

/** `what`: `attach vol-1 to i-1`. A PlumblineError, as from agent/http.ts, stays as it is. */
export function cloudError(what: string, thrown: unknown): PlumblineError {
  if (thrown instanceof PlumblineError) return thrown;
  const { name, message, status } = partsOf(thrown);
  const text = message.length > LONGEST_TEXT ? `${message.slice(0, LONGEST_TEXT)}...` : message;
  return new PlumblineError(codeOf(thrown, name, status), `EC2 did not ${what}: ${text} (${name})`, { ec2: name }, { cause: thrown });
}

/** The answer cannot be used: something is missing in it, so nothing is taken for empty. */
export function unexpected(what: string, why: string): PlumblineError {
  return new PlumblineError(cloudErrors.unexpectedAnswer, `EC2's answer to "${what}" cannot be used: ${why}.`);
}

/** Whether EC2 said one of these. */
export function isEc2(error: PlumblineError, ...names: readonly string[]): boolean {
  const { ec2 } = error.details;
  return typeof ec2 === 'string' && names.includes(ec2);
}

/** EC2 said no, so it did nothing. Of what it was too busy for, or answered unreadably, that is not certain. */
export function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof PlumblineError) || typeof thrown.details['ec2'] !== 'string') return false;
  return thrown.code !== busy && thrown.code !== cloudErrors.unexpectedAnswer;
}

/** A code we do not know needs a person; what is no error of EC2's at all is an answer that could not be read. */
function codeOf(thrown: unknown, name: string, status: number): ErrorCode {
  const known = CODES.get(name);
  if (known !== undefined) return known;
  if (status >= 500) return busy;
  return typeof thrown === 'object' && thrown !== null && '$fault' in thrown ? refused : cloudErrors.unexpectedAnswer;
}

interface Parts {
  readonly name: string;
  readonly message: string;
  readonly status: number;
}

function partsOf(thrown: unknown): Parts {
  if (!(thrown instanceof Error)) return { name: 'unknown', message: String(thrown), status: 0 };
  const metadata = '$metadata' in thrown ? (thrown.$metadata as { readonly httpStatusCode?: number }) : {};
  return { name: thrown.name, message: thrown.message.split('\n')[0] ?? '', status: metadata.httpStatusCode ?? 0 };
}
