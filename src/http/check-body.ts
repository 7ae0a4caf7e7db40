/** What a route is sent, checked before its handler sees it: what is wrong is named, never quoted. */
import { type PipeTransform } from '@nestjs/common';
import { type z } from 'zod';
import { Problem } from '../core/problem.js';

/** Throws the Problem `request_invalid`. */
export function checkBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body ?? {});
  if (success) return data;
  const fields = [...new Set(error.issues.map(({ path }) => path.join('.') || 'body'))];
  throw new Problem(
    'request_invalid',
    'invalid',
    `These are missing or not as expected: ${fields.join(', ')}.`,
  );
}

export class BodyPipe implements PipeTransform<unknown, unknown> {
  constructor(private readonly schema: z.ZodType) {}

  transform(body: unknown): unknown {
    return checkBody(this.schema, body);
  }
}
