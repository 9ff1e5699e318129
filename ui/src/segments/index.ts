export { type Criteria, EVERYONE } from './criteria';
export type { Segment } from './api';
export { CriteriaWords, SegmentAbout } from './SegmentAbout';
export { SampleAndWhy } from './SampleAndWhy';
export { SaveSegment } from './SaveSegment';
export { SegmentPicker } from './SegmentPicker';
export { SentenceEditor } from './SentenceEditor';
export { NewSegmentPage, SegmentPage } from './SegmentPage';
export { SegmentsPage } from './SegmentsPage';
