/**
 * Findings in SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0), with what GitHub code scanning asks for besides:
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import { desiredErrors } from '../desired/errors.ts';
import type { ErrorCode } from '../errors.ts';
import type { DocError } from '../model/desired.ts';
import { schemaErrors } from '../schema/errors.ts';
import { VERSION } from '../version.ts';

type Level = 'error' | 'warning';

/** `path` is the cluster's folder: findings of several clusters in one repository are told apart by it. */
export function sarif(errors: readonly DocError[], warnings: readonly DocError[], path: string): object {
  const levels: readonly (readonly [Level, readonly DocError[]])[] = [
    ['error', errors],
    ['warning', warnings],
  ];
  const codes = [...new Set([...errors, ...warnings].map(({ code }) => code))].toSorted();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Plumbline', version: VERSION, informationUri: 'https://plumbline.dev', rules: codes.map(ruleOf) } },
        // All before the last slash is what GitHub calls the category: a new run replaces the last one of the same.
        automationDetails: { id: `plumbline/${path === '' ? '' : `${path}/`}` },
        columnKind: 'utf16CodeUnits',
        results: levels.flatMap(([level, found]) => found.map((one) => resultOf(one, level, codes.indexOf(one.code)))),
      },
    ],
  };
}

const HELP: ReadonlyMap<string, ErrorCode> = new Map(
  [...Object.values(desiredErrors), ...Object.values(schemaErrors)].map((code) => [code.code, code]),
);

function ruleOf(code: string): object {
  const help = HELP.get(code)?.help ?? 'Correct the file at the line named.';
  return { id: code, shortDescription: { text: titleOf(code) }, fullDescription: { text: help }, help: { text: help } };
}

/** `Wrong value` of `schema/wrong-value`. */
function titleOf(code: string): string {
  const words = code.slice(code.indexOf('/') + 1).replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function resultOf({ code, file, line, column, message }: DocError, level: Level, ruleIndex: number): object {
  const region = { startLine: line, startColumn: column };
  const artifactLocation = { uri: uriOf(file), uriBaseId: '%SRCROOT%' };
  return {
    ruleId: code,
    ruleIndex,
    level,
    message: { text: plain(message) },
    locations: [{ physicalLocation: { artifactLocation, region } }],
  };
}

/** A relative reference, whatever a file is called (RFC 3986). */
function uriOf(file: string): string {
  return file === '' ? '.' : file.split('/').map(encodeURIComponent).join('/');
}

/** `[text](address)` would become a link (section 3.11.6); nothing in a message is one. */
function plain(message: string): string {
  return message.replaceAll('](', '] (');
}
