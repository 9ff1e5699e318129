import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import css from './Sources.module.css';

/** The other system did not let itself be looked into. */
export function LookFailed({ query }: { query: { error: unknown; refetch: () => unknown } }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    return (
        <div className={css.trouble} role="alert">
            <p>
                <b>{problemText(query.error)}</b>
            </p>
            <p>{t('sources.look.failed')}</p>
            <Button onClick={() => void query.refetch()}>{t('again')}</Button>
        </div>
    );
}

export function LookWaiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <p role="status" className="muted s14">
                {t('sources.look.waiting')}
            </p>
            <div aria-hidden="true" className={css.bones}>
                <Bone width={376} height={44} />
                <Bone width="100%" height={120} />
            </div>
        </div>
    );
}
