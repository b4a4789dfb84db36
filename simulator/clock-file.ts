/** The clock file, through which virtual time reaches agent processes: they read it at every `now()`. */
import { renameSync, writeFileSync } from 'node:fs';
import type { ClockReading } from './clock.ts';

/** Replaces a file at once, so that no reader ever sees half of it. */
export function writeWhole(file: string, text: string, mode = 0o644): void {
  const aside = `${file}.new`;
  writeFileSync(aside, text, { mode });
  renameSync(aside, file);
}

/** Writes `{realMs, virtualMs, factor}`: virtual time is virtualMs + (real now - realMs) * factor. */
export function writeClockFile(file: string, reading: ClockReading): void {
  writeWhole(file, `${JSON.stringify(reading)}\n`);
}
