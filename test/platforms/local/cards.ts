/** Cards as the committee sees them, with invented debtors: material for tests and screenshots of the local workspace. */
import type { Card, Form } from '../../../src/core/desk/card.ts';
import type { AgedPoint } from '../../../src/core/desk/chart-spec.ts';
import type { Locale } from '../../../src/core/kernel/locale.ts';

export function agendaCard(locale: Locale = 'fr'): Card {
  return {
    title: 'Agenda du lundi 23 novembre',
    subtitle: 'grand livre du 20 nov.',
    blocks: [
      {
        type: 'text',
        text: [{ text: 'Encours 1 842 k€ · échu 214 k€ · 11,6 %', bold: true }, { text: ' ▲ (vend. 11,1 %, objectif < 10 %)' }],
      },
      { type: 'divider' },
      { type: 'text', text: 'À faire aujourd’hui : 23 actions, 161 k€ en jeu' },
      { type: 'text', text: 'Nadia · 9    Karim · 8    ADV · 4    Commerce · 2', quiet: true },
      {
        type: 'table',
        columns: [
          { title: '', align: 'right' },
          { title: 'Débiteur' },
          { title: 'Montant', align: 'right' },
          { title: 'Retard', align: 'right' },
          { title: 'Pourquoi' },
          { title: 'Qui' },
        ],
        rows: [
          ['1', 'Dupont SA', '38 200 €', '62 j', 'promesse non tenue (ven. 20 nov.)', 'Nadia'],
          ['2', 'Van Piperzeele', '21 450 €', '', 'solde créditeur à vérifier', 'ADV'],
          ['3', 'Untel Industrie', '19 800 €', '31 j', 'relance 2 : appel', 'Karim'],
          ['4', 'Garage Morel', '9 120 €', '', 'litige qualité sans réponse, J+2', 'Sofia'],
          ['5', 'Brasserie du Port', '8 400 €', '12 j', 'vote clos à 17 h : 2 voix manquent', 'Comité'],
        ],
        hidden: 18,
      },
      {
        type: 'buttons',
        buttons: [
          { label: 'Ma liste', intent: { kind: 'agenda.mine', date: 20_780 }, style: 'primary' },
          { label: 'Tout voir', intent: { kind: 'agenda.all', date: 20_780 } },
          { label: 'Balance âgée', intent: { kind: 'aging.show' } },
        ],
      },
    ],
    fallback: 'Agenda du lundi 23 novembre : 23 actions, 161 k€ en jeu',
    amounts: true,
    locale,
  };
}

function point(week: number): AgedPoint {
  const k = (n: number) => BigInt(Math.round(n * 100_000));
  const share = 0.111 + 0.006 * Math.sin(week);
  return {
    label: `S${36 + week}`,
    notDue: k(1520 + 14 * week),
    d1_30: k(70 + 5 * Math.sin(week)),
    d31_60: k(52 + week),
    d61_90: k(38),
    d91_120: k(21 + week / 2),
    over120: k(15),
    unallocated: k(-12),
    unallocatedDue: k(-8),
    overdueRate: share,
  };
}

export function agedCard(): Card {
  return {
    title: 'Balance âgée, semaine du 23 novembre',
    blocks: [
      {
        type: 'chart',
        spec: {
          kind: 'aged-balance',
          locale: 'fr',
          title: 'Balance âgée sur 12 semaines',
          currency: 'EUR',
          points: Array.from({ length: 12 }, (_, i) => point(i)),
          target: 0.1,
        },
      },
      { type: 'text', text: 'Échu + 9 k€ sur la semaine : de 205 k€ à 214 k€. Ce qui bouge le plus : Dupont SA.' },
    ],
    fallback: 'Balance âgée, semaine du 23 novembre',
    amounts: true,
    locale: 'fr',
  };
}

export function debtorCard(name = 'Dupont SA'): Card {
  return {
    title: `${name} · C0042 · SIREN 123 456 789`,
    blocks: [
      {
        type: 'facts',
        facts: [
          { label: 'Limite', value: '80 000 €' },
          { label: 'Encours', value: '71 300 €' },
          { label: 'Disponible', value: '8 700 €' },
          { label: 'Assureur', value: '50 000 € jusqu’au 31 mars' },
        ],
      },
      { type: 'text', text: 'Commercial Sofia R. · ADV Marc L. · recouvrement Nadia B.', quiet: true },
      {
        type: 'table',
        columns: [{ title: 'Pièce' }, { title: 'Échéance' }, { title: 'Reste dû', align: 'right' }, { title: 'Retard', align: 'right' }],
        rows: [
          ['FA-1024', '22 sept.', '26 200 €', '62 j'],
          ['FA-1051', '30 sept.', '12 000 €', '54 j'],
          ['FA-1102', '15 déc.', '33 100 €', '—'],
        ],
      },
      { type: 'buttons', buttons: [{ label: 'Partager ici', intent: { kind: 'debtor.share', debtor: 42 }, style: 'primary' }] },
    ],
    fallback: `${name} : encours 71 300 €, disponible 8 700 €`,
    amounts: true,
    locale: 'fr',
  };
}

export function disputeForm(): Form {
  return {
    title: 'Ouvrir un litige',
    submit: 'Ouvrir',
    cancel: 'Annuler',
    intro: 'Dupont SA, FA-1024, reste dû 12 000 €',
    fields: [
      { type: 'text', id: 'amount', label: 'Montant contesté', hint: 'au plus 12 000 €' },
      {
        type: 'choice',
        id: 'reason',
        label: 'Motif',
        options: [
          { value: 'quantity', label: 'Quantité' },
          { value: 'quality', label: 'Qualité' },
        ],
      },
      { type: 'text', id: 'words', label: 'Ce que dit le client', multiline: true, optional: true },
      {
        type: 'choices',
        id: 'tell',
        label: 'À prévenir',
        optional: true,
        options: [
          { value: 'sales', label: 'Commerce' },
          { value: 'logistics', label: 'Logistique' },
        ],
      },
      { type: 'date', id: 'until', label: 'Réponse attendue le', optional: true },
    ],
    intent: { kind: 'debtor.show', debtor: 42 },
    locale: 'fr',
  };
}
