import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import { type Purpose, purposesQuery, titleIn } from './api';
import css from './Consents.module.css';
import { PurposeForm } from './PurposeForm';

/** What consent is asked for. Advertising is always there, because the law wants it. */
export function PurposesPage() {
    const { t, i18n } = useTranslation();
    const query = useQuery(purposesQuery);
    const [opened, setOpened] = useState<Purpose | 'new' | null>(null);
    useTitle(t('consents.purposes.title'));
    const purposes = query.data;
    return (
        <>
            <p className={css.back}>
                <Link to="/consents">{t('consents.back')}</Link>
            </p>
            {query.isLoadingError ? (
                <Failure title={t('consents.purposes.failed')} error={query.error} onRetry={() => void query.refetch()} />
            ) : (
                <>
                    <header className={css.bar}>
                        <div>
                            <h1>{t('consents.purposes.title')}</h1>
                            <p className={css.sub}>{t('consents.purposes.text')}</p>
                        </div>
                        <Button variant="filled" onClick={() => setOpened('new')}>
                            {t('consents.purposes.add')}
                        </Button>
                    </header>
                    {!purposes && (
                        <p className="sr" role="status">
                            {t('loading')}
                        </p>
                    )}
                    <ul className={css.purposes} aria-busy={!purposes}>
                        {purposes?.map((one) => (
                            <li key={one.key}>
                                <span>
                                    <b>{titleIn(i18n.language, one)}</b> <small>{one.key}</small>
                                </span>
                                <span className="muted">{one.archived && t('consents.purposes.archived')}</span>
                                <button type="button" className="act" aria-haspopup="dialog" aria-label={t('consents.purposes.changeNamed', { name: titleIn(i18n.language, one) })} onClick={() => setOpened(one)}>
                                    {t('consents.purposes.change')}
                                </button>
                            </li>
                        )) ??
                            [140, 180, 120].map((width) => (
                                <li key={width} aria-hidden="true">
                                    <Bone width={width} height={14} />
                                </li>
                            ))}
                    </ul>
                </>
            )}
            <Dialog opened={opened !== null} onClose={() => setOpened(null)} width={480} title={t(opened === 'new' ? 'consents.purposes.new' : 'consents.purposes.one')}>
                {opened !== null && <PurposeForm purpose={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
            </Dialog>
        </>
    );
}
