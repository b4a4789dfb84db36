/** What can go wrong with the repository. */
import { declareErrors } from '../errors.ts';

export const repoErrors = declareErrors('repo', {
  unsupportedUrl: {
    class: 'stalled',
    help: 'Set git.url to an http(s):// address or to the path of a local repository; credentials belong under git.auth.',
  },
  notFound: {
    class: 'stalled',
    help: 'Check git.url; some servers also answer "not found" when git.auth has no right to read the repository.',
  },
  unsupportedFormat: {
    class: 'stalled',
    help: 'Let git.url name a repository with SHA-1 objects, refs in files and all objects of its own (git clone --bare makes one).',
  },
  noAccess: { class: 'stalled', help: 'Give the agent the right to read and write these files, and space on the disk.' },
  unreachable: { class: 'transient', help: 'Check that git.url is right and that the agent can reach the server.' },
  notGit: { class: 'stalled', help: 'Let git.url name a repository that is served by the smart HTTP protocol of git.' },
  redirected: {
    class: 'stalled',
    help: 'Put the address that the server names into git.url: credentials are never sent after a redirect.',
  },
  authRejected: { class: 'stalled', help: 'Check git.auth: the username, the password or token, and what it may read and write.' },
  timeout: { class: 'transient', help: 'The server took too long to answer; the agent tries again. git.timeoutSeconds is the bound.' },
  tooLarge: {
    class: 'stalled',
    help: 'The repository is larger than the agent accepts; keep the declarations in a repository of their own.',
  },
  aborted: { class: 'waiting', help: 'The agent was stopping.' },
  noSuchRef: { class: 'stalled', help: 'Name a branch, a tag or a commit id that is in the repository.' },
  badBranch: { class: 'stalled', help: 'Give the branch a name that git allows: letters, digits, and . _ - / between them.' },
  ambiguousRef: { class: 'stalled', help: 'Write more characters of the commit id.' },
  locked: { class: 'waiting', help: 'Another Plumbline process uses the same data folder; wait until it has finished or use another one.' },
  refLocked: {
    class: 'transient',
    help: 'Another git process is writing the branch; if none runs, remove the .lock file that it left behind.',
  },
  corrupt: { class: 'stalled', help: 'Run git fsck in the repository and repair it; a cache in the data folder may simply be deleted.' },
  changed: { class: 'transient', help: 'Try again when nothing writes to the folder.' },
  unsafePath: { class: 'stalled', help: 'Remove the file from the repository: no system can hold it safely.' },
  writeRefused: { class: 'stalled', help: 'Give git.auth the right to push, and check the limits and hooks of the server.' },
  badChange: { class: 'bug', help: 'Report this with the log of the pass: it is a fault of Plumbline itself.' },
  noSuchFolder: { class: 'stalled', help: 'Give the path of a folder with the files to validate.' },
});
