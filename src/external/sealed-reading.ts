/** A sheet's reading, a message's envelope and a file's name, as they are sealed in their rows. */
import { type SheetReading } from '../core/sheet/reading.js';
import { type Vault } from './vault.js';

export function sealReading(vault: Vault, id: string, reading: SheetReading): Buffer {
  return vault.sealJson(reading, `readings.sealed_result:${id}`);
}
export function openReading(vault: Vault, id: string, sealed: Buffer): SheetReading {
  return vault.openJson(sealed, `readings.sealed_result:${id}`) as SheetReading;
}
