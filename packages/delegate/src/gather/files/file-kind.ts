/** What a file is for, by its path: people who report a fault rarely mean its test. */
export type FileKind = 'source' | 'test' | 'docs' | 'example' | 'log' | 'data';

const TEST_FOLDER = /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|testing|testdata|fixtures?|e2e)\//i;
const TEST_NAME = /(?:^|\/)(?:test_[^/]*|conftest\.py|[^/]*(?:_test|_spec|\.test|\.spec|Tests?|Spec)\.[^./]+)$/;
const DOCS = /(?:^|\/)(?:docs?|documentation|wiki)\/|\.(?:md|mdx|rst|txt|adoc|tex|html?|po|pot)$/i;
const EXAMPLE = /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|benchmarks?|bench|asv_bench|gallery)\//i;
/** Everything that was ever changed stands in it. */
const LOG =
  /(?:^|\/)(?:changes|changelog|history|news|whats-new|release[-_ ]?notes|authors|contributors|announce)[^/]*$|(?:^|\/)(?:changelog|whatsnew)\//i;
const DATA = /\.(?:json|jsonl|ya?ml|toml|ini|cfg|csv|tsv|xml|svg|lock|ipynb|css|scss|less|sql|conf|properties)$/i;

const HAS_EXTENSION = /[^/]\.[^./]+$/;

export function fileKind(path: string): FileKind {
  if (LOG.test(path)) return 'log';
  if (TEST_FOLDER.test(path) || TEST_NAME.test(path)) return 'test';
  if (EXAMPLE.test(path)) return 'example';
  if (DOCS.test(path)) return 'docs';
  return DATA.test(path) || !HAS_EXTENSION.test(path) ? 'data' : 'source';
}
