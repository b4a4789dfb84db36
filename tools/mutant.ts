/** The head of a patch in test/mutants/: what it breaks, and the test that tells. */

export interface Mutant {
  /** Its file's name without `.patch`. */
  readonly name: string;
  /** What goes wrong with it, as a clause. */
  readonly mutates: string;
  /** The invariant of docs/design.md that it breaks; null for none of them. */
  readonly invariant: number | null;
  /** The file of tests to run, and the test in it that has to fail; null: the rows of docs/safety.md that name the mutant. */
  readonly killer: { readonly file: string; readonly test: string } | null;
}

/** Reads the lines before the patch itself; throws an Error that names the line that is missing. */
export function readMutant(name: string, text: string): Mutant {
  const head = text.slice(0, Math.max(0, text.search(/^--- /m)));
  const field = (key: string): string | null => new RegExp(`^${key}: (.+)$`, 'm').exec(head)?.[1] ?? null;
  const required = (key: string): string => {
    const value = field(key);
    if (value === null) throw new Error(`test/mutants/${name}.patch has no line "${key}: ..." above the patch.`);
    return value;
  };
  const [invariant, file] = [field('Invariant'), field('File')];
  return {
    name,
    mutates: required('Mutates'),
    invariant: invariant === null ? null : Number(invariant),
    killer: file === null ? null : { file, test: required('Test') },
  };
}
