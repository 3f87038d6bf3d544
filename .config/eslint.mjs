import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.venv/', '.netdive/', 'notebooks/'] },
  ...tseslint.configs.recommended,
  {
    files: ['lib/src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { project: ['lib/tsconfig.json', 'test/tsconfig.json'], tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
);
