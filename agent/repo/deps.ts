/** What opening a repository needs besides its configuration. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Repo } from '../model/repo.ts';
import type { Secrets } from '../model/system.ts';

export interface Author {
  readonly name: string;
  readonly email: string;
}

export interface RepoDeps {
  /** The agent's data folder; remote repositories are mirrored below it. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Aborts every operation. */
  readonly signal: AbortSignal;
  /** Author and committer of every commit the agent writes. */
  readonly author: Author;
}

export interface OpenedRepo {
  readonly repo: Repo;
  /** Files and folders that change when the tracked branch moves; none for a remote repository. */
  readonly watchPaths: readonly string[];
  close(): Promise<void>;
}
