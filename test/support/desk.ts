/** People at the committee's desk: each speaks, presses and fills in forms through the real router, on a real store with a turned clock. */
import { type Card, type Form, plain } from '../../src/core/desk/card.ts';
import type { Happening, Receive, Reply } from '../../src/core/desk/inbound.ts';
import { encodeIntent, type Intent } from '../../src/core/desk/intent.ts';
import type { PostedRef } from '../../src/core/desk/places.ts';
import { createRouter } from '../../src/core/desk/router.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { runDue } from '../../src/work/schedule.ts';
import type { TurnedCore } from './turned.ts';

export interface Desk {
  readonly receive: Receive;
  as(email: string): Seat;
  /** Runs what is due and sends what waits. */
  settle(): Promise<void>;
  /** The card that stands under an outbox key, as the platform shows it now. */
  posted(key: string): Card | undefined;
}

export interface Seat {
  do(happening: Happening, where?: { readonly thread?: PostedRef; readonly key?: string }): Promise<readonly Reply[]>;
  command(name: string, text?: string): Promise<readonly Reply[]>;
  press(intent: Intent, key?: string): Promise<readonly Reply[]>;
  submit(intent: Intent, answers: Readonly<Record<string, string>>, key?: string): Promise<readonly Reply[]>;
}

let events = 0;

export function createDesk(t: TurnedCore): Desk {
  const receive = createRouter(t.core);
  const as = (email: string): Seat => {
    const act: Seat['do'] = (happening, where = {}) =>
      receive({
        key: where.key ?? `event:${++events}`,
        identity: { platform: 'slack', tenant: 'T1', userId: email },
        email: async () => email,
        locale: 'fr',
        outsider: false,
        where: { channel: `D-${email}`, direct: true, ...(where.thread ? { thread: where.thread } : {}) },
        happening,
      });
    const keyed = (key: string | undefined): { readonly key?: string } => (key === undefined ? {} : { key });
    return {
      do: act,
      command: (name, text = '') => act({ type: 'command', name, text }),
      press: (intent, key) => act({ type: 'press', payload: encodeIntent(intent) }, keyed(key)),
      submit: (intent, answers, key) => act({ type: 'submit', payload: encodeIntent(intent), answers }, keyed(key)),
    };
  };
  return {
    receive,
    as,
    async settle() {
      await runDue(t.core);
      await createDeliverer(t.core).drain();
    },
    posted: (key) => t.platform.posts.find((p) => p.key === key)?.card,
  };
}

/** Every word that a card shows. */
export function wordsOf(card: Card | undefined): string {
  if (!card) return '';
  const blocks = card.blocks.map((b) => {
    if (b.type === 'text') return plain(b.text);
    if (b.type === 'facts') return b.facts.map((f) => `${f.label} ${f.value}`).join('\n');
    if (b.type === 'table') return b.rows.map((row) => row.join(' | ')).join('\n');
    return b.type === 'buttons' ? b.buttons.map((button) => `[${button.label}]`).join(' ') : '';
  });
  return [card.title ?? '', card.subtitle ?? '', ...blocks].join('\n').replace(/[\u202f\u00a0]/g, ' ');
}

/** The words of an answer. */
export function said(replies: readonly Reply[]): string {
  return replies.map((r) => (r.type === 'private' || r.type === 'public' ? wordsOf(r.card) : JSON.stringify(r))).join('\n');
}

export function formOf(replies: readonly Reply[]): Form {
  const [reply] = replies;
  if (reply?.type !== 'form') throw new Error(`no form but ${said(replies)}`);
  return reply.form;
}
