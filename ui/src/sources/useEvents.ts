import { useTranslation } from 'react-i18next';
import type { EventKind } from './api';
import { attributeField, EVENT_FIELDS } from './draft';

/** Something that a column can become. */
export type Offered = { key: string; title: string };

/** What a kind of events, or an attribute of it, is called. */
export function useEventTitle(): (one: { titleRu: string; titleEn: string }) => string {
    const { i18n } = useTranslation();
    return ({ titleRu, titleEn }) => (i18n.language === 'en' ? titleEn : titleRu);
}

/** What columns can become where rows are events of a kind. */
export function useEventFields(): (kind: EventKind | null) => readonly Offered[] {
    const { t } = useTranslation();
    const titleOf = useEventTitle();
    return (kind) => [
        ...EVENT_FIELDS.map((key) => ({ key, title: t(`sources.event.${key}`) })),
        ...(kind?.attributes ?? []).map((one) => ({ key: attributeField(one.key), title: titleOf(one) })),
    ];
}
