/** What the console sends about accounts: each body as the OpenAPI document shows it, and as it is checked. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../core/study/study.js';
import { type Role, ROLES } from '../http/access.js';

export class SignInBody {
  @ApiProperty() email!: string;
  @ApiProperty({ format: 'password' }) password!: string;
  @ApiProperty({ description: 'Six digits of the authenticator program.', example: '123456' }) code!: string;
}
export class LanguageBody {
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
}
export class SignBody {
  @ApiProperty({ format: 'password' }) password!: string;
}
export class LookBody {
  @ApiProperty({ description: 'The last part of the link.' }) token!: string;
}
export class UseBody extends LookBody {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Needed for the first account alone.' })
  email!: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Needed for the first account alone.' })
  name!: string | null;
  @ApiProperty({ format: 'password' }) password!: string;
  @ApiProperty({ example: '123456' }) code!: string;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
}
export class InviteBody {
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
}
export class ChangeUserBody {
  @ApiPropertyOptional({ enum: ROLES }) role?: Role;
  @ApiPropertyOptional() disabled?: boolean;
}

/** Longer than a passphrase of ten words; a bound, since each is hashed. */
const password = z.string().max(500);
const code = z.string().max(20);
const token = z.string().max(200);
const typedEmail = z.string().trim().max(254);
const email = typedEmail.regex(/^[^\s@<>",;:()[\]\\]+@[^\s@<>",;:()[\]\\]+$/);
const name = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .regex(/^[^\p{Cc}<>@]+$/u);
const blankIsNull = (text: unknown): unknown =>
  typeof text === 'string' && text.trim() === '' ? null : text;
const optional = <T>(it: z.ZodType<T>) =>
  z.preprocess(blankIsNull, it.nullish()).transform((one) => one ?? null);

export const signInBody = z.object({ email: typedEmail, password, code });
export const languageBody = z.object({ language: z.enum(LANGUAGES) });
export const signBody = z.object({ password });
export const lookBody = z.object({ token });
export const useBody = z.object({
  token,
  email: optional(email),
  name: optional(name),
  password,
  code,
  language: z.enum(LANGUAGES).default('fr'),
});
export const inviteBody = z.object({ email, name, role: z.enum(ROLES) });
export const changeUserBody = z.object({ role: z.enum(ROLES).optional(), disabled: z.boolean().optional() });
