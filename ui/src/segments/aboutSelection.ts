import { membership } from './membership';

/** Answers of other systems to a question that is kept. */
export const selection = membership('selection', ({ t }) => ({ title: t('segments.subject.selection'), seek: t('segments.seek.selection'), say: (said) => t(`segments.selectionSaid.${said}`) }), 'lacking');
