import eslint from '@eslint/js';
import angular from 'angular-eslint';
import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What belongs to one place only, and what everybody else uses instead. */
const TECHNOLOGY = [
  {
    name: ['typeorm', 'better-sqlite3'],
    message:
      'Storage has one address: entities, repositories, platform/database, migrations. Call a repository.',
    allowedIn: [
      'backend/src/**/*.{entity,repository}.ts',
      'backend/src/platform/database/**',
      'migrations/**',
      'e2e/**', // fixtures too large to be made through the program
    ],
  },
  {
    name: ['dockerode', 'ssh2'],
    message: 'The Docker SDK has one address: docker/adapters. Use the ContainerEngine port.',
    allowedIn: ['backend/src/docker/adapters/**'],
  },
  {
    name: ['node:child_process', 'child_process'],
    message: 'Processes have one address: commands/adapters. Use the ProcessRunner port.',
    allowedIn: [
      'backend/src/commands/adapters/**',
      'backend/src/platform/testing/**',
      'e2e/**',
      '**/*.spec.ts',
    ],
  },
  {
    name: ['socket.io', '@nestjs/platform-socket.io'],
    message: 'socket.io has one address: platform/realtime. Use RealtimeServer or @SocketEvent.',
    allowedIn: ['backend/src/platform/realtime/**'],
  },
  {
    name: ['@nestjs/event-emitter'],
    message: 'Use the typed EventBus and @OnDomainEvent.',
    allowedIn: ['backend/src/platform/events/**'],
  },
  {
    name: ['socket.io-client'],
    message: 'The socket has one address: core/realtime-client.ts.',
    allowedIn: [
      'frontend/src/app/core/realtime-client.ts',
      '**/*.spec.ts',
      'backend/src/platform/testing/**',
      'e2e/**',
    ],
  },
];

const NAMES = [
  {
    name: '@nestjs/websockets',
    importNames: ['SubscribeMessage'],
    message: 'Use @SocketEvent: it checks session, role, limit and payload.',
    allowedIn: ['backend/src/platform/realtime/socket-event.ts'],
  },
  {
    name: '@angular/common/http',
    importNames: ['HttpClient'],
    message: 'HttpClient has one address: *-api.ts files. Inject the API service.',
    allowedIn: ['frontend/src/**/*-api.ts'],
  },
  {
    name: '@nestjs/common',
    importNames: ['forwardRef'],
    message: 'A cycle: one of the two should publish an event or ask through a port.',
    allowedIn: [],
  },
];

/** ESLint lets a later rule of the same name replace an earlier one, so each file gets the whole list but its own entries. */
function technologyRules() {
  const entries = [
    ...TECHNOLOGY.map(({ name, message, allowedIn }) => ({
      allowedIn,
      patterns: [{ group: name, message, allowTypeImports: false }],
    })),
    ...NAMES.map(({ name, importNames, message, allowedIn }) => ({
      allowedIn,
      patterns: [{ group: [name], importNames, message, allowTypeImports: false }],
    })),
  ];
  const all = entries.flatMap(({ patterns }) => patterns);
  const base = { files: ['{backend,frontend,shared,migrations}/**/*.ts'], rules: rule(all) };
  const places = [...new Set(entries.flatMap(({ allowedIn }) => allowedIn))];
  const allBut = (...allowed) =>
    rule(
      entries
        .filter(({ allowedIn }) => !allowed.some((place) => allowedIn.includes(place)))
        .flatMap(({ patterns }) => patterns),
    );
  return [
    base,
    ...places.map((place) => ({ files: [place], rules: allBut(place) })),
    // A test inside such a folder may use what the folder may and what tests may.
    ...places
      .filter((place) => place.endsWith('/**'))
      .map((place) => ({ files: [`${place}/*.spec.ts`], rules: allBut(place, '**/*.spec.ts') })),
  ];
}

function rule(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

const only = (from, to, message) => ({
  from: { element: { types: from } },
  allow: { to: { element: to } },
  message,
});

export default defineConfig(
  { ignores: ['dist/', 'var/', 'node_modules/', 'coverage/', '.angular/', 'test-results/'] },
  {
    files: ['**/*.ts'],
    extends: [
      eslint.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/strict-boolean-expressions': [
        'error',
        { allowNullableBoolean: false, allowString: false, allowNumber: false },
      ],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // libraries type their option bags as classes
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/promise-function-async': ['error', { checkArrowFunctions: false }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'The environment is read in main.ts and cli.ts and parsed in platform/config.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a const object and a union type of the same name.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'e2e/**/*.ts'],
    rules: {
      'no-console': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.anything() and its like are any
    },
  },
  { files: ['backend/src/{main,cli}.ts'], rules: { 'no-restricted-properties': 'off', 'no-console': 'off' } },
  ...technologyRules(),
  {
    files: ['{backend,frontend,shared,migrations}/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: 'backend/tsconfig.json', noWarnOnMultipleProjects: true } },
      'boundaries/include': ['{backend,frontend,shared,migrations}/**/*.ts'],
      'boundaries/elements': [
        { type: 'shared', pattern: 'shared', partialMatch: false },
        { type: 'migrations', pattern: 'migrations', partialMatch: false },
        { type: 'platform', pattern: 'backend/src/platform', partialMatch: false },
        { type: 'module', pattern: 'backend/src/*', capture: ['module'], partialMatch: false },
        { type: 'application', pattern: 'backend/src', partialMatch: false },
        { type: 'core', pattern: 'frontend/src/app/core', partialMatch: false },
        { type: 'ui', pattern: 'frontend/src/app/ui', partialMatch: false },
        { type: 'feature', pattern: 'frontend/src/app/*', capture: ['feature'], partialMatch: false },
        { type: 'shell', pattern: 'frontend/src', partialMatch: false },
      ],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message:
            '{{from.element.types}} may not import {{to.element.types}}: see “Who may import whom” in docs/architecture.md',
          policies: [
            only(['platform'], { types: ['shared'] }),
            only(['platform'], { types: ['migrations'] }),
            only(['module'], { types: ['shared', 'platform'] }),
            {
              from: { element: { types: ['module'] } },
              allow: { to: { element: { types: ['module'] }, file: { path: '**/public.ts' } } },
            },
            only(['application'], { types: ['shared', 'platform'] }),
            {
              from: { element: { types: ['application'] } },
              allow: { to: { element: { types: ['module'] }, file: { path: '**/public.ts' } } },
            },
            only(['core', 'ui'], { types: ['shared'] }),
            only(['core'], { types: ['ui'] }),
            only(['feature'], { types: ['shared', 'core', 'ui'] }),
            only(['shell'], { types: ['shared', 'core', 'ui', 'feature'] }),
          ],
        },
      ],
    },
  },
  {
    files: ['frontend/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-standalone': 'error',
      '@angular-eslint/prefer-on-push-component-change-detection': 'off',
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'app', style: 'kebab-case' },
      ],
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'app', style: 'camelCase' },
      ],
    },
  },
  {
    files: ['frontend/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    files: ['**/*.mjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
