import { describe, expect, it } from 'vitest';
import type { Audience } from '../../../src/core/desk/outbox.ts';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import { outsidersOf, outsidersRefusal } from '../../../src/core/desk/privacy.ts';

const person = (email: string): Person => ({
  id: 1,
  email,
  name: email,
  roles: [],
  department: null,
  manager: null,
  backup: null,
  language: null,
  country: null,
  region: null,
});
const member = (name: string, email: string | undefined, more: { guest?: boolean; bot?: boolean } = {}): Audience['members'][number] => ({
  identity: { platform: 'slack', tenant: 'T1', userId: `U${name}` },
  name,
  email,
  guest: false,
  bot: false,
  ...more,
});
const roster = [person('anne@a.example'), person('luc@a.example')];

describe('before an amount is shown in a channel', () => {
  it('everyone on the roster may read it, whatever the case of their address, and bots do not count', () => {
    const members = [member('Anne', 'Anne@A.example'), member('Luc', 'luc@a.example'), member('robot', undefined, { bot: true })];
    expect(outsidersOf({ members, external: false }, roster)).toBeUndefined();
  });
  it('a guest stands in the way even with an address of the roster, and so does a stranger or someone without an address', () => {
    const members = [member('Anne', 'anne@a.example', { guest: true }), member('Eve', 'eve@b.example'), member('Nul', undefined)];
    expect(outsidersOf({ members, external: false }, roster)?.names).toEqual(['Anne', 'Eve', 'Nul']);
  });
  it('a channel that is shared with another company is refused although its members are known', () => {
    const found = outsidersOf({ members: [member('Anne', 'anne@a.example')], external: true }, roster);
    expect(found).toEqual({ external: true, names: [] });
    expect(outsidersRefusal({ external: true, names: [] }, '#credit', 'en').message).toContain('another company');
  });
  it('the policy may list people by address or by user id', () => {
    const members = [member('Eve', 'eve@b.example'), member('Zoe', undefined)];
    expect(outsidersOf({ members, external: false }, roster, ['EVE@b.example', 'UZoe'])).toBeUndefined();
  });
  it('the refusal names five people and counts the others', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(outsidersRefusal({ external: false, names }, '#credit', 'fr').message).toContain('a, b, c, d, e, … et 2 autres');
    expect(outsidersRefusal({ external: false, names: ['a', 'b', 'c', 'd', 'e'] }, '#credit', 'en').message).not.toContain('more');
  });
});
