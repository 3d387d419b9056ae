/** Who sits on a vote: frozen at its opening from the people on file, and whether their rules can be met at all. */
import type { Person } from '../../desk/people-ports.ts';
import type { Policy } from '../../desk/policy.ts';
import type { Debtor } from '../../ledger/parties.ts';
import { type QuorumFault, quorumFaults } from '../count/feasible.ts';
import { holdsBallot } from '../count/places.ts';
import type { Rule } from '../count/vote.ts';
import { committeePolicy, MOTION_KINDS, type MotionKind, rulesOf } from '../motion/committee-policy.ts';
import type { VoterRecord } from '../motion/motion-record.ts';

/**
 * One seat a person, with every role that they have (docs/rules/voting.md, rule 14). The proposer is named even without a ballot (rule 2 asks). A substitute is the backup that the people file declares, so before any vote.
 */
export function rosterOf(
  rule: Rule,
  people: readonly Person[],
  proposer: string | undefined,
  recused: ReadonlySet<string>,
): readonly VoterRecord[] {
  const known = new Set(people.map((p) => p.email));
  return people.flatMap((person): VoterRecord[] => {
    const isProposer = person.email === proposer;
    if (!holdsBallot(rule, person) && !isProposer) return [];
    const backup = person.backup !== null && known.has(person.backup) && person.backup !== person.email ? person.backup : undefined;
    return [
      {
        id: person.email,
        name: person.name,
        personId: person.id,
        roles: person.roles,
        proposer: isProposer,
        recused: recused.has(person.email),
        ...(backup === undefined ? {} : { substitute: backup }),
      },
    ];
  });
}

/** Whose work the account is, by the policy: they give an opinion and hold no ballot. */
export function recusedOn(debtor: Debtor | undefined, policy: Policy): ReadonlySet<string> {
  return new Set(debtor ? committeePolicy(policy).recuse.flatMap((who) => debtor[who] ?? []) : []);
}

/** The kinds of motion whose rules cannot reach their quorum with these people, and why. */
export function committeeFaults(
  policy: Policy,
  people: readonly Person[],
  kinds: readonly MotionKind[] = MOTION_KINDS,
): readonly { readonly kind: MotionKind; readonly faults: readonly QuorumFault[] }[] {
  return kinds.flatMap((kind) => {
    const faults = rulesOf(committeePolicy(policy).rules[kind]).flatMap((rule) =>
      quorumFaults(rule, rosterOf(rule, people, undefined, new Set())),
    );
    return faults.length > 0 ? [{ kind, faults }] : [];
  });
}
