import type { FocusProfile } from '../focus-profile.ts';

export const SECURITY: FocusProfile = {
  name: 'security',
  title: 'Security report',
  instructions: 'Review the code for security vulnerabilities.',
  job: 'You are a security reviewer. Find vulnerabilities that an attacker could use: follow data from where it enters to where it does harm.',
  kind: 'security',
  checklist: [
    {
      category: 'injection',
      question: 'Does input reach a query, a command, a template, a regular expression or code that is run?',
    },
    { category: 'xss', question: 'Is input written into HTML or a script without being escaped for that place?' },
    { category: 'path-traversal', question: 'Does input decide which file is read, written or served?' },
    { category: 'ssrf', question: 'Does input decide which address is called, or where a reader is sent on to?' },
    { category: 'secret', question: 'Are there keys, passwords or tokens in code, logs, messages or addresses?' },
    { category: 'authentication', question: 'Can identity be forged: tokens, sessions, comparison of secrets?' },
    { category: 'authorization', question: 'Is it checked that this user may do this to this thing?' },
    { category: 'cryptography', question: 'Are algorithms, modes, random numbers and certificates sound?' },
    {
      category: 'deserialization',
      question: 'Is foreign data turned into objects, or merged into them, without a schema?',
    },
    {
      category: 'input-validation',
      question: 'Are size, type and range of input checked before it costs or breaks something?',
    },
    { category: 'concurrency', question: 'Can what was checked change before it is used?' },
  ],
  evidence: [
    'The rationale says where the data comes from and where it does harm, and names the variables or functions on that way.',
    'High and critical need at least medium confidence.',
  ],
  first:
    /\b(req(uest)?\b|exec|spawn|eval|query|cursor|innerHTML|password|secret|token|auth|cookie|session|upload|redirect|deserial|pickle|subprocess|open\()/i,
};
