/** A committee on a real store with a clock that a test turns: people, one debtor with a ledger, and the steps of a vote in few words. */
import { parsePolicy } from '../../../src/config/policy-file.ts';
import type { DecisionRecord, MotionFile } from '../../../src/core/committee/motion/motion-record.ts';
import { motionsIn } from '../../../src/core/committee/motion/ports.ts';
import type { LimitProposal, Proposal } from '../../../src/core/committee/motion/proposal.ts';
import { proposeMotion } from '../../../src/core/committee/propose/propose-motion.ts';
import { type Cast, type Counted, castBallot } from '../../../src/core/committee/vote/cast-ballot.ts';
import { tendMotions } from '../../../src/core/committee/vote/tend-motions.ts';
import { type Act, act as carryOut } from '../../../src/core/desk/act.ts';
import type { Card } from '../../../src/core/desk/card.ts';
import type { InboundEvent, Reply } from '../../../src/core/desk/inbound.ts';
import type { Intent } from '../../../src/core/desk/intent.ts';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import { createRouter } from '../../../src/core/desk/router.ts';
import type { CompanyPolicy as Policy } from '../../../src/core/features.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { createDeliverer } from '../../../src/work/deliver.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';

export const MEMBERS = [
  'email,name,roles,department,manager,backup,language,country,region',
  'anne@acme.example,Anne Martin,credit-manager,,,,fr,,',
  'farid@acme.example,Farid Haddad,finance,,,,fr,,',
  'sofia@acme.example,Sofia Romano,sales,,,,fr,,',
  'luc@acme.example,Luc Morel,sales,,,marc@acme.example,fr,,',
  'marc@acme.example,Marc Lemoine,sales-admin,,,,fr,,',
  'dora@acme.example,Dora Petit,director,,,,fr,,',
  'nadia@acme.example,Nadia Benali,collector,,,,fr,,',
].join('\n');

export const DEBTORS = [
  'debtor,name,limit,limitCurrency,salesperson,salesAdmin',
  'C1,Dupont SA,40000.00,EUR,sofia@acme.example,marc@acme.example',
  'C2,Untel SARL,10000.00,EUR,luc@acme.example,marc@acme.example',
].join('\n');

export const LEDGER = [
  'debtor,name,ref,issueDate,dueDate,amount,kind',
  'C1,Dupont SA,FA1,2026-09-01,2026-10-01,30000.00,invoice',
  'C1,Dupont SA,FA2,2026-11-01,2026-12-01,5000.00,invoice',
  'C2,Untel SARL,FB1,2026-11-01,2026-12-01,2000.00,invoice',
].join('\n');

/** The rule of the example in docs/rules/voting.md, with every band in one. */
export const RULES = `
committee:
  delegated: {}
  limit: { bands: [&rule { voters: [credit-manager, finance, sales, sales-admin], quorum: { count: 2, share: "0.5", roles: { finance: 1, sales: 1 } }, threshold: majority, veto: [finance], proposerVotes: false, minimumOpen: PT4H, noQuorum: lapse, window: 18 }] }
  litigation: { bands: [*rule] }
  generic: { bands: [*rule] }
`;

export function policyOf(yaml: string): Policy {
  const parsed = parsePolicy(yaml);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return { ...parsed.policy, channels: { committee: { on: { slack: 'CVOTE' }, allowed: [] } } };
}

export interface Room extends TurnedCore {
  person(name: string): Promise<Person>;
  act<T>(name: string, work: (step: Act, person: Person) => Promise<T>): Promise<T>;
  limit(change?: Partial<LimitProposal>): Promise<LimitProposal>;
  propose(name: string, proposal: Proposal): Promise<MotionFile>;
  cast(name: string, id: number, cast: Cast): Promise<Counted>;
  file(id: number): Promise<MotionFile>;
  decision(id: number): Promise<DecisionRecord | undefined>;
  /** What time does, then everything that waits is posted. */
  tend(): Promise<void>;
  /** The words of every post to a channel ("CVOTE") or a person ("farid"), as they stand now. */
  said(to: string): readonly string[];
  /** What the bot answers to a press or a form of a person. */
  press(name: string, intent: Intent, answers?: Record<string, string>): Promise<readonly Reply[]>;
  type(name: string, command: string, text: string): Promise<readonly Reply[]>;
}

export async function openRoom(options: { at?: string; yaml?: string; url?: string; people?: string } = {}): Promise<Room> {
  const turned = await turnedCore({
    at: options.at ?? '2026-11-23T09:00:00+01:00',
    policy: policyOf(options.yaml ?? RULES),
    ...(options.url === undefined ? {} : { url: options.url }),
  });
  const { core, platform } = turned;
  await turned.import('people.csv', options.people ?? MEMBERS);
  await turned.import('debtors.csv', DEBTORS);
  await turned.import('items.csv', LEDGER);
  const receive = createRouter(core);
  const deliverer = createDeliverer(core);
  const person = async (name: string): Promise<Person> => {
    const found = await core.store.read.people.byEmail(`${name}@acme.example`);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const act: Room['act'] = async (name, work) => {
    const who = await person(name);
    return carryOut(core, { by: who, locale: 'fr' }, (under) => work(under, who));
  };
  let events = 0;
  const event = (name: string, happening: InboundEvent['happening'], direct: boolean): InboundEvent => ({
    key: `test:${++events}`,
    identity: { platform: 'slack', tenant: 'T1', userId: name },
    email: async () => `${name}@acme.example`,
    locale: 'fr',
    outsider: false,
    where: { channel: direct ? `D-${name}` : 'CVOTE', direct },
    happening,
  });
  return {
    ...turned,
    person,
    act,
    limit: async (change = {}) => ({
      kind: 'limit',
      debtorId: (await debtorsIn(core.store.read).search('dupont', 1)).debtors[0]?.id ?? 0,
      before: 40_000_00n,
      amount: 80_000_00n,
      currency: 'EUR',
      until: null,
      why: 'commande cadre signée',
      conditions: '',
      ...change,
    }),
    propose: (name, proposal) => act(name, (step) => proposeMotion(step, proposal)),
    cast: (name, id, ballot) => act(name, (step) => castBallot(step, id, ballot)),
    file: async (id) => {
      const file = await motionsIn(core.store.read).file(id);
      if (!file) throw new Error(`no motion ${id}`);
      return file;
    },
    decision: async (id) => (await motionsIn(core.store.read).decisions({ motionId: id }))[0],
    tend: async () => {
      await tendMotions(core);
      await deliverer.drain();
    },
    said: (to) =>
      platform.posts
        .filter((post) => (post.to.kind === 'channel' ? post.to.id === to : post.to.identity.userId.startsWith(to)))
        .map((post) => wordsOf(post.card)),
    press: (name, intent, answers) =>
      receive(
        event(
          name,
          answers ? { type: 'submit', payload: { v: 1, ...intent }, answers } : { type: 'press', payload: { v: 1, ...intent } },
          true,
        ),
      ),
    type: (name, command, text) => receive(event(name, { type: 'command', name: command, text }, true)),
  };
}

export function wordsOf(card: Card): string {
  const lines = card.blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'text':
        return [typeof block.text === 'string' ? block.text : block.text.map((s) => s.text).join('')];
      case 'facts':
        return block.facts.map((f) => `${f.label} ${f.value}`);
      case 'table':
        return block.rows.map((row) => row.join(' | '));
      case 'buttons':
        return [block.buttons.map((b) => `[${b.label}]`).join(' ')];
      default:
        return [];
    }
  });
  return [card.title ?? '', ...lines].join('\n').replace(/[\u00a0\u202f]/g, ' ');
}

export function answered(replies: readonly Reply[]): string {
  return replies
    .map((reply) =>
      reply.type === 'form'
        ? `form ${reply.form.title}`
        : reply.type === 'form-errors'
          ? JSON.stringify(reply.errors)
          : wordsOf(reply.card),
    )
    .join('\n');
}
