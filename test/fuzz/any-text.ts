/** Texts of any script. */
import fc from 'fast-check';

/** One for all: to make it takes longer than to make a hundred texts of it. */
const CHARACTERS = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });

/** Halves of characters too. */
const CODE_POINTS = fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code));

/** Whatever a string can hold. */
export function oddText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: CODE_POINTS, maxLength });
}

/** Characters as people see them. */
export function anyText(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  return fc.string({ unit: CHARACTERS, minLength, maxLength });
}

/** Unicode's Cf and Default_Ignorable_Code_Point, and the empty cell of Braille. */
const CANNOT_BE_SEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** What may be a key: no merge key, and none that hides a character. */
export function isPlainKey(key: string): boolean {
  return key !== '<<' && !CANNOT_BE_SEEN.test(key);
}
