/**
 * What an authorisation plugin keeps from the caller: lists leave it out without a word, and what is asked for by its id is
 * refused with 403 (api/AuthResource.scala).
 */
import { Refusal } from './refusal.ts';

export class Hidden {
  #ids: readonly string[] = [];

  /** From now on these apps, pods and everything in these groups. */
  set(ids: readonly string[]): void {
    this.#ids = ids;
  }

  has(id: string): boolean {
    return this.#ids.some((one) => id === one || id.startsWith(`${one}/`));
  }

  /** Throws the 403. */
  refuse(id: string): void {
    if (this.has(id)) throw new Refusal(403, { message: 'Not Authorized to perform this action!' });
  }
}
