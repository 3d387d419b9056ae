/** Everything that Encours does, put together from the doors. */
import { type Feature, type Gathered, gather } from './desk/feature.ts';
import { DEFAULT_COMPANY, type Policy } from './desk/policy.ts';
import * as doors from './doors.ts';

/** A type that fits every one of a union. */
type Every<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never;
type Sections = Extract<(typeof doors)[keyof typeof doors], { readonly policy: unknown }>['policy'];

/** The company's choices with those that each feature offers. */
export type CompanyPolicy = Policy & Readonly<Every<Sections>>;

const BROUGHT: readonly Feature[] = Object.values(doors);

export const FEATURES: Gathered = gather(BROUGHT);

/** Who may do what when the company has not said. */
const GRANTED = Object.fromEntries(Object.entries(FEATURES.permissions).map(([name, { roles }]) => [name, roles]));

/** The choices of a French company that has not written a policy yet. */
export const DEFAULT_POLICY: CompanyPolicy = Object.assign(
  { ...DEFAULT_COMPANY, permissions: GRANTED },
  ...Object.values(doors).map((door) => ('policy' in door ? door.policy : {})),
);
