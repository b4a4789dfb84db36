/** How many mistakes of a commit are told: more than anybody mends at once, and far fewer than a hostile one could have. */
import type { DocError } from '../model/desired.ts';
import { placeOfFolder } from './cluster.ts';
import { desiredErrors } from './errors.ts';
import { START } from '../schema/fault.ts';
import type { Fault } from '../schema/fault.ts';
import { MOST_TOLD } from '../schema/validate.ts';

/** Of a commit; of its warnings, too. */
const MOST_FAULTS = 10_000;

/** The first ones of one document, and that there are more. */
export function firstFaults(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MOST_TOLD) return faults;
  const message = `This document has more mistakes than the ${MOST_TOLD} others listed; mend those first.`;
  return [{ code: desiredErrors.tooManyMistakes, path: [], at: 'value', message }, ...faults.slice(0, MOST_TOLD)];
}

/** Adds as long as there is room: one more than is told, so that it can be seen that there are more. */
export function addFault<T>(list: T[], fault: T): void {
  if (list.length <= MOST_FAULTS) list.push(fault);
}

/** Whether nothing that is added would be told. */
export function isFull(list: readonly unknown[]): boolean {
  return list.length > MOST_FAULTS;
}

/** The first ones, and that there are more; `path` is the cluster's folder. */
export function theFirst(errors: readonly DocError[], path: string): readonly DocError[] {
  if (errors.length <= MOST_FAULTS) return errors;
  const message = `There are more mistakes than the ${MOST_FAULTS} others listed; mend those first.`;
  return [{ code: desiredErrors.tooManyMistakes.code, file: placeOfFolder(path), ...START, message }, ...errors.slice(0, MOST_FAULTS)];
}
