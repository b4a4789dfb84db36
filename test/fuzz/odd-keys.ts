/** Names of fields that mean something to JavaScript or to YAML, and any others. */
import fc from 'fast-check';
import { anyText, isPlainKey } from './any-text.ts';

const MEANINGFUL = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  '~',
  'null',
  'true',
  '1',
  '<',
  '? ',
  '- ',
  '#',
];

export function oddKeys(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom(...MEANINGFUL), anyText(12).filter(isPlainKey));
}
