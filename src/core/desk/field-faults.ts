/** What is wrong with what somebody filled in, field by field: the router shows it beside the fields of a form; everywhere else it is a refusal with the first of them. */
import { DomainError } from '../kernel/errors.ts';

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
