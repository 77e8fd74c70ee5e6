export {
  CATEGORIES,
  type Category,
  CONFIDENCES,
  type Confidence,
  type Finding,
  type FindingsAnswer,
  SEVERITIES,
  type Severity,
} from '@hanzo/contracts';
