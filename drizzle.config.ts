// Writes the next migration from the difference between the schema and the last one: `npx drizzle-kit generate --name what_changes`.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', casing: 'snake_case', schema: './src/adapters/store/schema/index.ts', out: './src/adapters/store/migrations' });
