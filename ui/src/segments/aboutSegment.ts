import { membership } from './membership';

/** Other segments, with the conditions they have at the time. */
export const segment = membership('segment', ({ t }) => ({ title: t('segments.subject.segment'), seek: t('segments.seek.segment'), say: (said) => t(`segments.segmentSaid.${said}`) }), 'who');
