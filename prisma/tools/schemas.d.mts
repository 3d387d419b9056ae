export const PROVIDERS: readonly ['sqlite', 'postgresql'];
export const root: string;
export const schemaFile: string;
export function withProvider(text: string, provider: string): string;
export function schemaFor(provider: string): string;
