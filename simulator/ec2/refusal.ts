/** EC2's error answers: codes and statuses as in AWS's "Error codes for the Amazon EC2 API". */

/** Thrown where a request is refused; the query API answers with it, and the ledger records no effect. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function missing(parameter: string): Refusal {
  return new Refusal('MissingParameter', `The request must contain the parameter ${parameter}`);
}

export function invalidValue(message: string): Refusal {
  return new Refusal('InvalidParameterValue', message);
}

export function invalidCombination(message: string): Refusal {
  return new Refusal('InvalidParameterCombination', message);
}

export function noVolume(id: string): Refusal {
  return new Refusal('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);
}

export function noInstance(id: string): Refusal {
  return new Refusal('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
}

export function incorrectState(message: string): Refusal {
  return new Refusal('IncorrectState', message);
}

export function unauthorized(): Refusal {
  return new Refusal('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403);
}

/** What a dry run answers when the real one would do it. */
export function wouldSucceed(): Refusal {
  return new Refusal('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}

/** The real EC2 may well know this: 501 says that the lack is the simulator's. */
export function notPlayed(what: string): Refusal {
  return new Refusal('NotPlayed', `The simulator does not play ${what}.`, 501);
}
