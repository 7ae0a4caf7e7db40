/**
 * pdf.js for older engines replaces Array.prototype.push by a slower one (core-js), because V8 before 12.2 throws the wrong error when
 * an array's length is frozen. Nothing here meets that, and a fifth of a sheet's reading went into it. Imported before pdf.js.
 */
const native = Object.getOwnPropertyDescriptor(Array.prototype, 'push');

/** Puts the engine's own push back; to be called when pdf.js and its worker have been loaded. */
export function restorePush(): void {
  if (native) Object.defineProperty(Array.prototype, 'push', native);
}
