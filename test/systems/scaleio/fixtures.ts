/** Recorded bodies of a ScaleIO 2.6 gateway. */
import { readFileSync } from 'node:fs';

export function bodyOf(name: string): object {
  const file = new URL(`../../fixtures/wire/scaleio/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { body: object }).body;
}

/** As it comes over the wire. */
export function fixture(name: string): Buffer {
  return Buffer.from(JSON.stringify(bodyOf(name)));
}
