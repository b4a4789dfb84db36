/**
 * Writes docs/errors.md, every error code that the agent can print with what to do about it, docs/safety.md, and the tables of
 * docs/kinds/. Run it after changing a code, a row of test/safety/ or a schema: `npm run docs`. A test fails while what is checked in differs from what this would write.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ErrorClass, ErrorCode } from '../agent/errors.ts';
import { kindPages } from './kind-pages.ts';
import { safetyDoc } from './safety-doc.ts';

const AGENT = fileURLToPath(new URL('../agent', import.meta.url));

const MEANING: { readonly [K in ErrorClass]: string } = {
  stalled: 'a person must act',
  waiting: 'comes back by itself',
  transient: 'tried again by itself',
  bug: 'a fault of Plumbline',
};

const INTRODUCTION = `# Errors

<!-- Written by \`npm run docs\` from the codes in agent/. Do not edit. -->

Every error that Plumbline prints has a code, and every code one remedy. The text around it says where and what; the code
never changes its meaning, so it can be searched for.
`;

/** The whole text of docs/errors.md. Throws when a file declares codes without exporting them. */
export async function errorsDoc(): Promise<string> {
  const codes = (await Promise.all(filesThatDeclare().map(codesOf))).flat();
  const sorted = codes.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const rooms = [...new Set(sorted.map(roomOf))];
  return [
    INTRODUCTION,
    ...rooms.map((room) =>
      section(
        room,
        sorted.filter((code) => roomOf(code) === room),
      ),
    ),
  ].join('\n');
}

function filesThatDeclare(): readonly string[] {
  const files = readdirSync(AGENT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.map((name) => join(AGENT, name)).filter((file) => /= declareErrors\(/.test(readFileSync(file, 'utf8')));
}

async function codesOf(file: string): Promise<readonly ErrorCode[]> {
  const exported = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const codes = Object.values(exported).flatMap((value) => Object.values(value ?? {}).filter(isErrorCode));
  if (codes.length === 0) throw new Error(`${file} declares error codes but exports none: export the table that declareErrors gives.`);
  return codes;
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'object' && value !== null && 'code' in value && 'class' in value && 'help' in value;
}

function roomOf(code: ErrorCode): string {
  return code.code.slice(0, code.code.indexOf('/'));
}

function section(room: string, codes: readonly ErrorCode[]): string {
  const rows = codes.map((code) => `| \`${code.code}\` | ${MEANING[code.class]} | ${code.help.replaceAll('|', '\\|')} |`);
  return [`## ${room}`, '', '| code | it | what to do |', '|---|---|---|', ...rows, ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../docs/errors.md', import.meta.url), await errorsDoc());
  writeFileSync(new URL('../docs/safety.md', import.meta.url), safetyDoc());
  for (const [file, text] of kindPages()) writeFileSync(new URL(`../docs/kinds/${file}`, import.meta.url), text);
}
