import { membership } from './membership';

/** Files that brought a client or met one who was there. */
export const importFile = membership('import', ({ t }) => ({ title: t('segments.subject.import'), seek: t('segments.seek.import'), say: (said) => t(`segments.importSaid.${said}`) }), 'lacking');
