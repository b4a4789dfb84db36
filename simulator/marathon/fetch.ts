/** What `uris` mean in the words of `fetch` (state/FetchUri.scala isExtract). */
import { FETCH } from './profiles/app.ts';
import { isSince } from './profiles/profile.ts';
import type { ProfileName } from './profiles/profile.ts';
import type { JsonObject } from './shape.ts';

/** Archives are extracted: up to 1.5 what ends like one, later what java.net.URI finds such a path in. */
export function fetchesOf(uris: readonly string[], profile: ProfileName): readonly JsonObject[] {
  const isExtracted = isSince(profile, '1.6') ? hasArchivePath : endsLikeArchive;
  return uris.map((uri) => ({ ...FETCH, uri, extract: isExtracted(uri) }));
}

function endsLikeArchive(text: string): boolean {
  return ['.tgz', '.tar.gz', '.tbz2', '.tar.bz2', '.txz', '.tar.xz', '.zip'].some((ending) => text.endsWith(ending));
}

function hasArchivePath(uri: string): boolean {
  const path = HIERARCHICAL.exec(uri)?.groups?.['path'] ?? '';
  // The path is looked at without its escapes.
  const plain = path.replaceAll(/%[0-7][\da-f]/gi, (escape) => String.fromCodePoint(Number.parseInt(escape.slice(1), 16)));
  return ['.tar', '.tar.bz2', '.tar.xz', '.gz', '.tgz', '.tbz2', '.txz', '.zip'].some((ending) => plain.endsWith(ending));
}

/** One character or escape that a URI may have, besides those that part it; beyond ASCII all but blanks and controls (RFC 2396 as Java has it). */
const LETTER = String.raw`(?:[\w\-.!~*'();:@&=+$,]|%[\da-fA-F]{2}|(?![\p{Z}\p{Cc}])[^\0-\x7f])`;

/** With a path; `mailto:x` has none. A colon before the first slash would end a scheme. */
const HIERARCHICAL = new RegExp(
  String.raw`^(?:[A-Za-z][A-Za-z\d+.\-]*:(?=/))?(?://(?:${LETTER}|[[\]])*)?(?<path>(?![^/]*:)(?:${LETTER}|/)*)(?:\?(?:${LETTER}|[/?[\]])*)?(?:#(?:${LETTER}|[/?[\]])*)?$`,
  'u',
);
