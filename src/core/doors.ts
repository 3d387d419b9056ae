/** The doors of everything that Encours does: to add a feature is to add its folder, and a line here. */

export { agenda } from './agenda/feature.ts';
export { committee } from './committee/feature.ts';
export { debtors } from './debtors/feature.ts';
export { desk } from './desk/desk.ts';
export { disputes } from './disputes/feature.ts';
export { dunning } from './dunning/feature.ts';
export { evidence } from './evidence/feature.ts';
export { history } from './history/feature.ts';
export { indicators } from './indicators/feature.ts';
export { ledger } from './ledger/feature.ts';
export { letters } from './letters/feature.ts';
export { mandates } from './mandates/feature.ts';
export { promises } from './promises/feature.ts';
export { proof } from './proof/feature.ts';
export { score } from './score/feature.ts';
