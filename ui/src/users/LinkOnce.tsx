import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Buttons } from '@/shared/Form';
import { Secret } from '@/shared/Secret';
import { useFormat } from '@/shared/useFormat';
import { addressOf, type PasswordLink } from './api';

/** A link to make up a password, shown this once. */
export function LinkOnce({ name, link, onClose }: { name: string; link: PasswordLink; onClose: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <>
            <p role="status">{t('users.link.text', { name, at: format.moment(link.expiresAt) })}</p>
            <Secret label={t('users.link.label')} value={addressOf(link)} />
            <p className="muted s14">{t('users.link.once')}</p>
            <Buttons atEnd>
                <Button onClick={onClose}>{t('users.link.done')}</Button>
            </Buttons>
        </>
    );
}
