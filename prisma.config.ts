/** Tells Prisma's command line where the model is, and lets it run without a network. */
import { defineConfig } from 'prisma/config';

// The command line downloads a native schema engine at start, although `generate`, `validate` and `format` never call it.
// Any executable in its place stops the download. Migrations are written with the same engine as WebAssembly: prisma/tools/migration.mjs.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma' });
