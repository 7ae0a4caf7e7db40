/** What the console is told of people and sessions, as the OpenAPI document shows it. */
import { ApiProperty } from '@nestjs/swagger';
import { LANGUAGES, type Language } from '../core/study/study.js';
import { type Role, ROLES } from '../http/access.js';

export const PURPOSES = ['first', 'invitation', 'reset'] as const;
export type Purpose = (typeof PURPOSES)[number];
export const USER_STATES = ['invited', 'active', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

export class SignedInUser {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() email!: string;
  @ApiProperty() initials!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
}
export class StudyTitle {
  @ApiProperty() fr!: string;
  @ApiProperty() en!: string;
}
export class StudyName {
  @ApiProperty() id!: string;
  @ApiProperty() prefix!: string;
  @ApiProperty() title!: StudyTitle;
}
export class SessionView {
  @ApiProperty({ type: SignedInUser, nullable: true, description: 'Null: nobody has signed in.' })
  user!: SignedInUser | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when a confirmation is signed without asking for the password again.',
  })
  signedUntil!: string | null;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
  @ApiProperty({ description: "The service's version." }) version!: string;
  @ApiProperty() study!: StudyName;
  @ApiProperty({ description: 'Nobody has an account yet: the link was printed where the service started.' })
  firstAccount!: boolean;
}
export class OpenSession {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The one that asks.' }) current!: boolean;
  @ApiProperty({ format: 'date-time' }) startedAt!: string;
  @ApiProperty({ format: 'date-time' }) lastSeenAt!: string;
  @ApiProperty({ description: 'Browser and system, as far as they are known.' }) agent!: string;
}
export class InvitationView {
  @ApiProperty({ enum: PURPOSES }) purpose!: Purpose;
  @ApiProperty({ type: String, nullable: true, description: 'Null for the first account: to be typed.' })
  email!: string | null;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty({ description: 'For the authenticator program, base32.' }) secret!: string;
  @ApiProperty() otpauthUrl!: string;
  @ApiProperty({ description: 'The address as a QR code.' }) qrSvg!: string;
}
export class UserView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() email!: string;
  @ApiProperty() initials!: string;
  @ApiProperty({ enum: ROLES }) role!: Role;
  @ApiProperty({ enum: USER_STATES }) state!: UserState;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastSeenAt!: string | null;
}
export class LinkView {
  @ApiProperty({ description: 'Shown once: only its digest is kept.' }) link!: string;
}
export class InvitedUser extends LinkView {
  @ApiProperty() user!: UserView;
}
