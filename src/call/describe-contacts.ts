/** Contacts, rounds and what stands against a call, as the command and the console tell them. */
import { CONTACT_STATES, tellState } from '../core/call/plan-calls.js';
import { type ListedStanding } from '../database/repositories/standings.js';
import { type Vault } from '../external/vault.js';
import { type ContactCount, type ContactView, type RoundView } from './contact-views.js';
import { type PlannedRound } from './plan-round.js';

export function describeContact(vault: Vault, standing: ListedStanding): ContactView {
  const { contactId: id, centre, language, calls, cases, lastCallAt, sealedAddress } = standing;
  const next = calls.find(({ isSent }) => !isSent);
  return {
    ...{ id, centre, language, cases, calls: calls.length, state: tellState(standing) },
    address: vault.openText(sealedAddress, `contacts.sealed_address:${id}`),
    lastCallAt: lastCallAt?.toISOString() ?? null,
    nextCallAt: next?.at.toISOString() ?? null,
  };
}

/** One for each state, those of nobody too. */
export function countStates(standings: readonly ListedStanding[]): ContactCount[] {
  const states = standings.map(tellState);
  return CONTACT_STATES.map((state) => ({ state, count: states.filter((one) => one === state).length }));
}

export function describeRound({ called, left }: PlannedRound): RoundView {
  const whys = [...new Set(left.map(({ why }) => why))];
  return {
    called: called.length,
    firstAt: called[0]?.at.toISOString() ?? null,
    lastAt: called.at(-1)?.at.toISOString() ?? null,
    left: whys.map((why) => ({ why, count: left.filter((one) => one.why === why).length })),
  };
}
