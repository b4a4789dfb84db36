/** Sentences that plans and statuses share. */
import { formatInstant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import type { Hold } from './memory.ts';
import { oneLine } from './printable.ts';
import type { Lost, Standing } from './report.ts';

/** `restart App//web`, as the plan has it; the id `keep App//web` only says what is wanted, and reads as if nothing happened. */
export function deedOf({ op, id }: { readonly op: string; readonly id: string }): string {
  return `${op} ${id.slice(id.indexOf(' ') + 1)}`;
}

/** `2026-11-21 14:00 UTC` */
export function formatMinute(at: Instant): string {
  return `${formatInstant(at).slice(0, 16).replace('T', ' ')} UTC`;
}

function formatSecond(at: Instant): string {
  return `${formatInstant(at).slice(0, 19).replace('T', ' ')} UTC`;
}

/** Why this process does not write; null when it does, or was never to. */
export function standingSentence(standing: Standing, now: Instant): string | null {
  switch (standing.kind) {
    case 'onlooker':
      return null;
    case 'writer':
      return now < standing.writesFrom
        ? `This agent took the cluster over from another one, which may not know yet: it writes from ${formatSecond(standing.writesFrom)} on.`
        : null;
    case 'standby': {
      const { instance, verb, claimedAt } = standing.writer;
      return `Agent ${instance} (${verb}, since ${formatMinute(claimedAt)}) writes to this cluster; this one stands by.`;
    }
    case 'flapping':
      return `This agent and ${standing.with} keep taking the cluster from each other, so neither writes (since ${formatMinute(standing.since)}): stop one of them.`;
    case 'outdated':
      return 'A newer version of Plumbline keeps the journal of this cluster, so this one only looks: update it.';
    case 'partitioned':
      return (
        `Git has not been read since ${formatMinute(standing.since)} (${oneLine(standing.error.message)}): what was accepted before stays in force, ` +
        'and after two minutes nothing is changed any more.'
      );
  }
}

/** `Everything is held until 2026-11-21 16:00 UTC by ada: moving racks` */
export function holdSentence({ ref, until, by, reason }: Hold): string {
  return `${ref === '*' ? 'Everything' : ref} is held until ${formatMinute(until)} by ${oneLine(by)}: ${oneLine(reason)}`;
}

/** What is known, what waits, and what a person can do. */
export function lostSentence({ since, why, change, key }: Lost): string {
  return (
    `The memory on the status branch was lost (${why}, ${formatMinute(since)}): nothing is deleted, pruned, grown or made anew in storage ` +
    `until an Approval names the change \`${change}\` with the key \`${key}\`.`
  );
}
