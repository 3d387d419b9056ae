/** Any mix of posts and updates to several places, with faults and crashes of two workers, on both stores: every card ends with its newest content, on one message. */
import fc from 'fast-check';
import { afterAll, describe, expect, inject, it } from 'vitest';
