import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { useZone } from '@/shared/useZone';
import type { Connection } from './api';

/** When a connection outside its hours or past its limit sends again by itself. */
export function Until({ connection: { health } }: { connection: Connection }) {
    const { t } = useTranslation();
    const format = useFormat();
    const zone = useZone();
    if (health.opensNextAt === null) return null;
    return t('operators.until', { day: format.day(health.opensNextAt), clock: format.clock(health.opensNextAt), zone: zone.short });
}
