/** Recorded bodies of gateways: test/fixtures/wire/scaleio, one folder for each version. */
import { readFileSync } from 'node:fs';

export function bodyOf(name: string, version = '2.6'): object {
  const file = new URL(`../../fixtures/wire/scaleio/${version}/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { body: object }).body;
}

/** As it comes over the wire. */
export function fixture(name: string, version?: string): Buffer {
  return Buffer.from(JSON.stringify(bodyOf(name, version)));
}
