/** The gateway's objects, checked and in our words. Fields we do not use are not looked at; test/fixtures/wire has them all. */
import { jsonOf } from '../../../http.ts';
import { unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';
import { objectOf, text, textOrNull } from './fields.ts';

/** Decodes each element of a list. An empty body is no empty list. */
export function decodeList<T>(decode: (object: JsonObject, what: string) => T): (body: Buffer, what: string) => readonly T[] {
  return (body, what) => {
    const list = jsonOf(body);
    if (!Array.isArray(list)) throw unexpected(what, 'no list');
    return list.map((item: unknown) => decode(objectOf(item, what), what));
  };
}

export function decodeOne<T>(decode: (object: JsonObject, what: string) => T): (body: Buffer, what: string) => T {
  return (body, what) => decode(objectOf(jsonOf(body), what), what);
}

/** What every object has. */
export function decodeNamed(object: JsonObject, what: string): { readonly id: string; readonly name: string | null } {
  return { id: text(object['id'], 'id', what), name: nameIn(object, what) };
}

/** 2.5 and 2.6 leave the name of an unnamed system out, where other objects have null (dumps of delfin and netdata). */
export function nameIn(object: JsonObject, what: string): string | null {
  const name = object['name'];
  return name === undefined ? null : textOrNull(name, 'name', what);
}

/** A snapshot's answer lists the ids of all that were taken. */
export function decodeId(body: Buffer, what: string): string {
  const made = objectOf(jsonOf(body), what);
  const ids = made['volumeIdList'];
  return Array.isArray(ids) && typeof ids[0] === 'string' ? ids[0] : text(made['id'], 'id', what);
}
