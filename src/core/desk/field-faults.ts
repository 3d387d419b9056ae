/** What is wrong with what somebody filled in, field by field: beside the fields of a form, and everywhere else a refusal with the first of them. */
import { DomainError } from '../kernel/errors.ts';
import type { Replies } from './turn.ts';

type Fault = readonly [field: string, refusal: DomainError];

export class FieldFaults extends DomainError {
  readonly faults: readonly Fault[];
  constructor(first: Fault, ...rest: readonly Fault[]) {
    const [, { code, message, details }] = first;
    super(code, message, details);
    this.faults = [first, ...rest];
  }
}

/** Collects faults, so that whoever fills in a form sees all of them at once; of one field the first counts. */
export class Fields {
  private readonly found = new Map<string, DomainError>();

  /** Notes a fault and gives back what to go on reading with. */
  fault<Instead>(field: string, refusal: DomainError, instead: Instead): Instead {
    if (!this.found.has(field)) this.found.set(field, refusal);
    return instead;
  }

  /** Throws what was noted, if anything was. */
  refuse(): void {
    const [first, ...rest] = this.found;
    if (first) throw new FieldFaults(first, ...rest);
  }
}

/** An answer to a sent form: faults of its fields stand beside them. */
export async function besideFields(answer: () => Replies): Replies {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof FieldFaults)) throw error;
    return [{ type: 'form-errors', errors: Object.fromEntries(error.faults.map(([field, { message }]) => [field, message])) }];
  }
}
