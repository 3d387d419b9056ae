/** A small working committee behind the local workspace: it answers commands, presses, forms and files, as the real router does. */
import { type Card, sentence } from '../../../src/core/desk/card.ts';
import type { InboundEvent, Receive, Reply } from '../../../src/core/desk/inbound.ts';
import { decodeIntent } from '../../support/conversation.ts';
import { debtorCard, disputeForm } from './cards.ts';

export interface Desk {
  readonly receive: Receive;
  /** Every event that came in, in order. */
  readonly events: InboundEvent[];
}

const say = (text: string): Reply => ({ type: 'private', card: sentence(text, 'fr') });

export function createDesk(): Desk {
  const events: InboundEvent[] = [];
  const answer = async (event: InboundEvent, progress?: (card: Card) => Promise<void>): Promise<readonly Reply[]> => {
    const { happening } = event;
    switch (happening.type) {
      case 'command':
        if (/^d[eé]b/.test(happening.name) || happening.name === '')
          return [{ type: 'private', card: debtorCard(happening.text || undefined) }];
        if (happening.name === 'litige' || happening.name === 'dispute') return [{ type: 'form', form: disputeForm() }];
        if (happening.name === 'panne') throw new Error('broken on purpose');
        return [say(`Commande inconnue : ${happening.name}`)];
      case 'press': {
        const intent = decodeIntent(happening.payload);
        if (intent === undefined) return [say('Ce bouton n’est plus valable : redemandez la carte.')];
        return intent.kind === 'debtor.share' ? [{ type: 'public', card: debtorCard() }] : [say(`Pressé : ${intent.kind}`)];
      }
      case 'submit':
        if (!/^\d+$/.test(happening.answers.amount ?? ''))
          return [{ type: 'form-errors', errors: { amount: 'Ce montant ne se lit pas.' } }];
        return [{ type: 'public', card: sentence(`Litige de ${happening.answers.amount} € ouvert (${happening.answers.reason})`, 'fr') }];
      case 'files': {
        await progress?.(sentence(`Lecture de ${happening.files[0]?.name}…`, 'fr'));
        let bytes = 0;
        for (const file of happening.files) for await (const chunk of await file.open()) bytes += chunk.length;
        return [say(`${happening.files.map((f) => f.name).join(', ')} : ${bytes} octets lus`)];
      }
      case 'reply':
      case 'shortcut':
        return [];
    }
  };
  return {
    events,
    receive: (event, progress) => {
      events.push(event);
      return answer(event, progress);
    },
  };
}
