/** Looks for secrets in everything that left a process. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { git } from './git-cli.ts';

/** What was said where. */
export type Said = ReadonlyMap<string, Buffer | string>;

/** `where: form` of every secret found, in whatever form it may have been written. */
export function leaksIn(said: Said, secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) =>
    [...formsOf(secret)].map(([form, bytes]) => ({ name: `${secret.slice(0, 3)}... ${form}`, bytes })),
  );
  return [...said].flatMap(([where, what]) => {
    const bytes = Buffer.from(what);
    return forms.filter((form) => bytes.includes(form.bytes)).map(({ name }) => `${where}: ${name}`);
  });
}

function formsOf(secret: string): ReadonlyMap<string, string> {
  const quoted = JSON.stringify(secret).slice(1, -1);
  const base64 = [0, 1, 2].map((before): [string, string] => [`base64 after ${before}`, alignedBase64(secret, before)]);
  return new Map([
    ['plain', secret],
    ['in JSON', quoted],
    ['in JSON in JSON', JSON.stringify(quoted).slice(1, -1)],
    ['on one line', secret.replaceAll(/\s+/g, ' ')],
    ['in Markdown', secret.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;')],
    ['percent-encoded', encodeURIComponent(secret)],
    ['hexadecimal', Buffer.from(secret).toString('hex')],
    ...base64,
  ]);
}

/** The middle of its base64 in a longer text, so many bytes from a place that three divides: what stands beside it does not count. */
function alignedBase64(secret: string, before: number): string {
  const base64 = Buffer.from('x'.repeat(before) + secret)
    .toString('base64')
    .replace(/=+$/, '');
  return base64.slice(before === 0 ? 0 : before + 1, -2);
}

/** Every object of a repository, reachable or not, and the names of its branches. */
export async function objectsIn(repository: string): Promise<Said> {
  return new Map([
    [`objects of ${path.basename(repository)}`, await git(repository, 'cat-file', '--batch-all-objects', '--batch', '--unordered')],
    [`branches of ${path.basename(repository)}`, await git(repository, 'for-each-ref')],
  ]);
}

/** Every file below a folder, as it is and unpacked, and the objects of the repositories there. */
export async function filesIn(folder: string): Promise<Said> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const repositories = entries.filter((entry) => entry.isDirectory() && entry.name === 'objects').map((entry) => entry.parentPath);
  const objects = await Promise.all(repositories.map(objectsIn));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const read = await Promise.all(files.map(async (file) => [file, await readFile(file)] as const));
  return new Map([
    ...objects.flatMap((said) => [...said]),
    ...read.flatMap(([file, bytes]) => [[file, bytes] as const, ...unpacked(file, bytes)]),
  ]);
}

function unpacked(file: string, bytes: Buffer): readonly (readonly [string, Buffer])[] {
  return [inflateSync, gunzipSync, brotliDecompressSync].flatMap((unpack) => {
    try {
      return [[`${file} unpacked`, unpack(bytes)] as const];
    } catch (thrown) {
      // It was packed otherwise, or not at all.
      if (thrown instanceof Error && 'code' in thrown) return [];
      throw thrown;
    }
  });
}
