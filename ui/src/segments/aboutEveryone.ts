import { aboutKind } from './about';

/** True of everyone. Systems write it; the sentence without lines says the same, so the picker does not offer it. */
export const everyone = aboutKind({
    about: 'everyone',
    operators: { true: [] },
    operatorText: ({ t }) => t('segments.anyone'),
    subjects: () => [],
    head: ({ t }) => ({ lead: 'bare', title: t('segments.anyone'), joint: '' }),
    value: () => [],
});
