/** What can be wrong with a YAML text, whatever it declares. */
import { declareErrors } from '../errors.ts';

export const schemaErrors = declareErrors('schema', {
  tooLarge: { class: 'stalled', help: 'Split the file: one document a file reads best.' },
  tooDeep: { class: 'stalled', help: 'Nest less: nothing Plumbline reads is nested that deep.' },
  syntax: { class: 'stalled', help: 'Correct the YAML at the place named.' },
  duplicateKey: { class: 'stalled', help: 'Keep one of the two.' },
  hiddenInKey: { class: 'stalled', help: 'Write the key anew, with characters that can be seen.' },
  badAlias: { class: 'stalled', help: 'Write the value out instead of the alias.' },
  notPlain: { class: 'stalled', help: 'Write plain YAML: no tags, no directives, no merge keys.' },
  unsafeNumber: { class: 'stalled', help: 'Write a number that can be kept exactly; one that is a text is quoted.' },
  unknownField: { class: 'stalled', help: 'Remove the field, or spell it as the message suggests.' },
  missingField: { class: 'stalled', help: 'Add the field.' },
  wrongType: { class: 'stalled', help: 'Give a value of the kind the message asks for.' },
  wrongValue: { class: 'stalled', help: 'Give a value the message allows.' },
});
