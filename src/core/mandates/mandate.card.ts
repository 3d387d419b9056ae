/** Delegated powers as people see them: what was granted, what is beyond, the form, one's own powers, and their lines on a debtor's card. */
import type { Block, Button, Card, Form, Option } from '../desk/card.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { OpenItem } from '../ledger/ports.ts';
import type { Verdict } from './judge-mandate.ts';
import { capWords, givenWords, holderWords, reasonedWords, scopeWords, useWords } from './mandate.words.ts';
import { type Mandate, type MandatePolicy, POWERS } from './power.ts';
import { resultWords, type UseView } from './results.ts';
import { mandateTexts } from './texts.ts';
import { isExpecting, type MandateUse, stopOf } from './use.ts';
import type { Used } from './use-mandate.ts';

/** Invoices that a form offers: platforms show no more in one list. */
const OFFERED = 20;

function words(text: string, locale: Locale, buttons: readonly Button[] = []): Card {
  const blocks: Block[] = [{ type: 'text', text }, ...(buttons.length > 0 ? [{ type: 'buttons' as const, buttons }] : [])];
  return { blocks, fallback: text, amounts: true, locale };
}

/** The answer to whoever used a power. */
export function usedCard({ use, debtor, verdict, plan, again }: Used, today: Day, policy: MandatePolicy, locale: Locale): Card {
  const t = mandateTexts(locale);
  const show: Button = { label: t.buttons.debtor, intent: { kind: 'debtor.show', debtor: debtor.id } };
  if (use.status === 'beyond') {
    const ask: Button = { label: t.buttons.committee, style: 'primary', intent: { kind: 'mandate.ask', use: use.id } };
    return words(again ? t.done.again(debtor.name, t.statuses.beyond) : beyondWords(verdict, use, debtor, today, policy, locale), locale, [
      ask,
      show,
    ]);
  }
  if (again) return words(t.done.again(debtor.name, `${useWords(use, today, locale)} (${t.statuses[use.status]})`), locale, [show]);
  const granted = t.done.granted(debtor.name, reasonedWords(use, today, locale));
  const lines = plan?.lines.map((l) => t.line(format.money(l.minor, plan.currency, locale), format.date(l.dueDay, locale, today)));
  return words(lines ? `${granted} ${t.plan(lines.join(', '))}` : granted, locale, [show]);
}

/** One kind sentence that says the cap and what goes on. */
function beyondWords(verdict: Verdict, use: MandateUse, debtor: Debtor, today: Day, policy: MandatePolicy, locale: Locale): string {
  const t = mandateTexts(locale);
  const power = t.powers[use.power];
  switch (verdict.verdict) {
    case 'extensions':
      return t.beyond.extensions(debtor.name);
    case 'ceiling':
      return t.beyond.ceiling(debtor.name, verdict.days, verdict.quantity);
    case 'ended':
      return t.beyond.ended(power, format.date(verdict.mandate.until ?? today, locale, today));
    case 'scope':
      return t.beyond.scope(power, scopeWords(verdict.mandate, today, locale));
    case 'cap': {
      const before = { ...use, quantity: verdict.quantity, minor: verdict.minor, currency: verdict.mandate.currency, percent: null };
      const some = verdict.quantity > 0 || verdict.minor > 0n;
      return t.beyond.cap(power, capWords(verdict.mandate, locale), some ? givenWords(before, locale) : undefined, policy.period);
    }
    default:
      return t.beyond.none(power);
  }
}

/** What to grant, how much, to which invoices and why. `token` makes a form that is sent twice one use. */
export function grantForm(
  debtor: Debtor,
  open: readonly OpenItem[],
  own: readonly Mandate[],
  token: string,
  today: Day,
  locale: Locale,
): Form {
  const t = mandateTexts(locale);
  const options: Option[] = open.slice(0, OFFERED).map((item) => ({
    value: String(item.id),
    label: `${item.ref || '–'} · ${format.money(item.open, item.currency, locale)} · ${format.date(item.dueDay, locale, today)}`.slice(
      0,
      75,
    ),
  }));
  const powers = own.map((mandate) => `${t.powers[mandate.power]} ${capWords(mandate, locale)}`).join(' · ');
  return {
    title: t.form.title(debtor.name),
    submit: t.form.submit,
    cancel: t.form.cancel,
    intro: own.length === 0 ? t.form.noPower : t.form.intro(powers),
    fields: [
      {
        type: 'choice',
        id: 'power',
        label: t.form.power,
        options: POWERS.map((value) => ({ value, label: t.powers[value] })),
        initial: 'days',
      },
      { type: 'text', id: 'measure', label: t.form.measure, optional: true, hint: t.form.measureHint },
      ...(options.length > 0 ? [{ type: 'choices', id: 'items', label: t.form.items, options, optional: true } as const] : []),
      { type: 'text', id: 'why', label: t.form.why, multiline: true, optional: true },
    ],
    intent: { kind: 'mandate.use', debtor: debtor.id, token },
    locale,
  };
}

/** A person's own powers, and their latest uses. */
export function ownCard(
  own: readonly { readonly mandate: Mandate; readonly of: string | undefined }[],
  uses: readonly UseView[],
  today: Day,
  locale: Locale,
): Card {
  const t = mandateTexts(locale);
  const [power = '', upTo = '', scope = ''] = t.list.columns;
  const rows = own.map(({ mandate }) => [t.powers[mandate.power], capWords(mandate, locale), scopeWords(mandate, today, locale) || '–']);
  const absent = [...new Set(own.flatMap(({ of }) => of ?? []))];
  const blocks: Block[] =
    rows.length === 0
      ? [{ type: 'text', text: t.list.none }]
      : [{ type: 'table', columns: [{ title: power }, { title: upTo }, { title: scope }], rows }];
  blocks.push(...absent.map((who): Block => ({ type: 'text', text: t.list.standIn(who) })));
  if (uses.length > 0) {
    blocks.push({ type: 'text', text: [{ text: t.list.uses, bold: true }] });
    blocks.push(...uses.map((view): Block => ({ type: 'text', text: useLine(view, today, locale) })));
  }
  blocks.push({ type: 'text', text: t.list.hint, quiet: true });
  return { title: t.list.title, blocks, fallback: t.list.title, amounts: true, locale };
}

function useLine({ use, debtor, result }: UseView, today: Day, locale: Locale): string {
  const t = mandateTexts(locale);
  const day = format.date(use.day, locale, today);
  return t.list.use(
    use.id,
    day,
    debtor?.name ?? String(use.debtorId),
    useWords(use, today, locale),
    resultWords(use, result, today, locale),
  );
}

/** Everybody's powers, and what is never accepted. */
export function mandatesCard(policy: MandatePolicy, names: ReadonlyMap<string, string>, today: Day, locale: Locale): Card {
  const t = mandateTexts(locale);
  const rows = policy.powers.map((mandate) => [
    holderWords(mandate.holder, names, locale),
    t.powers[mandate.power],
    capWords(mandate, locale),
    scopeWords(mandate, today, locale) || '–',
  ]);
  const never = policy.never.map(({ words: listed, says }) =>
    [says[locale], ...(listed.length > 0 ? [`(${listed.join(', ')})`] : [])].join(' '),
  );
  return {
    title: t.list.allTitle,
    blocks: [
      { type: 'table', columns: t.list.allColumns.map((title) => ({ title })), rows },
      { type: 'text', text: [{ text: t.list.never, bold: true }] },
      ...never.map((text): Block => ({ type: 'text', text })),
    ],
    fallback: t.list.allTitle,
    amounts: true,
    locale,
  };
}

/** Uses of a span of days, oldest first. */
export function usesCard(
  views: readonly UseView[],
  names: ReadonlyMap<string, string>,
  { from, to, today }: { readonly from: Day; readonly to: Day; readonly today: Day },
  locale: Locale,
): Card {
  const t = mandateTexts(locale);
  const title = t.list.usesTitle(format.date(from, locale, today), format.date(to, locale, today));
  const blocks: Block[] = views.map((view) => ({
    type: 'text',
    text: `${useLine(view, today, locale)} (${names.get(view.use.actor) ?? view.use.actor})`,
  }));
  return { title, blocks: blocks.length === 0 ? [{ type: 'text', text: t.list.noUse }] : blocks, fallback: title, amounts: true, locale };
}

/** What is in force on an account: the delivery stop first, then extra days, instalments, and credit notes to come. */
export function debtorLines(
  uses: readonly MandateUse[],
  names: ReadonlyMap<string, string>,
  today: Day,
  locale: Locale,
): readonly string[] {
  const t = mandateTexts(locale);
  const name = (use: MandateUse): string => (use.holder === 'committee' ? t.committee : (names.get(use.actor) ?? use.actor));
  const stop = stopOf(uses);
  const inForce = uses.filter((use) => use.status === 'granted' && use.untilDay !== null && use.untilDay >= today);
  const expecting = uses.filter(isExpecting);
  return [
    ...(stop ? [t.debtor.stopped(format.date(stop.day, locale, today), name(stop), stop.why)] : []),
    ...inForce.map((use) => t.debtor.inForce(useWords(use, today, locale), name(use))),
    ...expecting.map((use) => t.debtor.expecting(givenWords(use, locale), format.date(use.expectedDay ?? today, locale, today))),
  ];
}

/** What is done about it on the debtor's card. */
export function debtorButtons(debtorId: number, uses: readonly MandateUse[], locale: Locale): readonly Button[] {
  const t = mandateTexts(locale).buttons;
  const stop = stopOf(uses);
  return [
    { label: t.grant, intent: { kind: 'mandate.form', debtor: debtorId } },
    ...(stop ? [{ label: t.lift, intent: { kind: 'mandate.lift' as const, use: stop.id } }] : []),
    ...uses
      .filter(isExpecting)
      .slice(0, 1)
      .map((use): Button => ({ label: t.credited, intent: { kind: 'mandate.credited', use: use.id } })),
  ];
}
