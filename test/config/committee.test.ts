/** The committee's section of the policy file. */
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/config/policy-file.ts';
import { committeeFaults } from '../../src/core/committee/propose/roster.ts';
import type { Person } from '../../src/core/desk/people-ports.ts';
import { DEFAULT_POLICY, type CompanyPolicy as Policy } from '../../src/core/features.ts';

const read = (yaml: string): Policy => {
  const parsed = parsePolicy(yaml);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.policy;
};
const faults = (yaml: string) => {
  const parsed = parsePolicy(yaml);
  return 'faults' in parsed ? parsed.faults.map((f) => `${f.path} ${f.message}`) : [];
};
const person = (id: number, role: string): Person => ({
  id,
  email: `p${id}@x.example`,
  name: `P${id}`,
  roles: [role],
  department: null,
  manager: null,
  backup: null,
  language: null,
  country: null,
  region: null,
});

describe('committee rules', () => {
  it('are read in the words of a vote, over the defaults', () => {
    const { committee } = read(`committee:
  limit:
    bands:
      - { upTo: "50000.00", voters: [finance], threshold: majority, quorum: { count: 1 } }
      - { upTo: "60000.00" }
      - { voters: [credit-manager, finance], threshold: two-thirds, quorum: { count: 2, share: 0.5 }, minimumOpen: PT2H, window: 9, secret: true, chair: director }
  delegated: { sales: "0.00" }
  checks: { openDispute: warn }
  quota: "85,5 %"
`);
    const { below, highest } = committee.rules.limit;
    expect(below.map((b) => [b.upTo, b.rule?.voters])).toEqual([
      [50_000_00n, ['finance']],
      [60_000_00n, undefined],
    ]);
    expect(highest).toMatchObject({
      threshold: 'two-thirds',
      minimumOpen: 7_200_000,
      window: 9,
      secret: true,
      chair: 'director',
      noQuorum: 'lapse',
    });
    expect(committee).toMatchObject({ written: ['limit'], delegated: { sales: 0n }, quota: 8550 });
    expect(committee.checks).toMatchObject({ openDispute: 'warn', noReminder: 'warn' });
    expect(committee.rules.litigation).toEqual(DEFAULT_POLICY.committee.rules.litigation);
  });

  it('name every fault with its path', () => {
    const rule = 'voters: [finance], threshold: majority';
    expect(faults(`committee: { limit: { bands: [{ upTo: "1.00", ${rule} }] } }`)).toEqual([
      'committee.limit.bands la dernière tranche doit être sans upTo et avec une règle : tout le reste y va',
    ]);
    expect(
      faults(
        `committee: { generic: { bands: [{ ${rule}, tie: director, veto: [sales], noQuorum: legal, quorum: { roles: { sales: 1 } } }] } }`,
      ),
    ).toEqual([
      'committee.generic.bands.0.quorum nomme sales, qui n’a pas de bulletin ici (voters)',
      'committee.generic.bands.0.veto nomme sales, qui n’a pas de bulletin ici (voters)',
      'committee.generic.bands.0.tie nomme director, qui n’a pas de bulletin ici (voters)',
      'committee.generic.bands.0.noQuorum nomme legal, qui n’a pas de bulletin ici (voters)',
    ]);
    expect(faults('committee: { quota: "120 %", hours: { from: "18:00", to: "09:00" }, recuse: [boss], surprise: 1 }')).toHaveLength(4);
  });
});

describe('a rule that can never reach its quorum', () => {
  const policy = (count: number) =>
    read(
      `committee: { limit: { bands: [{ voters: [finance, sales], threshold: majority, quorum: { count: ${count}, roles: { sales: 1 } } }] } }`,
    );
  const people = [person(1, 'finance'), person(2, 'finance'), person(3, 'sales')];

  it('is found by kind: three people meet a quorum of 3 and not of 4', () => {
    expect(committeeFaults(policy(2), people, ['limit'])).toEqual([]);
    expect(committeeFaults(policy(3), people, ['limit'])).toEqual([]);
    expect(committeeFaults(policy(4), people, ['limit'])).toEqual([
      { kind: 'limit', faults: [{ code: 'too-few-voters', needed: 4, voters: 3 }] },
    ]);
    expect(committeeFaults(policy(2), people.slice(0, 2), ['limit'])).toEqual([
      { kind: 'limit', faults: [{ code: 'too-few-of-role', role: 'sales', needed: 1, voters: 0 }] },
    ]);
  });

  it('a person with two voting roles has one seat', () => {
    const both = { ...person(1, 'finance'), roles: ['sales', 'finance'] };
    expect(committeeFaults(policy(2), [both], ['limit'])[0]?.faults[0]).toMatchObject({ code: 'too-few-voters', voters: 1 });
  });
});
