/** Step 2: what is kept, sealed, of a parsed message beside its raw bytes. */
import { type ParsedMessage } from '../external/mime.js';
import { type Envelope } from '../external/sealed-envelope.js';

/** Longer texts stay whole in the raw message; what an answer and a thread need stands near the top. */
const MOST_TEXT = 200_000;

export function toEnvelope(parsed: ParsedMessage): Envelope {
  const { from, fromName, replyTo, to, subject, messageId, inReplyTo, references, headers, text } = parsed;
  const report = parsed.deliveryReport;
  return {
    ...{ from, fromName, replyTo, to, subject, messageId, inReplyTo, references, headers },
    text: text.slice(0, MOST_TEXT),
    isReport: parsed.isReport,
    bounceOf: report?.bounce ? report.originalMessageId : null,
    bounce: report?.bounce ?? null,
    ...(report && { returned: report.returned }),
    bouncedFrom: report?.recipient ?? null,
    damaged: parsed.damaged,
    encrypted: parsed.encrypted,
  };
}
