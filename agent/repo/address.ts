/** What git.url names: an http(s) remote or a local repository. Everything else is refused before it is dialled. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';

export type Address = { readonly kind: 'remote'; readonly url: string } | { readonly kind: 'local'; readonly path: string };

/** `git@host:path`. isomorphic-git takes it for a path on 127.0.0.1; a config reader may have put a folder before it. */
const SCP_LIKE = /(?:^|\/)[^/@:\s]+@[^/@:\s]+:|^[^/.][^/:]*:(?!\/\/)/;
/** `ssh://`, also as `/folder/ssh:/host`, which is what resolving it against a folder makes of it. */
const OTHER_SCHEME = /(?:^|\/)([a-z][a-z0-9+.-]*):\/{1,2}/i;
const SUPPORTED = 'supported are http(s):// addresses and paths of local repositories';

/** Throws `repo/unsupported-url`. The message never repeats credentials. */
export function parseAddress(url: string): Address {
  if (/^https?:\/\//i.test(url)) return { kind: 'remote', url: checkHttp(url) };
  const scheme = OTHER_SCHEME.exec(url)?.[1];
  if (scheme !== undefined) throw refused(`git.url is a ${scheme}:// address; ${SUPPORTED}.`);
  if (SCP_LIKE.test(url)) throw refused(`git.url is an ssh address (user@host:path); ${SUPPORTED}.`);
  return { kind: 'local', path: url };
}

function checkHttp(text: string): string {
  if (!URL.canParse(text)) throw refused(`git.url is not a valid address; ${SUPPORTED}.`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw refused(`git.url of ${url.host} has credentials in it; remove them there and set git.auth.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw refused(`git.url of ${url.host} has a query or a fragment; give the address of the repository alone.`);
  }
  return url.href.replace(/\/+$/, '');
}

function refused(message: string): PlumblineError {
  return new PlumblineError(repoErrors.unsupportedUrl, message);
}
