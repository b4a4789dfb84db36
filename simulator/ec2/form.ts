/** The fields of a Query API request: flat names, lists as `Name.1`, `Name.2`. */
import { invalidValue, missing, notPlayed } from './refusal.ts';

export type Tags = ReadonlyMap<string, string>;

export interface Filter {
  readonly name: string;
  /** One of them must match; `*` and `?` are wildcards. */
  readonly values: readonly string[];
}

const COMMON = ['Action', 'Version', 'DryRun'];
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

export class Form {
  readonly #fields: { readonly [name: string]: string };

  constructor(fields: { readonly [name: string]: string }) {
    this.#fields = fields;
  }

  /** Refuses fields other than these, of lists the first part of the name: what the simulator would pass over in silence. */
  refuseOthers(taken: readonly string[]): void {
    const names = Object.keys(this.#fields).map((name) => name.split('.')[0] ?? name);
    const other = names.find((name) => !COMMON.includes(name) && !taken.includes(name));
    if (other !== undefined) throw notPlayed(`the parameter ${other} of ${this.#fields['Action']}`);
  }

  text(name: string): string | null {
    const value = this.#fields[name];
    return value === undefined || value === '' ? null : value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null) throw missing(name);
    return value;
  }

  whole(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (!/^\d{1,9}$/.test(value)) throw invalidValue(`Value (${value}) for parameter ${name} is invalid.`);
    return Number(value);
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** `VolumeId.1`, `VolumeId.2`, ... */
  list(name: string): readonly string[] {
    return this.#numbered(name, (prefix) => this.#fields[prefix]);
  }

  filters(): readonly Filter[] {
    return this.#numbered('Filter', (prefix) => {
      const name = this.#fields[`${prefix}.Name`];
      return name === undefined ? undefined : { name, values: this.list(`${prefix}.Value`) };
    });
  }

  /** The tags below this prefix; throws where EC2 would not take them. */
  tags(prefix: string): Tags {
    const pairs = this.#numbered(prefix, (tag): readonly [string, string] | undefined => {
      const key = this.#fields[`${tag}.Key`];
      return key === undefined ? undefined : [key, this.#fields[`${tag}.Value`] ?? ''];
    });
    if (pairs.length > MAX_TAGS) throw invalidValue(`A resource can have at most ${MAX_TAGS} tags.`);
    for (const [key, value] of pairs) refuseTag(key, value);
    return new Map(pairs);
  }

  /** Equal for requests that ask for the same. */
  signature(): string {
    return JSON.stringify(Object.entries(this.#fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  #numbered<T>(name: string, read: (prefix: string) => T | undefined): readonly T[] {
    const found: T[] = [];
    for (let value = read(`${name}.1`); value !== undefined; value = read(`${name}.${found.length + 1}`)) found.push(value);
    return found;
  }
}

function refuseTag(key: string, value: string): void {
  if (key === '' || key.length > MAX_KEY) throw invalidValue(`Tag key exceeds the maximum length of ${MAX_KEY} characters`);
  if (value.length > MAX_VALUE) throw invalidValue(`Tag value exceeds the maximum length of ${MAX_VALUE} characters`);
  if (key.startsWith('aws:')) throw invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
}
