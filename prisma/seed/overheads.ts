/** The rest of the ledger, which a credit committee has no business reading: suppliers, payroll and VAT, month after month. */
import type { OtherLine } from './book.ts';
import { businessDayOnOrAfter, businessDayOnOrBefore, type Day, monthEnd, monthStart } from './calendar.ts';
import { later, nextRef, ORIGIN, type World } from './world.ts';

const SUPPLIERS = [
  { code: 'F0001', name: 'Papeteries du Ternoy', account: '601000', percent: 40 },
  { code: 'F0002', name: 'Granulés & Films Ouestim', account: '601000', percent: 26 },
  { code: 'F0003', name: 'Énergie Verlande', account: '606100', percent: 4 },
  { code: 'F0004', name: 'Fret Gâtinel', account: '624100', percent: 7 },
] as const;

// Cents a month.
const GROSS_PAY = 11_200_000;
const EMPLOYER_CHARGES = 4_700_000;
const NET_PAY = 8_700_000;

const OPENING_CASH = 180_000_000;
const USUAL_MONTH = 88_000_000;

export function openCompany(world: World): void {
  post(world, ORIGIN, 'OD', 'CAPITAL', 'Apport en capital', [
    { account: '512000', amount: OPENING_CASH },
    { account: '101300', amount: -OPENING_CASH },
  ]);
}

/** Called on each month's first business day: plans the month's purchases, wages and VAT return. */
export function planOverheads(world: World, first: Day): void {
  for (const supplier of SUPPLIERS) later(world, first + world.random.between(3, 20), (day) => buy(world, supplier, day));
  later(world, businessDayOnOrBefore(monthEnd(first)), (day) => payWages(world, day));
  later(world, monthStart(first) + 18, (day) => declareVat(world, day));
}

function buy(world: World, supplier: (typeof SUPPLIERS)[number], day: Day): void {
  const ref = nextRef(world, 'ACH', day);
  const net = Math.round((USUAL_MONTH / 10_000) * supplier.percent * world.random.between(85, 115));
  const vat = Math.round(net / 5);
  const auxiliary = { code: supplier.code, name: supplier.name };
  post(world, day, 'AC', ref, `Facture ${supplier.name}`, [
    { account: supplier.account, amount: net },
    { account: '445660', amount: vat },
    { account: '401000', auxiliary, amount: -net - vat },
  ]);
  later(world, day + 45, (when) =>
    post(world, when, 'BQ', nextRef(world, 'PAI', when), `Règlement ${supplier.name}`, [
      { account: '401000', auxiliary, amount: net + vat },
      { account: '512000', amount: -net - vat },
    ]),
  );
}

function payWages(world: World, day: Day): void {
  const contributions = GROSS_PAY + EMPLOYER_CHARGES - NET_PAY;
  post(world, day, 'OD', nextRef(world, 'PAIE', day), 'Salaires du mois', [
    { account: '641000', amount: GROSS_PAY },
    { account: '645000', amount: EMPLOYER_CHARGES },
    { account: '421000', amount: -NET_PAY },
    { account: '431000', amount: -contributions },
  ]);
  post(world, day, 'BQ', nextRef(world, 'PAI', day), 'Virement des salaires', [
    { account: '421000', amount: NET_PAY },
    { account: '512000', amount: -NET_PAY },
  ]);
  later(world, businessDayOnOrAfter(day + 15), (when) =>
    post(world, when, 'BQ', nextRef(world, 'PAI', when), 'Cotisations sociales', [
      { account: '431000', amount: contributions },
      { account: '512000', amount: -contributions },
    ]),
  );
}

/** What the two VAT accounts hold is settled as it stands; a month in the State's favour is the rule here. */
function declareVat(world: World, day: Day): void {
  const collected = world.book.balance('445710');
  const deductible = world.book.balance('445660');
  const due = -(collected + deductible);
  if (due <= 0) return;
  post(world, day, 'OD', nextRef(world, 'TVA', day), 'Déclaration de TVA', [
    { account: '445710', amount: -collected },
    { account: '445660', amount: -deductible },
    { account: '445510', amount: -due },
  ]);
  later(world, day + 5, (when) =>
    post(world, when, 'BQ', nextRef(world, 'PAI', when), 'Télérèglement TVA', [
      { account: '445510', amount: due },
      { account: '512000', amount: -due },
    ]),
  );
}

function post(world: World, day: Day, journal: 'OD' | 'AC' | 'BQ', ref: string, text: string, others: readonly OtherLine[]): void {
  world.book.post({ journal, day, ref, pieceDay: day, text, others: others.filter((line) => line.amount !== 0) });
}
