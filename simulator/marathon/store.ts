/** The root group: every app and pod by id, the service ports they hold, the groups, and the versions they were given. */
import type { App, Stored, Version } from './app.ts';
import { storeVersion } from './app.ts';
import type { AppDefinition } from './definition.ts';
import { Groups } from './group-tree.ts';
import { servicePorts } from './ports.ts';

export class Store {
  groups = new Groups();
  readonly #apps = new Map<string, App>();
  readonly #ports = new Set<number>();
  readonly #now: () => number;
  #lastVersionMs = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The app of this id. */
  get(id: string): App | undefined {
    const found = this.#apps.get(id);
    return found?.stored.definition.pod === undefined ? found : undefined;
  }

  pod(id: string): App | undefined {
    const found = this.#apps.get(id);
    return found?.stored.definition.pod === undefined ? undefined : found;
  }

  /** The app or pod of this id. */
  find(id: string): App | undefined {
    return this.#apps.get(id);
  }

  /** All apps. */
  all(): readonly App[] {
    return [...this.#apps.values()].filter((app) => app.stored.definition.pod === undefined);
  }

  pods(): readonly App[] {
    return [...this.#apps.values()].filter((app) => app.stored.definition.pod !== undefined);
  }

  /** Apps and pods. */
  everything(): readonly App[] {
    return [...this.#apps.values()];
  }

  get ports(): ReadonlySet<number> {
    return this.#ports;
  }

  /** The version of the root group: the newest there is. */
  get version(): Version {
    return new Date(this.#lastVersionMs === 0 ? this.#now() : this.#lastVersionMs).toISOString();
  }

  /** Now; a millisecond later than the last one if that was now, too. */
  nextVersion(): Version {
    this.#lastVersionMs = Math.max(this.#now(), this.#lastVersionMs + 1);
    return this.version;
  }

  add(app: App): void {
    this.#apps.set(app.id, app);
    this.groups.addAround(app.id);
    this.#hold(app.stored.definition);
  }

  update(app: App, stored: Stored): void {
    this.#release(app.stored.definition);
    storeVersion(app, stored);
    this.#hold(stored.definition);
  }

  remove(app: App): void {
    this.#apps.delete(app.id);
    this.#release(app.stored.definition);
  }

  #hold(definition: AppDefinition): void {
    for (const port of servicePorts(definition)) this.#ports.add(port);
  }

  #release(definition: AppDefinition): void {
    for (const port of servicePorts(definition)) this.#ports.delete(port);
  }
}
