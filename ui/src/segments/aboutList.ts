import { membership } from './membership';

/** Lists made by hand, from files and selections. */
export const list = membership('list', ({ t }) => ({ title: t('segments.subject.list'), seek: t('segments.seek.list'), say: (said) => t(`segments.listSaid.${said}`) }), 'lacking');
