import { CATEGORIES, type Category, type Confidence, CONFIDENCES } from '@hanzo/contracts';

const OTHER_NAMES: Readonly<Partial<Record<Category, string>>> = {
  injection:
    'sql-injection sqli nosql-injection command-injection os-command-injection shell-injection code-injection template-injection ldap-injection rce remote-code-execution eval-injection log-injection redos',
  xss: 'cross-site-scripting html-injection dom-xss stored-xss reflected-xss',
  'path-traversal': 'directory-traversal local-file-inclusion lfi file-inclusion zip-slip',
  ssrf: 'server-side-request-forgery open-redirect',
  secret:
    'secrets hardcoded-secret hardcoded-secrets hard-coded-secret hardcoded-credential hardcoded-credentials hardcoded-password credential-leak secret-leak secret-exposure sensitive-data-exposure information-disclosure information-exposure',
  authentication: 'auth authn broken-authentication session-management weak-authentication timing-attack',
  authorization: 'authz access-control broken-access-control missing-authorization idor privilege-escalation csrf',
  cryptography: 'crypto weak-cryptography weak-crypto insecure-cryptography weak-hash insecure-random weak-randomness',
  deserialization: 'insecure-deserialization unsafe-deserialization prototype-pollution mass-assignment',
  'input-validation': 'validation missing-validation improper-input-validation denial-of-service dos',
  logic: 'logic-error bug correctness incorrect-logic logic-bug calculation',
  'off-by-one': 'off-by-one-error boundary boundary-error out-of-bounds index-out-of-bounds fencepost',
  'null-dereference':
    'null-pointer null-pointer-dereference null-reference null-check npe undefined-access null-safety',
  'type-error': 'type typing type-safety type-mismatch type-confusion',
  'error-handling': 'exception-handling error exception unhandled-error unhandled-exception unhandled-rejection',
  'resource-leak': 'leak resource-management connection-leak file-handle-leak',
  concurrency: 'race-condition race data-race deadlock toctou thread-safety race-conditions',
  'api-misuse': 'misuse api-usage deprecated-api',
  complexity: 'performance algorithmic-complexity inefficient-algorithm quadratic time-complexity',
  'repeated-work': 'redundant-computation redundant-work caching missing-cache recomputation',
  'blocking-io': 'blocking blocking-call sync-io synchronous-io blocking-operation sequential-await',
  'memory-growth': 'memory-leak unbounded-growth memory memory-usage unbounded-memory',
  'query-in-loop': 'n-1 n-1-query n-1-queries n-plus-1 n-plus-one n-plus-one-query nplus1',
  coupling: 'tight-coupling high-coupling',
  cycle: 'circular-dependency circular-dependencies cyclic-dependency circular-import circular-imports import-cycle',
  layering: 'layer-violation layering-violation architecture-violation',
  duplication: 'duplicate-code code-duplication duplicated-code dry',
  'dead-code': 'unused-code unreachable-code unused',
  readability: 'naming maintainability style clarity',
  'missing-test': 'missing-tests untested test-coverage missing-coverage coverage',
  'weak-test': 'weak-tests weak-assertion missing-assertion',
  'flaky-test': 'flaky-tests flaky',
  'missing-docs': 'missing-documentation undocumented documentation docs missing-doc',
  'wrong-docs': 'wrong-documentation outdated-documentation outdated-docs misleading-comment incorrect-documentation',
  syntax: 'syntax-error parse-error',
  format: 'formatting',
  lint: 'linting',
};

const BY_NAME: ReadonlyMap<string, Category> = new Map(
  CATEGORIES.flatMap((category) =>
    [category, ...(OTHER_NAMES[category]?.split(' ') ?? [])].map((name) => [name, category] as const),
  ),
);

export function categoryOf(name: unknown): Category | undefined {
  return typeof name === 'string' ? BY_NAME.get(folded(name)) : undefined;
}

export function confidenceOf(name: unknown): Confidence | undefined {
  return typeof name === 'string' ? CONFIDENCES.find((one) => one === folded(name)) : undefined;
}

function folded(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
