/** Files that plumbline.yaml names are in its own folder, wherever the agent is started. */
import { posix, resolve } from 'node:path';
import type { AuthConfig, BasicAuth, SecretRef } from './model/config.gen.ts';

interface WithFiles {
  readonly caFile?: string;
  readonly password?: SecretRef;
  readonly auth?: AuthConfig | Partial<BasicAuth>;
}

/** The same section with its file names made absolute. */
export function absolute<T extends WithFiles>(section: T, folder: string): T {
  const { caFile, password, auth } = section;
  return {
    ...section,
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
    ...(password === undefined ? {} : { password: absoluteRef(password, folder) }),
    ...(auth === undefined ? {} : { auth: absoluteAuth(auth, folder) }),
  };
}

function absoluteAuth<A extends NonNullable<WithFiles['auth']>>(auth: A, folder: string): A {
  if ('token' in auth) return { ...auth, token: absoluteRef(auth.token, folder) };
  if ('serviceAccount' in auth) {
    const { serviceAccount } = auth;
    return { ...auth, serviceAccount: { ...serviceAccount, privateKey: absoluteRef(serviceAccount.privateKey, folder) } };
  }
  return auth.password === undefined ? auth : { ...auth, password: absoluteRef(auth.password, folder) };
}

/** Null: none is configured. */
export function absoluteSecret(ref: SecretRef | undefined, folder: string): SecretRef | null {
  return ref === undefined ? null : absoluteRef(ref, folder);
}

/** The same place, as an absolute path if it is a file. */
export function absoluteRef(ref: SecretRef, folder: string): SecretRef {
  return 'file' in ref ? { file: resolve(folder, ref.file) } : ref;
}

/** What looks like another kind of address is left as it is, so that the repository's room can refuse it by name. */
export function localPath(url: string, folder: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) || /^[^/]+@?[^/]*:/.test(url) ? url : resolve(folder, url);
}

/** As git has it: `.`, `./a/` and `/b/../a` are other ways to write it. One that leads out still begins with `..`. */
export function folderInside(path: string): string {
  const inside = posix.normalize(path.replaceAll(/^\/+|\/+$/g, ''));
  return inside === '.' ? '' : inside;
}
