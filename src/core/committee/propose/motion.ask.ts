/** What people type to put a question to the committee, in French and English: amounts and dates as they write them. */
import type { Intent } from '../../desk/intent.ts';
import { amountAtEnd } from '../../kernel/amount-words.ts';
import { cut } from '../../kernel/clean.ts';
import { fold } from '../../kernel/fold.ts';
import { MAX_WORDS } from '../motion/find-motion.ts';

const LIMIT = ['limit', 'limite'];
const SUSPEND = ['suspend', 'suspendre', 'bloquer', 'block'];
const LITIGATION = ['litigation', 'contentieux', 'legal', 'juridique'];
const MINUTES = ['pv', 'minutes', 'proces-verbal', 'proces-verbaux'];
const OPINION = ['avis', 'opinion'];
const GENERIC = ['question', 'motion', 'generic', 'texte', 'text'];

/** The words after `/committee` or `/comite`; without any, the open votes; undefined when they mean nothing. */
export function parseAsk(words: string): Intent | undefined {
  const [first = '', ...rest] = words.trim().split(/\s+/);
  const verb = fold(first);
  const tail = rest.join(' ');
  if (verb === '' || ['list', 'liste', 'votes'].includes(verb)) return { kind: 'motion.list' };
  if (/^\d{1,9}$/.test(verb) && tail === '') return { kind: 'motion.show', motion: Number(verb) };
  if (MINUTES.includes(verb)) return { kind: 'motion.period', words: cut(tail, 200) };
  if (OPINION.includes(verb)) return opinionAsk(tail);
  if (LIMIT.includes(verb)) return limitAsk(tail);
  if (SUSPEND.includes(verb)) return found('limit', tail, '0');
  if (LITIGATION.includes(verb)) return found('litigation', tail);
  return GENERIC.includes(verb)
    ? { kind: 'motion.form', subject: 'generic', ...(tail === '' ? {} : { amount: cut(tail, 200) }) }
    : undefined;
}

/** "12 bon client": the vote's number, then the opinion; without one a form asks for it. */
function opinionAsk(tail: string): Intent | undefined {
  const [, number, text = ''] = /^(?:n°|no\.?|#)?\s*(\d{1,9})(?:\s+(.*))?$/isu.exec(tail) ?? [];
  if (number === undefined) return undefined;
  const motion = Number(number);
  return text.trim() === '' ? { kind: 'motion.opinion', motion } : { kind: 'motion.opine', motion, text: cut(text, MAX_WORDS) };
}

function found(subject: 'limit' | 'litigation', query: string, amount?: string, until?: string): Intent {
  return {
    kind: 'motion.find',
    subject,
    query: cut(query, 200),
    ...(amount === undefined ? {} : { amount: cut(amount, 200) }),
    ...(until === undefined ? {} : { until: cut(until, 200) }),
  };
}

const UNTIL = /^(.*?)\s+(?:until|till|jusqu[’'ʼ]?\s?(?:au|à|en)|au)\s+(\S+)$/i;

/** "DUPONT 80 000 until 2027-03-31": the debtor's words, then an amount, then an end; what is missing is asked by the form. */
function limitAsk(tail: string): Intent {
  const dated = UNTIL.exec(tail);
  const words = (dated?.[1] ?? tail).split(/\s+/u);
  const from = amountAtEnd(words) ?? words.length;
  return found('limit', words.slice(0, from).join(' '), words.slice(from).join(' ') || undefined, dated?.[2]);
}
